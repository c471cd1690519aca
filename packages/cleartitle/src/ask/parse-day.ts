import { CleartitleError } from "../cleartitle-error.ts";

/** An ISO day that exists in the calendar; `what` names the option or field for the message. */
export function parseDay(text: string, what: string): string {
  const day = /^\d{4}-\d{2}-\d{2}$/.test(text) ? new Date(`${text}T00:00:00Z`) : null;
  if (day === null || Number.isNaN(day.getTime()) || !day.toISOString().startsWith(text)) {
    throw new CleartitleError(
      "bad-date",
      `${what} takes a day as YEAR-MONTH-DAY, for example 2026-11-22, not "${text}".`,
    );
  }
  return text;
}

/** The day by the clock and the time zone of the person who asks. */
export function dayOf(moment: Date): string {
  const two = (number: number): string => String(number).padStart(2, "0");
  return `${String(moment.getFullYear()).padStart(4, "0")}-${two(moment.getMonth() + 1)}-${two(moment.getDate())}`;
}
