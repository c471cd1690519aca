import { LedgerError } from "../ledger-error.ts";
import type { RecordTime } from "./record.ts";

/** Gives the time. The command passes the system's; tests pass what they like. */
export type Clock = () => Date;

/** How long after it happened something still counts as recorded live: a generation takes its time, a day does not. */
export const liveWindow: number = 10 * 60 * 1000;

/** How far two readings of a clock may go backwards without anything being wrong: time servers nudge clocks. */
export const clockTolerance: number = 5 * 1000;

/**
 * States when something was recorded. `live` follows from the clock alone: a caller can make a record `recorded-later`,
 * never the other way round. Throws `from-the-future`.
 *
 * @param happened RFC 3339 with offset, or a day, which is never live; null for what happens by being recorded.
 */
export function recordTime(now: Date, happened: string | null, later: boolean): RecordTime {
  const recorded = now.toISOString();
  if (happened === null) return { recorded, happened, basis: later ? "recorded-later" : "live" };
  const at = Date.parse(happened);
  if (Number.isNaN(at)) throw badTime(happened, "is not a time");
  if (at > now.getTime() + liveWindow)
    throw badTime(happened, `lies after the time of recording, ${recorded}`);
  const isDay = !happened.includes("T");
  const isLive = !later && !isDay && now.getTime() - at <= liveWindow;
  return { recorded, happened, basis: isLive ? "live" : "recorded-later" };
}

/** Throws `clock-backwards` where the clock stands before a record that is already in the log. */
export function checkClock(now: Date, last: string): void {
  if (now.getTime() + clockTolerance >= Date.parse(last)) return;
  throw new LedgerError(
    "clock-backwards",
    `the clock says ${now.toISOString()}, but the last record was written at ${last}; nothing was recorded`,
    "Set the clock right. If it is right now and was wrong before, confirm that: the records will say so.",
  );
}

function badTime(happened: string, why: string): LedgerError {
  return new LedgerError(
    "from-the-future",
    `${happened} ${why}`,
    "Correct the time, or the clock of this machine.",
  );
}
