import type { OutputFormat } from "../commands/output-format.ts";
import { JsonArray } from "../commands/json-array.ts";
import { JsonLines } from "../commands/json-lines.ts";
import { TextReport, type TextReportOptions } from "../commands/text-report.ts";
import type { Surroundings } from "../surroundings.ts";
import type { Output } from "../terminal/output.ts";
import { CsvReport } from "./csv-report.ts";
import { JunitReport } from "./junit-report.ts";
import type { Report, RunFacts } from "./report.ts";
import { SarifReport } from "./sarif-report.ts";

/** Where the answers go, in the format that was asked for. */
export function openReport(
  format: OutputFormat,
  output: Output,
  run: RunFacts,
  text: TextReportOptions,
  { stderr }: Pick<Surroundings, "stderr">,
): Report {
  const { names } = text;
  switch (format) {
    case "text":
      return new TextReport(output, text);
    case "json":
      return new JsonArray(output);
    case "jsonl":
      return new JsonLines(output);
    case "sarif":
      return new SarifReport(output, names, run);
    case "junit":
      return new JunitReport(output, names, run);
    case "csv":
    case "csv-raw":
      return new CsvReport(output, run, format, () => {
        stderr.write(
          format === "csv"
            ? "cleartitle: a spreadsheet could take some values for formulas, so they have a ' before them; --format csv-raw leaves every value as it is.\n"
            : "cleartitle: a spreadsheet may take some values for formulas: import the columns as text, or use --format csv.\n",
        );
      });
  }
}
