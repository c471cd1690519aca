import type { Stats } from "node:fs";

import { CleartitleError } from "../cleartitle-error.ts";
import { imageFiles, type Found } from "../files/image-files.ts";
import { requireReadable } from "../files/read-image.ts";
import type { Surroundings } from "../surroundings.ts";
import { sinceOf, type ScanFlags } from "./scan-options.ts";

/**
 * The image files behind the paths that are to be read now, in order. Those that may not be read are problems; with `--since` those that were not
 * changed since that day are passed over. Where that leaves none, standard error says so: a command that answered nothing must not look as if every
 * answer were a yes.
 */
export async function* filesToRead(
  paths: readonly string[],
  flags: Pick<ScanFlags, "since">,
  { stderr }: Pick<Surroundings, "stderr">,
): AsyncGenerator<Found> {
  const since = sinceOf(flags);
  let given = 0;
  let passedOver = 0;
  for await (const found of imageFiles(paths)) {
    const stats = found.kind === "problem" ? null : statsOf(found.path);
    if (since !== null && stats !== null && !(stats instanceof CleartitleError) && stats.mtimeMs < since) {
      passedOver += 1;
      continue;
    }
    given += 1;
    if (stats instanceof CleartitleError) yield { kind: "problem", path: found.path, error: stats };
    else yield found;
  }
  if (given === 0 && passedOver > 0)
    stderr.write(
      `cleartitle: ${passedOver === 1 ? "the image file was not" : `none of ${passedOver} image files was`} changed since ${flags.since}, so nothing was read; leave out --since to read them all.\n`,
    );
}

function statsOf(path: string): Stats | CleartitleError {
  try {
    return requireReadable(path);
  } catch (error) {
    if (error instanceof CleartitleError) return error;
    throw error;
  }
}
