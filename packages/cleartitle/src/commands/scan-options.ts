import { ScanCache } from "@cleartitle/evidence/node-scan";

import { dayOf, parseDay } from "../ask/parse-day.ts";
import { CleartitleError } from "../cleartitle-error.ts";
import type { Surroundings } from "../surroundings.ts";
import { version } from "../version.ts";

/** How files are gone through; `check` and `inspect` share these. */
export interface ScanFlags {
  /** An array with one element a file. */
  readonly json?: true;
  /** One element a line. */
  readonly jsonl?: true;
  /** Where to keep what was read, to go on from after an interruption. */
  readonly cache?: string;
  /** A day: files that were not changed since are passed over. */
  readonly since?: string;
}

/** The cache that was asked for; null where none was. */
export function openCache(
  { cache }: ScanFlags,
  { now }: Pick<Surroundings, "now">,
  anchors: string,
): ScanCache | null {
  if (cache === undefined) return null;
  try {
    return new ScanCache(cache, { reader: `cleartitle ${version}`, today: dayOf(now()), anchors });
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    throw new CleartitleError(
      "usage",
      `--cache ${cache} cannot be used: ${reason}. Name a new file, or one that --cache made before.`,
      error,
    );
  }
}

/** The beginning of the day by the person's clock, in milliseconds; null where every file counts. */
export function sinceOf({ since }: ScanFlags): number | null {
  return since === undefined ? null : new Date(`${parseDay(since, "--since")}T00:00:00`).getTime();
}

/** Two shapes at a time cannot be written. */
export function refuseBothShapes({ json, jsonl }: ScanFlags): void {
  if (json === true && jsonl === true)
    throw new CleartitleError(
      "usage",
      "Give either --json (one array) or --jsonl (one element a line), not both.",
    );
}
