import { partyDiff } from "@cleartitle/corpus";

import { parseDay } from "../../ask/parse-day.ts";
import { requireAnyParty } from "../../ask/require-any-party.ts";
import { CleartitleError } from "../../cleartitle-error.ts";
import { diffText } from "../../render/terms/diff-text.ts";
import type { ExitStatus, Surroundings } from "../../surroundings.ts";
import { openTerms } from "../open-terms.ts";
import { tell, type TermsOptions } from "./terms-options.ts";

/** `cleartitle terms diff PARTY DATE DATE`: how the terms of a party differ between two days. */
export async function diffTerms(
  name: string,
  from: string,
  to: string,
  options: TermsOptions,
  around: Surroundings,
): Promise<ExitStatus> {
  const days = [parseDay(from, "The first date"), parseDay(to, "The second date")] as const;
  const { corpus } = await openTerms(options, around);
  const party = requireAnyParty(corpus, name);
  const diff = partyDiff(corpus, party.id, ...days);
  if (diff === undefined) throw new CleartitleError("unknown-party", `Nobody on record is called "${name}".`);
  await tell(options, around, diff, (paper) => diffText(paper, corpus, party, diff));
  return 0;
}
