import { changesText } from "../../render/terms/changes-text.ts";
import type { ExitStatus, Surroundings } from "../../surroundings.ts";
import { compareCorpora } from "../../terms/compare-corpora.ts";
import { readVersion } from "../../terms/read-version.ts";
import { openTerms } from "../open-terms.ts";
import { tell, type TermsOptions } from "./terms-options.ts";

/** `cleartitle terms changes OLD [NEW]`: what differs between two versions of the terms, and which answers flip. */
export async function changesTerms(
  old: string,
  next: string | undefined,
  options: TermsOptions,
  around: Surroundings,
): Promise<ExitStatus> {
  const before = await readVersion(old);
  const after = next === undefined ? (await openTerms(options, around)).corpus : await readVersion(next);
  const comparison = compareCorpora(before, after);
  await tell(options, around, comparison, (paper) => changesText(paper, comparison));
  return 0;
}
