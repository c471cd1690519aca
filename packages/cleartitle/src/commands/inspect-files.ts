import type { Inspection } from "../answer.ts";
import type { Cleartitle } from "../cleartitle.ts";
import type { CleartitleError } from "../cleartitle-error.ts";
import type { Surroundings } from "../surroundings.ts";
import { filesToRead } from "./files-to-read.ts";
import { problemInspection } from "./problem-inspection.ts";
import { openCache, type ScanFlags } from "./scan-options.ts";
import { readAnchors, type TrustOptions } from "./trust-anchors.ts";

/** What a file says; `error` is why nothing can be said at all. */
export interface Inspected {
  readonly inspection: Inspection;
  readonly error: CleartitleError | null;
}

/** What every file behind the paths says, in order, read in threads where there are many. A file that cannot be read is no reason to leave the others. */
export async function* inspectFiles(
  cleartitle: Cleartitle,
  paths: readonly string[],
  flags: ScanFlags & TrustOptions,
  around: Surroundings,
): AsyncGenerator<Inspected> {
  const cache = openCache(flags, around, await readAnchors(flags, around));
  // After Ctrl-C nobody asks for more, so this function would not be there to keep what was read last.
  const keep = (): void => cache?.flush();
  around.stop.addEventListener("abort", keep);
  try {
    const scanned = cleartitle.inspectMany(
      filesToRead(paths, flags, around),
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
