const known = new Map<string, string>();

/** The ISO day that lies a number of days after another. Asked only about days of the corpus, so what is remembered stays small. */
export function addDays(day: string, days: number): string {
  const key = `${day}+${days}`;
  let later = known.get(key);
  if (later === undefined) {
    later = new Date(Date.parse(`${day}T00:00:00Z`) + days * 86_400_000).toISOString().slice(0, 10);
    known.set(key, later);
  }
  return later;
}
