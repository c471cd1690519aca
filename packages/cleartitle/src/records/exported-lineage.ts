import { exportRecord, type ExportedRecord } from "./exported-record.ts";
import { lineageOf, type LineageFile } from "./lineage.ts";
import type { ReadableRecords } from "./records.ts";

/** A file of a line, its records with their private fields where those are still there. */
export interface ExportedLineageFile extends Omit<LineageFile, "records"> {
  readonly records: readonly ExportedRecord[];
}

/** The line that the file with this hash stands in, what came first in front. */
export async function exportLineage(
  known: Pick<ReadableRecords, "catalog" | "privates">,
  sha256: string,
): Promise<readonly ExportedLineageFile[]> {
  const { files } = await lineageOf(known, sha256);
  return Promise.all(
    files.map(async (file) => ({
      ...file,
      records: await Promise.all(file.records.map(async (one) => exportRecord(known, one, true))),
    })),
  );
}
