/**
 * JSON with sorted keys and no spaces (RFC 8785): the same value always gives the same bytes. Keys whose value is undefined are left
 * out. (Keys that look like array indexes come first, as the language has it: as fixed an order as any.)
 */
export function canonicalJson(value: unknown): string {
  return JSON.stringify(sorted(value));
}

/** The value with sorted keys; itself, uncopied, where they are sorted already, as the compiler writes nearly all of them. */
function sorted(value: unknown): unknown {
  if (typeof value !== "object" || value === null) return value;
  if (Array.isArray(value)) {
    let copy: unknown[] | undefined;
    for (let index = 0; index < value.length; index++) {
      const item: unknown = value[index];
      const own = sorted(item);
      if (own === item) continue;
      copy ??= [...(value as readonly unknown[])];
      copy[index] = own;
    }
    return copy ?? value;
  }
  const record = value as Readonly<Record<string, unknown>>;
  let same = true;
  let before = "";
  const fields: [string, unknown][] = [];
  for (const key of Object.keys(record)) {
    const field = record[key];
    const own = sorted(field);
    same &&= own === field && key >= before;
    before = key;
    fields.push([key, own]);
  }
  return same ? value : Object.fromEntries(fields.toSorted(([a], [b]) => (a < b ? -1 : 1)));
}
