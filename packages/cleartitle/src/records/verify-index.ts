import { existsSync } from "node:fs";
import { join } from "node:path";

import { Catalog } from "@cleartitle/catalog";
import type { LogReader } from "@cleartitle/ledger";

import type { LedgerPlace } from "./ledger-place.ts";
import { saysWhatTheLogSays } from "./open-catalog.ts";

/** What is wrong with the index of a ledger, in a sentence; null where it says what the log says, or there is none. */
export async function verifyIndex({ folder }: LedgerPlace, reader: LogReader): Promise<string | null> {
  const path = join(folder, "catalog.sqlite");
  if (!existsSync(path)) return null;
  const differs =
    "catalog.sqlite does not say what the log says. It is an index, so nothing is lost: the next command that reads it makes it again, and so does `cleartitle ledger rebuild`";
  let catalog: Catalog;
  try {
    catalog = await Catalog.open(path);
  } catch {
    return differs;
  }
  try {
    const size = await catalog.size();
    // One that is behind is brought up by whoever opens it next; ahead of the log it is not its index.
    if (size < reader.head.size) await catalog.catchUp(reader);
    return (await saysWhatTheLogSays(catalog, reader)) ? null : differs;
  } catch {
    return differs;
  } finally {
    await catalog.close();
  }
}
