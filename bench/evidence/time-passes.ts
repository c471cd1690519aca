import { ContestantRunner } from "./contestant-runner.ts";
import type { Entrant } from "./entrants.ts";

export interface Timing {
  readonly entrant: Entrant;
  readonly files: number;
  /** Files a second: the median of the passes. */
  readonly rate: number;
  /** The slowest and the fastest pass. */
  readonly range: readonly [number, number];
  /** Files of the last pass that gave an error. */
  readonly failed: number;
  readonly peakBytes: number;
  /** Rates in the order of the rounds. */
  readonly rates: readonly number[];
}

/**
 * Lets all entrants read, one after the other, round after round: what else the machine does hits them alike. The first pass of each warms
 * its code and the system's cache of files, and does not count.
 */
export async function timePasses(
  entrants: readonly Entrant[],
  paths: readonly string[],
  rounds: number,
): Promise<readonly Timing[]> {
  const running = entrants.map((entrant) => ({
    entrant,
    paths: paths.filter((_, at) => at % entrant.every === 0),
    runner: new ContestantRunner(entrant.id),
    rates: [] as number[],
    failed: 0,
    peakBytes: 0,
  }));
  for (let round = 0; round <= rounds; round += 1) {
    for (const each of running) {
      const { milliseconds, failed, peakBytes } = await each.runner.pass(each.paths);
      each.failed = failed;
      each.peakBytes = peakBytes;
      if (round > 0) each.rates.push((each.paths.length * 1000) / milliseconds);
    }
  }
  for (const { runner } of running) await runner.close();
  return running.map(({ entrant, paths: own, rates, failed, peakBytes }) => ({
    entrant,
    files: own.length,
    rate: median(rates),
    range: [Math.min(...rates), Math.max(...rates)],
    failed,
    peakBytes,
    rates,
  }));
}

/** How many times as fast the first is as the second: the median over the rounds, in each of which both met the same machine. */
export function timesAsFast(first: Timing, second: Timing): number {
  return median(first.rates.map((rate, round) => rate / second.rates[round]!));
}

function median(numbers: readonly number[]): number {
  const sorted = numbers.toSorted((a, b) => a - b);
  const middle = sorted.length >> 1;
  return sorted.length % 2 === 1 ? sorted[middle]! : (sorted[middle - 1]! + sorted[middle]!) / 2;
}
