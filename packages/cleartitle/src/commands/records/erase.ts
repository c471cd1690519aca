import { rowsOfRecord } from "@cleartitle/catalog";
import type { LedgerRecord } from "@cleartitle/ledger/records";

import { CleartitleError } from "../../cleartitle-error.ts";
import { findNamed } from "../../records/name-record.ts";
import type { ReadableRecords } from "../../records/records.ts";
import type { ExitStatus, Surroundings } from "../../surroundings.ts";
import { Output } from "../../terminal/output.ts";
import { openWriter, type RecordsOptions } from "./records-options.ts";

export interface EraseOptions extends RecordsOptions {
  readonly reason?: string;
}

interface OtherRecord {
  readonly record: number;
  readonly id: string;
  readonly kind: string;
}

/** Other records about the same file, or about this record, with private fields of their own: a note is a record by itself. */
async function othersAbout(
  { catalog }: ReadableRecords,
  record: LedgerRecord,
  position: number,
  erasure: number,
): Promise<readonly OtherRecord[]> {
  const files = new Set(rowsOfRecord(position, record).file.map(({ sha256 }) => sha256));
  const found = new Map<number, OtherRecord>();
  for (const file of files)
    for (const one of await catalog.find({ file }))
      if (one.position !== position && one.position !== erasure && Object.keys(one.record.private).length > 0)
        found.set(one.position, { record: one.position, id: one.record.id, kind: one.record.kind });
  return [...found.values()].toSorted((left, right) => left.record - right.record);
}

function stays(others: readonly OtherRecord[]): string {
  if (others.length === 0) return "";
  const list = others.map(({ record, id, kind }) => `record ${record} (${kind}, ${id})`).join(", ");
  return `Not touched, and with private fields of their own about the same file: ${list}. Erase them too where they say the same: cleartitle erase RECORD all.\n`;
}

/** `cleartitle erase RECORD FIELD…`: erases private fields for good. The record stays, and so does every proof of it. */
export async function erase(
  name: string,
  fields: readonly string[],
  options: EraseOptions,
  around: Surroundings,
): Promise<ExitStatus> {
  const writer = await openWriter(options, around);
  try {
    const found = await findNamed(await writer.read(), name);
    if (found.length !== 1)
      throw new CleartitleError(
        "usage",
        `${found.length} records are about ${name}: name one by its number, for example ${found[0]?.position}.`,
      );
    const { position, record } = found[0]!;
    const all = fields.length === 1 && fields[0] === "all";
    const written = await writer.erase(position, all ? "all" : fields, options.reason);
    const others = await othersAbout(await writer.read(), record, position, written.index);
    const output = new Output(around.stdout);
    if (options.json === true)
      await output.write(`${JSON.stringify({ record: position, erasure: written.index, others })}\n`);
    else
      await output.write(
        `Erased from record ${position}; record ${written.index} says so. Proofs still hold. Copies and backups of the folder \`private\` that you made yourself still hold it, and so do proofs and exports that show it.\n${stays(others)}`,
      );
    return 0;
  } finally {
    await writer.close();
  }
}
