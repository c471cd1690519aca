import type { Inspection } from "../answer.ts";
import type { Cleartitle } from "../cleartitle.ts";
import { imageFiles, type Found } from "../files/image-files.ts";
import { inspectionText } from "../render/inspection-text.ts";
import { namesOf } from "../render/names.ts";
import type { ExitStatus, Surroundings } from "../surroundings.ts";
import { Output } from "../terminal/output.ts";
import { paperOf } from "../terminal/paper.ts";
import { Progress } from "../terminal/progress.ts";
import { safeText } from "../terminal/safe-text.ts";
import { JsonArray } from "./json-array.ts";
import { openTerms } from "./open-terms.ts";
import type { OwnOptions } from "./own-folders.ts";
import { problemInspection } from "./problem-inspection.ts";
import { untilStopped } from "./until-stopped.ts";

/** `cleartitle inspect PATH…`: says what files say about how they were made, and decides nothing. */
export async function inspect(
  paths: readonly string[],
  options: OwnOptions & { readonly json?: true },
  around: Surroundings,
): Promise<ExitStatus> {
  const cleartitle = await openTerms(options, around);
  const output = new Output(around.stdout);
  const array = options.json === true ? new JsonArray(output) : null;
  const paper = paperOf(around.stdout, around.environment, around.platform);
  const names = namesOf(cleartitle.corpus);
  const progress = new Progress(around.stderr);
  let count = 0;
  let failed = false;

  for await (const found of untilStopped(imageFiles(paths), around.stop)) {
    count += 1;
    progress.show(`${count}  ${found.path}`);
    const { inspection, error } = await inspectionFor(cleartitle, found);
    progress.clear();
    failed ||= inspection.format === "unknown";
    if (error !== null) around.stderr.write(`cleartitle: ${safeText(error.message)}\n`);
    if (array !== null) await array.add(inspection);
    else if (error === null)
      await output.write(`${count > 1 ? "\n" : ""}${inspectionText(paper, names, inspection)}`);
  }
  await array?.end();
  if (around.stop.aborted) return 130;
  return failed ? 2 : 0;
}

async function inspectionFor(
  cleartitle: Cleartitle,
  found: Found,
): Promise<{ inspection: Inspection; error: Error | null }> {
  if (found.kind === "problem")
    return { inspection: problemInspection(found.path, found.error), error: found.error };
  try {
    return { inspection: await cleartitle.inspect(found.path), error: null };
  } catch (error) {
    const known = error instanceof Error ? error : new Error(String(error));
    return { inspection: problemInspection(found.path, known), error: known };
  }
}
