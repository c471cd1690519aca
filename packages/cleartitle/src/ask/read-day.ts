import { readDays } from "@cleartitle/title";

/** How far ahead a day of making may lie: with the clock of another time zone tomorrow has begun. */
export const mostDaysAhead = 1;

/** How far ahead a use may lie. Terms of a later day are nobody's guess. */
export const mostYearsAhead = 10;

/** Whether a text is a day that exists in the calendar, as YEAR-MONTH-DAY. */
export function isDay(text: string): boolean {
  return /^\d{4}-\d{2}-\d{2}$/.test(text) && readDays(text) !== null;
}

/** Whether a text is a day, a month, a year or a moment of a day that exists, for when an image was made. */
export function isMaking(text: string): boolean {
  return readDays(text) !== null && (!/[T ]/.test(text.trim()) || !Number.isNaN(Date.parse(text.trim())));
}

/** The last day on which an image can have been made, seen from today. */
export const lastMaking = (today: string): string => shift(today, mostDaysAhead);

/** The last day of a use that can be asked about, seen from today. */
export const lastUse = (today: string): string =>
  `${String(Number(today.slice(0, 4)) + mostYearsAhead).padStart(4, "0")}-12-31`;

const shift = (day: string, by: number): string =>
  new Date(Date.parse(`${day}T00:00:00Z`) + by * 86_400_000).toISOString().slice(0, 10);
