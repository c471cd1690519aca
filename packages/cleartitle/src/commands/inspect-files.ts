import type { Stats } from "node:fs";

import type { Inspection } from "../answer.ts";
import type { Cleartitle } from "../cleartitle.ts";
import { CleartitleError } from "../cleartitle-error.ts";
import { imageFiles, type Found } from "../files/image-files.ts";
import { requireReadable } from "../files/read-image.ts";
import type { Surroundings } from "../surroundings.ts";
import { problemInspection } from "./problem-inspection.ts";
import { openCache, type ScanFlags, sinceOf } from "./scan-options.ts";

/** What a file says; `error` is why nothing can be said at all. */
export interface Inspected {
  readonly inspection: Inspection;
  readonly error: CleartitleError | null;
}

/** What every file behind the paths says, in order, read in threads where there are many. A file that cannot be read is no reason to leave the others. */
export async function* inspectFiles(
  cleartitle: Cleartitle,
  paths: readonly string[],
  flags: ScanFlags,
  around: Surroundings,
): AsyncGenerator<Inspected> {
  const since = sinceOf(flags);
  const cache = openCache(flags, around);
  // After Ctrl-C nobody asks for more, so this function would not be there to keep what was read last.
  const keep = (): void => cache?.flush();
  around.stop.addEventListener("abort", keep);
  try {
    const found = readable(imageFiles(paths), since);
    const scanned = cleartitle.inspectMany(
      found,
      ({ kind, path }) => (kind === "image" ? path : null),
      cache === null ? {} : { cache },
    );
    for await (const { item, inspection } of scanned) {
      const error = item.kind === "problem" ? item.error : null;
      yield { inspection: inspection ?? problemInspection(item.path, error), error };
    }
  } finally {
    around.stop.removeEventListener("abort", keep);
    cache?.close();
  }
}

/** Files that may not be read become problems; those that were not changed since then are left out. */
async function* readable(source: AsyncGenerator<Found>, since: number | null): AsyncGenerator<Found> {
  for await (const found of source) {
    const stats = found.kind === "problem" ? null : statsOf(found.path);
    if (stats instanceof CleartitleError) yield { kind: "problem", path: found.path, error: stats };
    else if (stats === null || since === null || stats.mtimeMs >= since) yield found;
  }
}

function statsOf(path: string): Stats | CleartitleError {
  try {
    return requireReadable(path);
  } catch (error) {
    if (error instanceof CleartitleError) return error;
    throw error;
  }
}
