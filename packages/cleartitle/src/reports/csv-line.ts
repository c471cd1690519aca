/** How values of a CSV are written: fit for a spreadsheet, or as they are. */
export type CsvStyle = "csv" | "csv-raw";

/**
 * Where a spreadsheet may see a formula begin: at the beginning of a value, and behind what another country's spreadsheet takes for the end of a cell
 * (OWASP, "CSV Injection"). The signs have full-width forms, which some take for the same.
 */
const sign = String.raw`(?=["' \u00a0\u200b-\u200f\u2060\ufeff]*[=+\-@\uff1d\uff0b\uff0d\uff20])`;
const begins = new RegExp(`^${sign}|^[\\t\\r\\n]`, "u");
const behind = new RegExp(`([,;\\t\\r\\n])${sign}`, "gu");

/** Whether a spreadsheet might calculate this value, or run what it names. */
export function isFormula(value: string): boolean {
  return begins.test(value) || value.search(behind) >= 0;
}

/** One line as RFC 4180 has it: comma, CRLF, quotes doubled. In a spreadsheet's, what could be a formula has a `'` before it, which makes it text. */
export function csvLine(values: readonly string[], style: CsvStyle): string {
  return `${values.map(style === "csv" ? cell : field).join(",")}\r\n`;
}

function cell(value: string): string {
  if (!isFormula(value)) return field(value);
  const text = value.replaceAll(behind, "$1'");
  return `"${(begins.test(value) ? `'${text}` : text).replaceAll('"', '""')}"`;
}

function field(value: string): string {
  return /[",\r\n]/.test(value) ? `"${value.replaceAll('"', '""')}"` : value;
}
