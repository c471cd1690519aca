/** The value of a key that the record itself has: names come from people, and `constructor` is a name too. */
export function own<Value>(record: Readonly<Record<string, Value>>, key: string): Value | undefined {
  return Object.hasOwn(record, key) ? record[key] : undefined;
}
