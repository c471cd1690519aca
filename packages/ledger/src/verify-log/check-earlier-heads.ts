import { checkWithNode } from "../keys/signing-key.ts";
import { checkpointPath } from "../log/open-log.ts";
import { parseCheckpoint, type TreeHead } from "../verify/checkpoint.ts";
import { checkNote } from "../verify/note.ts";
import type { VerifierKey } from "../verify/verifier-key.ts";
import type { Findings } from "./findings.ts";
import type { VerifyOptions } from "./log-report.ts";

/**
 * The heads that the log is to be compared with. One of another log, or one from a file that none of the log's keys signed,
 * is a problem and never passed over: a log that was replaced as a whole fits no head that anybody kept.
 */
export async function checkEarlierHeads(
  heads: NonNullable<VerifyOptions["remembered"]>,
  { origin }: TreeHead,
  keys: readonly VerifierKey[],
  findings: Findings,
): Promise<readonly TreeHead[]> {
  const fit: TreeHead[] = [];
  for (const head of heads) {
    const { file, text } = typeof head === "string" ? { file: checkpointPath, text: head } : head;
    await findings.attempt("unsigned-head", file, async () => {
      const earlier = parseCheckpoint(text);
      if (earlier.origin !== origin) {
        const message = `it is the head of another log, ${earlier.origin}; this one is ${origin}`;
        findings.add("foreign-head", file, null, message);
        return;
      }
      if (typeof head !== "string") await checkNote(earlier.note, keys, checkWithNode);
      fit.push(earlier);
    });
  }
  return fit;
}
