import { lstatSync, statSync } from "node:fs";

import { ScanCache } from "@cleartitle/evidence/node-scan";

import { dayOf, parseDay } from "../ask/parse-day.ts";
import { CleartitleError } from "../cleartitle-error.ts";
import type { Surroundings } from "../surroundings.ts";
import { safeText } from "../terminal/safe-text.ts";
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

/** Goes up with what is read or how it is looked up, also between releases: what an earlier form kept is forgotten. */
const cacheForm = 2;
const reader = `cleartitle ${version}, cache ${cacheForm}`;

/** The cache that was asked for; null where none was. */
export function openCache(
  { cache }: ScanFlags,
  { now, stderr }: Pick<Surroundings, "now" | "stderr">,
  anchors: string,
): ScanCache | null {
  if (cache === undefined) return null;
  refuseLinks(cache);
  if (cache.trim() === "" || statSync(cache, { throwIfNoEntry: false })?.isDirectory() === true)
    throw new CleartitleError("usage", `--cache takes the path of a file, not "${cache}".`);
  const onTrouble = (reason: string): void =>
    void stderr.write(safeText(`--cache ${cache}: ${reason}.`) + "\n");
  try {
    return new ScanCache(cache, { reader, today: dayOf(now()), anchors, onTrouble });
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    const why = troubleOf(error);
    if (why !== null) {
      onTrouble(`${reason}; files are read without it${why}`);
      return null;
    }
    throw new CleartitleError(
      "usage",
      `--cache ${cache} cannot be used: ${reason}. Name a new file, or one that --cache made before.`,
      error,
    );
  }
}

/**
 * A link leads elsewhere, and what it leads to would be made or overwritten; one that leads nowhere yet is followed too. SQLite writes beside the file
 * itself into files of these names.
 */
function refuseLinks(cache: string): void {
  for (const ending of ["", "-wal", "-shm", "-journal"]) {
    const path = cache + ending;
    if (lstatSync(path, { throwIfNoEntry: false })?.isSymbolicLink() !== true) continue;
    throw new CleartitleError(
      "usage",
      `--cache takes the path of a file, and ${path} is a link; name the file itself, or take the link away.`,
    );
  }
}

/**
 * What to do about a cache that is the right file, and cannot be used now: the answers do not hang on it. Null for a wrong file, which is a mistake of
 * the person's. By SQLite's result codes (https://sqlite.org/rescode.html).
 */
function troubleOf(error: unknown): string | null {
  const code = error instanceof Error && "errcode" in error ? Number(error.errcode) & 0xff : -1;
  const [busy, failed, damaged, full] = [5, 10, 11, 13];
  if (code === damaged) return ". Delete it, and a new one is made";
  return code === busy || code === failed || code === full ? "" : null;
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
