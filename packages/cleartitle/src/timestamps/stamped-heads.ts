import { join } from "node:path";

import { parseCheckpoint } from "@cleartitle/ledger/verify";

import type { LedgerPlace } from "../records/ledger-place.ts";
import { keepFile } from "../files/keep-file.ts";
import { readTexts } from "../files/read-texts.ts";

/** A signed head with the time stamp over it, as it is kept beside the log. */
export interface StampedHead {
  /** The signed head, letter by letter: what was stamped. */
  readonly checkpoint: string;
  /** The token, as base64 of DER. */
  readonly token: string;
  /** What the token says; whoever relies on it checks the token. */
  readonly time: string;
  readonly url: string;
}

const format = "cleartitle/stamped-head/1";
const folderOf = ({ folder }: LedgerPlace): string => join(folder, "timestamps");

/** Keeps a stamped head for good; on disk when this returns. Returns the path. */
export async function keepStampedHead(place: LedgerPlace, stamped: StampedHead): Promise<string> {
  const folder = folderOf(place);
  const size = parseCheckpoint(stamped.checkpoint).size;
  const moment = stamped.time.replaceAll(/[^0-9]/g, "");
  const path = join(folder, `${String(size).padStart(12, "0")}-${moment}.json`);
  await keepFile(path, `${JSON.stringify({ format, ...stamped }, null, 2)}\n`);
  return path;
}

/** The stamped heads of a ledger, the one over the fewest entries first. A file that is none of them is passed over. */
export async function readStampedHeads(place: LedgerPlace): Promise<readonly StampedHead[]> {
  const texts = await readTexts(folderOf(place), ".json");
  return texts.flatMap((text) => asStampedHead(text) ?? []);
}

/** Null for what is no stamped head. */
export function asStampedHead(text: string): StampedHead | null {
  try {
    const value = JSON.parse(text) as StampedHead & { readonly format: string };
    parseCheckpoint(value.checkpoint);
    return value.format === format && typeof value.token === "string" ? value : null;
  } catch {
    return null;
  }
}
