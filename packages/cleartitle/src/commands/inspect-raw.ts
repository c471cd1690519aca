import { readFileCarriers } from "@cleartitle/evidence/node";

import { rawText } from "../render/raw-text.ts";
import type { ExitStatus, Surroundings } from "../surroundings.ts";
import { Output } from "../terminal/output.ts";
import { paperOf } from "../terminal/paper.ts";
import { safeText } from "../terminal/safe-text.ts";
import { filesToRead } from "./files-to-read.ts";
import { JsonArray } from "./json-array.ts";
import { JsonLines } from "./json-lines.ts";
import { refuseBothShapes, type ScanFlags } from "./scan-options.ts";
import { untilStopped } from "./until-stopped.ts";

/** `cleartitle inspect --raw PATH…`: every text and block of metadata as it lies in the file, understood or not. */
export async function inspectRaw(
  paths: readonly string[],
  flags: ScanFlags,
  around: Surroundings,
): Promise<ExitStatus> {
  refuseBothShapes(flags);
  const output = new Output(around.stdout);
  const list =
    flags.json === true ? new JsonArray(output) : flags.jsonl === true ? new JsonLines(output) : null;
  const paper = paperOf(around.stdout, around.environment, around.platform);
  let count = 0;
  let failed = false;
  for await (const found of untilStopped(filesToRead(paths, flags, around), around.stop)) {
    count += 1;
    if (found.kind === "problem") {
      const { error } = found;
      failed = true;
      around.stderr.write(`cleartitle: ${safeText(error.message)}\n`);
      const problems = [{ code: error.code, message: error.message }];
      await list?.add({
        file: found.path,
        format: "unknown",
        width: null,
        height: null,
        carriers: [],
        problems,
      });
      continue;
    }
    const view = await readFileCarriers(found.path);
    failed ||= view.format === "unknown";
    if (list === null) await output.write(rawText(paper, found.path, view));
    else await list.add({ file: found.path, ...view });
  }
  await list?.end();
  if (around.stop.aborted) return 130;
  return failed || count === 0 ? 2 : 0;
}
