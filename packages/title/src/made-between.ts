import type { ChainProblem, MadeBetween } from "./chain.ts";

const LAST_DAY = ["", "31", "28", "31", "30", "31", "30", "31", "31", "30", "31", "30", "31"];

/** Reads a day, a month, a year or a moment (ISO 8601) as the days it may mean; null where it is none of these. */
export function readDays(text: string): MadeBetween | null {
  const parts = /^(\d{4})(?:-(\d{2})(?:-(\d{2})(?:[T ].*)?)?)?$/.exec(text.trim());
  if (parts === null) return null;
  const [, year = "", month, day] = parts;
  if (month === undefined) return { earliest: `${year}-01-01`, latest: `${year}-12-31` };
  const last = lastDay(Number(year), Number(month));
  if (last === undefined || (day !== undefined && (day < "01" || day > last))) return null;
  if (day === undefined) return { earliest: `${year}-${month}-01`, latest: `${year}-${month}-${last}` };
  return { earliest: `${year}-${month}-${day}`, latest: `${year}-${month}-${day}` };
}

function lastDay(year: number, month: number): string | undefined {
  const leap = year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0);
  return month === 2 && leap ? "29" : LAST_DAY[month] || undefined;
}

/**
 * When the image can have been made: as stated, or between the birth of the youngest party and the day of the use. Of a stated month or year
 * only the days between those two count. A day after the use is a problem and counts as not known; a day before the parties existed is a
 * problem and stays, for no terms of theirs can have granted anything then.
 */
export function madeBetween(
  stated: string | null,
  born: string,
  on: string,
): { made: MadeBetween; problem: ChainProblem | null } {
  const open = { earliest: born > on ? on : born, latest: on };
  if (stated === null) return { made: open, problem: null };
  const wrong = (made: MadeBetween, message: string): { made: MadeBetween; problem: ChainProblem } => ({
    made,
    problem: { code: "bad-date", message },
  });
  const days = readDays(stated);
  if (days === null)
    return wrong(
      open,
      `"${stated}" is not a date; write it as YYYY-MM-DD. The day of making was taken as not known.`,
    );
  if (days.earliest > on)
    return wrong(
      open,
      `The image was made on ${stated}, after the day of its use, ${on}; check both days. The day of making was taken as not known.`,
    );
  if (days.latest < open.earliest)
    return wrong(
      days,
      `The image was made on ${stated}, but what made it came out on ${born}; check the day, and the service or model.`,
    );
  const made = {
    earliest: days.earliest < open.earliest ? open.earliest : days.earliest,
    latest: days.latest > on ? on : days.latest,
  };
  return { made, problem: null };
}
