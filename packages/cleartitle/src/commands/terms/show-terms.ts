import { partyOn, type Party, type PartyOnDay } from "@cleartitle/corpus";

import { requireAnyParty } from "../../ask/require-any-party.ts";
import { CleartitleError } from "../../cleartitle-error.ts";
import { showText } from "../../render/terms/show-text.ts";
import type { ExitStatus, Surroundings } from "../../surroundings.ts";
import { openTerms } from "../open-terms.ts";
import { dayMeant, tell, type TermsOptions } from "./terms-options.ts";

export interface ShowOptions extends TermsOptions {
  readonly on?: string;
}

/** `cleartitle terms show PARTY`: what is on record of a party for one day, in plain words. */
export async function showTerms(
  name: string,
  options: ShowOptions,
  around: Surroundings,
): Promise<ExitStatus> {
  const { corpus } = await openTerms(options, around);
  const day = dayMeant(options.on, "--on", around);
  const page = partyOn(corpus, requireAnyParty(corpus, name).id, day);
  if (page === undefined) throw new CleartitleError("unknown-party", `Nobody on record is called "${name}".`);
  await tell(options, around, pageData(page), (paper) => showText(paper, corpus, page));
  return 0;
}

/** The page as data: the party with what holds on the day in place of all it ever had. */
function pageData({
  party,
  ...held
}: PartyOnDay): Omit<Party, "rules" | "documents" | "plans" | "licence"> & Omit<PartyOnDay, "party"> {
  const { rules: _rules, documents: _documents, plans: _plans, licence: _licence, ...rest } = party;
  return { ...rest, ...held };
}
