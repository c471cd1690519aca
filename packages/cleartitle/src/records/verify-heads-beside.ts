import { readFile, readdir } from "node:fs/promises";
import { join } from "node:path";

import type { LogReader } from "@cleartitle/ledger";
import { checkNote, parseCheckpoint, type VerifierKey } from "@cleartitle/ledger/verify";

import { asStampedHead } from "../timestamps/stamped-heads.ts";
import { isHeadOf } from "./is-head-of.ts";
import type { LedgerPlace } from "./ledger-place.ts";

/** A file with a head that others vouched for, which proofs cannot use. */
export interface UnfitHead {
  /** Below the folder of the ledger. */
  readonly file: string;
  readonly message: string;
}

/** The heads that witnesses cosigned and authorities stamped, each against the log: what is damaged would silently be missing in proofs. */
export async function verifyHeadsBeside(
  { folder }: LedgerPlace,
  reader: LogReader,
  keys: readonly VerifierKey[],
): Promise<readonly UnfitHead[]> {
  const unfit: UnfitHead[] = [];
  for (const [below, ending] of kept) {
    const names = await readdir(join(folder, below)).catch(() => []);
    for (const name of names.filter((each) => each.endsWith(ending)).toSorted()) {
      const text = await readFile(join(folder, below, name), "utf8").catch(() => "");
      const head = ending === ".json" ? asStampedHead(text)?.checkpoint : text;
      const message = await whyUnfit(head ?? "", reader, keys);
      if (message !== null) unfit.push({ file: `${below}/${name}`, message });
    }
  }
  return unfit;
}

const kept = [
  ["witnessed", ".checkpoint"],
  ["timestamps", ".json"],
] as const;

async function whyUnfit(
  text: string,
  reader: LogReader,
  keys: readonly VerifierKey[],
): Promise<string | null> {
  try {
    const checkpoint = parseCheckpoint(text);
    if (!(await isHeadOf(reader, checkpoint)))
      return "it is no head of this log. Keep it apart, as evidence of another history";
    await checkNote(checkpoint.note, keys);
    return null;
  } catch {
    return "it cannot be read, or the log's signature in it does not hold. Restore it from a copy";
  }
}
