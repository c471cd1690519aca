/**
 * JSON with sorted keys and no spaces (RFC 8785): the same value always gives the same bytes. Keys whose value is undefined are left
 * out. What is sorted already, as nearly all that the compiler makes is, goes to the engine's own writer, which is several times faster.
 */
export function canonicalJson(value: unknown): string {
  if (typeof value !== "object" || value === null || isSorted(value)) return JSON.stringify(value);
  if (Array.isArray(value)) return `[${value.map(canonicalJson).join(",")}]`;
  const record = value as Readonly<Record<string, unknown>>;
  const fields = Object.keys(record)
    .toSorted()
    .filter((key) => record[key] !== undefined)
    .map((key) => `${JSON.stringify(key)}:${canonicalJson(record[key])}`);
  return `{${fields.join(",")}}`;
}

/** Whether all keys in a value are in order. The language puts keys like array indexes first: `"10"` after `"9"` is not in order. */
function isSorted(value: unknown): boolean {
  if (typeof value !== "object" || value === null) return true;
  if (Array.isArray(value)) return value.every(isSorted);
  let before = "";
  for (const key of Object.keys(value)) {
    if (key < before || !isSorted((value as Readonly<Record<string, unknown>>)[key])) return false;
    before = key;
  }
  return true;
}
