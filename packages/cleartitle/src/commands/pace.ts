import { imageFiles } from "../files/image-files.ts";
import type { Surroundings } from "../surroundings.ts";
import { Progress } from "../terminal/progress.ts";

/**
 * How far a command is: how many files, how fast, and how long it will take. The files are counted beside the work, and only where a
 * terminal shows it; until the count is there, nothing is said of the end.
 */
export class Pace {
  readonly #progress: Progress;
  readonly #now: () => number;
  readonly #begin: number;
  #done = 0;
  #total: number | null = null;

  constructor(
    paths: readonly string[],
    { stderr, stop, environment }: Surroundings,
    now = (): number => performance.now(),
  ) {
    this.#progress = new Progress(stderr, environment, now);
    this.#now = now;
    this.#begin = now();
    if (stderr.isTTY === true) void this.#count(paths, stop);
  }

  /** One more file is done. */
  show(path: string): void {
    this.#done += 1;
    const seconds = (this.#now() - this.#begin) / 1000;
    this.#progress.show(`${paceText(this.#done, this.#total, seconds)}  ${path}`);
  }

  clear(): void {
    this.#progress.clear();
  }

  async #count(paths: readonly string[], stop: AbortSignal): Promise<void> {
    let total = 0;
    for await (const _ of imageFiles(paths)) {
      if (stop.aborted) return;
      total += 1;
    }
    this.#total = total;
  }
}

/** `1200 of 4000  800/s  about 4 s left`; rate and time only when there is enough to tell them from. */
export function paceText(done: number, total: number | null, seconds: number): string {
  const parts = [total === null || total < done ? String(done) : `${done} of ${total}`];
  if (done < 10 || seconds < 1) return parts.join("  ");
  const rate = done / seconds;
  parts.push(rate >= 10 ? `${rate.toFixed(0)}/s` : `${rate.toFixed(1)}/s`);
  if (total !== null && total > done) parts.push(`about ${durationText((total - done) / rate)} left`);
  return parts.join("  ");
}

function durationText(seconds: number): string {
  if (seconds < 90) return `${Math.ceil(seconds)} s`;
  if (seconds < 5400) return `${Math.round(seconds / 60)} min`;
  return `${(seconds / 3600).toFixed(1)} h`;
}
