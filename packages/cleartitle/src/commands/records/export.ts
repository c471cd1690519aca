import { createWriteStream } from "node:fs";
import { once } from "node:events";

import { CleartitleError } from "../../cleartitle-error.ts";
import { explainFileError } from "../../files/explain-file-error.ts";
import { exportFormat, exportRecord, type ExportedRecord } from "../../records/exported-record.ts";
import type { ExitStatus, Surroundings } from "../../surroundings.ts";
import { csvLine } from "../../reports/csv-line.ts";
import { withoutOrders } from "../../terminal/guarded-screen.ts";
import { Output } from "../../terminal/output.ts";
import { safeText } from "../../terminal/safe-text.ts";
import { openRecords, type RecordsOptions } from "./records-options.ts";

export interface ExportOptions extends RecordsOptions {
  readonly format?: string;
  readonly output?: string;
  /** commander's form of `--no-private`. */
  readonly private?: boolean;
}

const columns = ["index", "id", "kind", "recorded", "happened", "basis", "body", "private", "closed"];
const atOnce = 500;

/** `cleartitle export`: every record as JSON or CSV, private fields opened unless `--no-private`. */
export async function exportRecords(options: ExportOptions, around: Surroundings): Promise<ExitStatus> {
  const { format = "json", output: path, private: withPrivate = true } = options;
  if (format !== "json" && format !== "csv" && format !== "csv-raw")
    throw new CleartitleError("usage", `--format takes json, csv or csv-raw, not "${format}".`);
  const records = await openRecords(options, around);
  const file = path === undefined ? null : createWriteStream(path, { mode: 0o600 });
  const stream = file ?? around.stdout;
  try {
    if (file !== null)
      await once(file, "open").catch((error: unknown) => {
        throw explainFileError(path ?? "", error);
      });
    const output = new Output(stream);
    const line = (values: readonly string[]): string =>
      csvLine(output.isTerminal ? values.map(withoutOrders) : values, format === "csv" ? "csv" : "csv-raw");
    await output.write(format === "json" ? `{"format":"${exportFormat}","records":[` : line(columns));
    let count = 0;
    for (;;) {
      const some = await records.catalog.find({ after: count - 1, limit: atOnce });
      for (const one of some) {
        const exported = await exportRecord(records, one, withPrivate);
        await output.write(
          format === "json"
            ? `${count === 0 ? "\n" : ",\n"}${JSON.stringify(exported)}`
            : line(valuesOf(exported)),
        );
        count += 1;
      }
      if (some.length < atOnce) break;
    }
    if (format === "json") await output.write("\n]}\n");
    if (file !== null) {
      file.end();
      await once(file, "close");
      around.stderr.write(
        safeText(
          `${count} records are in ${path}${withPrivate ? ", with prompts and names: keep it private" : ""}.`,
        ) + "\n",
      );
    }
    return 0;
  } finally {
    await records.close();
  }
}

const valuesOf = (one: ExportedRecord): readonly string[] => [
  String(one.index),
  one.id,
  one.kind,
  one.time.recorded,
  one.time.happened ?? "",
  one.time.basis,
  JSON.stringify(one.body),
  JSON.stringify(one.private),
  one.closed.join(" "),
];
