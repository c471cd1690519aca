import { scanFiles } from "@cleartitle/evidence/node-scan";
import { readFileEvidence } from "@cleartitle/evidence/node";

import { type Contestant, textOf } from "../contestant.ts";

/** Cleartitle as folders are read: in threads, with SHA-256, in order. */
export function start(): Contestant {
  return {
    pass: async (paths) => {
      let failed = 0;
      for await (const { evidence } of scanFiles(each(paths), (path) => path))
        if (evidence?.format === "unknown") failed += 1;
      return { failed };
    },
    say: async (path) => textOf(await readFileEvidence(path)),
    close: () => Promise.resolve(),
  };
}

// oxlint-disable-next-line typescript/require-await -- a source that could wait, as a walk through folders does
async function* each(paths: readonly string[]): AsyncGenerator<string> {
  yield* paths;
}
