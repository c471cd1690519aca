import { createHash } from "node:crypto";
import { createReadStream, existsSync, statSync } from "node:fs";

import type { CatalogRecord } from "@cleartitle/catalog";

import { CleartitleError } from "../cleartitle-error.ts";
import { explainFileError } from "../files/explain-file-error.ts";
import type { ReadableRecords } from "./records.ts";

/** What a person calls a record by, besides a file: `12`, its id, a file's SHA-256, or the id of a generation. */
const fileHash = /^(?:sha256:)?([0-9a-f]{64})$/i;
const recordId = /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;

/** SHA-256 of a file, in hexadecimal. */
export async function hashFile(path: string): Promise<string> {
  try {
    if (!statSync(path).isFile()) throw new CleartitleError("not-a-file", `${path} is not a file.`);
    const hash = createHash("sha256");
    for await (const chunk of createReadStream(path)) hash.update(chunk as Uint8Array);
    return hash.digest("hex");
  } catch (error) {
    throw explainFileError(path, error);
  }
}

/** A file by its path or by its hash, as its hash. */
export async function hashOf(name: string): Promise<string> {
  const written = fileHash.exec(name)?.[1];
  return written === undefined || existsSync(name) ? hashFile(name) : written.toLowerCase();
}

/**
 * What a note or a piece of evidence is about: the SHA-256 of a file, or the id of a record. A file need not be on record yet; anything else must.
 *
 * @throws CleartitleError `no-record`
 */
export async function aimOf(known: Pick<ReadableRecords, "catalog">, name: string): Promise<string> {
  if (existsSync(name)) return hashFile(name);
  const [newest] = await findNamed(known, name);
  return fileHash.exec(name)?.[1]?.toLowerCase() ?? newest!.record.id;
}

/**
 * The records that a person means: by number in the log, by id, by generation, or all about a file, the newest first.
 *
 * @throws CleartitleError `no-record`
 */
export async function findNamed(
  { catalog }: Pick<ReadableRecords, "catalog">,
  name: string,
): Promise<readonly CatalogRecord[]> {
  const found = await look(catalog, name);
  if (found.length > 0) return found;
  throw new CleartitleError(
    "no-record",
    `No record is about ${name}. Name a file, its SHA-256, or the number or id of a record; \`cleartitle log\` lists them, \`cleartitle find FILE\` looks for changed copies.`,
  );
}

async function look(catalog: ReadableRecords["catalog"], name: string): Promise<readonly CatalogRecord[]> {
  if (existsSync(name)) return catalog.find({ file: await hashFile(name), newestFirst: true });
  const hash = fileHash.exec(name)?.[1];
  if (hash !== undefined) return catalog.find({ file: hash.toLowerCase(), newestFirst: true });
  if (recordId.test(name)) return catalog.find({ id: name.toLowerCase() });
  if (/^\d{1,15}$/.test(name)) {
    const [one] = await catalog.find({ after: Number(name) - 1, limit: 1 });
    if (one?.position === Number(name)) return [one];
  }
  return catalog.find({ generation: name, newestFirst: true });
}
