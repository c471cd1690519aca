/** The day on which a clause began to bind, as decisions write it: a day, or `≤day` for "by then, maybe earlier". */
export function sinceText(bound: string): string {
  return bound.startsWith("≤") ? `in force by ${bound.slice(1)}, maybe earlier` : `in force since ${bound}`;
}

/** How long before the day of the use something was read. */
export function ageText(seen: string, on: string): string {
  const days = Math.round((Date.parse(`${on}T00:00:00Z`) - Date.parse(`${seen}T00:00:00Z`)) / 86_400_000);
  if (days < 0) return "after that day";
  if (days < 2) return days === 0 ? "the same day" : "a day earlier";
  if (days < 90) return `${days} days earlier`;
  return days < 730
    ? `${Math.round(days / 30.4)} months earlier`
    : `${Math.round(days / 365.25)} years earlier`;
}
