import { partyHistory } from "@cleartitle/corpus";

import { requireAnyParty } from "../../ask/require-any-party.ts";
import { historyText } from "../../render/terms/history-text.ts";
import type { ExitStatus, Surroundings } from "../../surroundings.ts";
import { openTerms } from "../open-terms.ts";
import { tell, type TermsOptions } from "./terms-options.ts";

/** `cleartitle terms history PARTY`: what happened to the terms of a party, oldest first. */
export async function historyTerms(
  name: string,
  options: TermsOptions,
  around: Surroundings,
): Promise<ExitStatus> {
  const { corpus } = await openTerms(options, around);
  const party = requireAnyParty(corpus, name);
  const events = partyHistory(corpus, party.id);
  const data = { party: party.id, kind: party.kind, name: party.name, own: party.own, events };
  await tell(options, around, data, (paper) => historyText(paper, corpus, party, events));
  return 0;
}
