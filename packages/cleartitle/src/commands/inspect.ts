import { inspectionText } from "../render/inspection-text.ts";
import { namesOf } from "../render/names.ts";
import type { ExitStatus, Surroundings } from "../surroundings.ts";
import { Output } from "../terminal/output.ts";
import { paperOf } from "../terminal/paper.ts";
import { safeText } from "../terminal/safe-text.ts";
import { inspectFiles } from "./inspect-files.ts";
import { JsonArray } from "./json-array.ts";
import { JsonLines } from "./json-lines.ts";
import { openForImages } from "./open-terms.ts";
import type { OwnOptions } from "./own-folders.ts";
import { Pace } from "./pace.ts";
import { refuseBothShapes, type ScanFlags } from "./scan-options.ts";
import type { TrustOptions } from "./trust-anchors.ts";
import { untilStopped } from "./until-stopped.ts";

/** `cleartitle inspect PATH…`: says what files say about how they were made, and decides nothing. */
export async function inspect(
  paths: readonly string[],
  flags: ScanFlags & OwnOptions & TrustOptions,
  around: Surroundings,
): Promise<ExitStatus> {
  refuseBothShapes(flags);
  const cleartitle = await openForImages(flags, around);
  const output = new Output(around.stdout);
  const list =
    flags.json === true ? new JsonArray(output) : flags.jsonl === true ? new JsonLines(output) : null;
  const paper = paperOf(around.stdout, around.environment, around.platform);
  const names = namesOf(cleartitle.corpus);
  const pace = new Pace(paths, around);
  let count = 0;
  let failed = false;

  const inspected = inspectFiles(cleartitle, paths, flags, around);
  for await (const { inspection, error } of untilStopped(inspected, around.stop)) {
    count += 1;
    pace.clear();
    failed ||= inspection.format === "unknown";
    if (error !== null) around.stderr.write(`cleartitle: ${safeText(error.message)}\n`);
    if (list !== null) await list.add(inspection);
    else if (error === null)
      await output.write(`${count > 1 ? "\n" : ""}${inspectionText(paper, names, inspection)}`);
    pace.show(inspection.file);
  }
  pace.clear();
  await list?.end();
  if (around.stop.aborted) return 130;
  // Nothing that was left to do is no answer either (docs/decisions/0003-exit-status.md).
  return failed || count === 0 ? 2 : 0;
}
