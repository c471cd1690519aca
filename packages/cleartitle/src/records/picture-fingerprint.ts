import { createHash } from "node:crypto";
import { readFile, stat } from "node:fs/promises";

import { fingerprintImage, hashAlgorithm, MemoryBudget, type ImageLook } from "@cleartitle/catalog";
import { LedgerError } from "@cleartitle/ledger";
import { isOfKind, type Fingerprint } from "@cleartitle/ledger/records";

import type { ReadableRecords } from "./records.ts";

/** How a picture looks, or why that cannot be said. */
export type Look = ImageLook | { readonly kind: "not-decoded"; readonly why: string };

/** Bytes of a file that is read into memory to be decoded: as much as decoding may take in all. */
const mostBytes = 160_000_000;

/** Files that are larger are read one after the other: several in memory at once would be too much. */
const smallFile = 8_000_000;
const oneAtATime = new MemoryBudget(1);

/**
 * Fingerprints the image file at `path`, where the optional package sharp is installed and can decode it. `sha256` is of the bytes that were read
 * before: where other bytes lie there by now, their look must not go on record as that of the first.
 */
export async function lookAt(path: string, sha256?: string): Promise<Look> {
  try {
    const file = await stat(path);
    if (!file.isFile()) return { kind: "not-decoded", why: "it is no file" };
    if (file.size > mostBytes) return { kind: "not-decoded", why: "the file is larger than 160 MB" };
    const read = async (): Promise<Look> => lookAtBytes(await readFile(path), sha256);
    return await (file.size > smallFile ? oneAtATime.within(1, read) : read());
  } catch (error) {
    // A file that is gone meanwhile was read all the same: its hash and its answer stand.
    if (error instanceof LedgerError || (error instanceof Error && "code" in error))
      return { kind: "not-decoded", why: error.message };
    throw error;
  }
}

async function lookAtBytes(bytes: Uint8Array, sha256: string | undefined): Promise<Look> {
  if (sha256 !== undefined && createHash("sha256").update(bytes).digest("hex") !== sha256)
    return { kind: "not-decoded", why: "the file was changed meanwhile" };
  return fingerprintImage(bytes);
}

/** The fingerprint that a decision about exactly these bytes has on record: looking again would give the same. Null where there is none of today's kind. */
export async function fingerprintOnRecord(
  { catalog }: Pick<ReadableRecords, "catalog">,
  sha256: string,
): Promise<Fingerprint | null> {
  const [found] = await catalog.find({ file: sha256, kind: "decision", newestFirst: true, limit: 1 });
  if (found === undefined || !isOfKind(found.record, "decision")) return null;
  const { subject, fingerprint } = found.record.body;
  return subject?.sha256 === sha256 && fingerprint?.algorithm === hashAlgorithm ? fingerprint : null;
}
