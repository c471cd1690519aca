import { LedgerError } from "../ledger-error.ts";
import { longestEntry } from "./hash.ts";

/** Entries one after the other, each behind its length in sixteen bits, big-endian (C2SP tlog-tiles, "Log entries"). */
export function encodeEntries(entries: readonly Uint8Array[]): Uint8Array {
  const length = entries.reduce((sum, entry) => sum + 2 + entry.length, 0);
  const bytes = new Uint8Array(length);
  let at = 0;
  for (const entry of entries) {
    bytes[at] = entry.length >>> 8;
    bytes[at + 1] = entry.length & 0xff;
    bytes.set(entry, at + 2);
    at += 2 + entry.length;
  }
  return bytes;
}

/** Takes entries apart again, or null where the lengths do not add up to the bytes. */
export function decodeEntries(bytes: Uint8Array): readonly Uint8Array[] | null {
  const entries: Uint8Array[] = [];
  let at = 0;
  while (at < bytes.length) {
    if (at + 2 > bytes.length) return null;
    const end = at + 2 + bytes[at]! * 256 + bytes[at + 1]!;
    if (end > bytes.length) return null;
    entries.push(bytes.subarray(at + 2, end));
    at = end;
  }
  return entries;
}

/** Throws `entry-too-large` for what no bundle can hold. */
export function checkEntryLength(entry: Uint8Array): void {
  if (entry.length <= longestEntry) return;
  throw new LedgerError(
    "entry-too-large",
    `an entry of ${entry.length} bytes does not fit: the format allows ${longestEntry}`,
    "Keep the large part in a file beside the log and log its hash.",
  );
}
