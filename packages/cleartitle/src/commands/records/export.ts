import { createWriteStream } from "node:fs";
import { once } from "node:events";

import { CleartitleError } from "../../cleartitle-error.ts";
import { explainFileError } from "../../files/explain-file-error.ts";
import { exportFormat, exportRecord, type ExportedRecord } from "../../records/exported-record.ts";
import { Records } from "../../records/records.ts";
import type { ExitStatus, Surroundings } from "../../surroundings.ts";
import { Output } from "../../terminal/output.ts";
import { safeText } from "../../terminal/safe-text.ts";
import { placeOf, type RecordsOptions } from "./records-options.ts";

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
  if (format !== "json" && format !== "csv")
    throw new CleartitleError("usage", `--format takes json or csv, not "${format}".`);
  const records = await Records.open(placeOf(options, around));
  const file = path === undefined ? null : createWriteStream(path, { mode: 0o600 });
  const stream = file ?? around.stdout;
  try {
    if (file !== null)
      await once(file, "open").catch((error: unknown) => {
        throw explainFileError(path ?? "", error);
      });
    const output = new Output(stream);
    await output.write(format === "json" ? `{"format":"${exportFormat}","records":[` : csvLine(columns));
    let count = 0;
    for (;;) {
      const some = await records.catalog.find({ after: count - 1, limit: atOnce });
      for (const one of some) {
        const exported = await exportRecord(records, one, withPrivate);
        await output.write(
          format === "json" ? `${count === 0 ? "\n" : ",\n"}${JSON.stringify(exported)}` : csvRow(exported),
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

const csvRow = (one: ExportedRecord): string =>
  csvLine([
    String(one.index),
    one.id,
    one.kind,
    one.time.recorded,
    one.time.happened ?? "",
    one.time.basis,
    JSON.stringify(one.body),
    JSON.stringify(one.private),
    one.closed.join(" "),
  ]);

/** RFC 4180. No value begins with a sign that a spreadsheet takes for a formula: free texts are within JSON. */
const csvLine = (values: readonly string[]): string =>
  `${values.map((value) => (/[",\r\n]/.test(value) ? `"${value.replaceAll('"', '""')}"` : value)).join(",")}\r\n`;
