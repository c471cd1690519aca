import { findRule, nearest, type Corpus, type Party, type Rule } from "@cleartitle/corpus";

import { requireAnyParty } from "../../ask/require-any-party.ts";
import { CleartitleError } from "../../cleartitle-error.ts";
import type { ExitStatus, Surroundings } from "../../surroundings.ts";
import { safeText } from "../../terminal/safe-text.ts";
import { openTerms } from "../open-terms.ts";
import { tell, type TermsOptions } from "./terms-options.ts";

/** `cleartitle terms open PARTY RULE`: prints the link that opens a text at the clause. A rule may be named without its party's id in front. */
export async function openRule(
  name: string,
  id: string,
  options: TermsOptions,
  around: Surroundings,
): Promise<ExitStatus> {
  const { corpus } = await openTerms(options, around);
  const {
    source,
    reading,
    grade,
    own,
    id: rule,
    party,
  } = requireRule(corpus, requireAnyParty(corpus, name), id);
  const { url, title, at, find, seen } = source;
  if (url === null) {
    const place = [title, at, find.length === 0 ? null : `"${find.join(" … ")}"`];
    throw new CleartitleError(
      "no-link",
      `The text behind ${rule} has no address on record: ${place.filter((part) => part !== null).join(", ")}.`,
    );
  }
  const data = { party, rule, url, title, at, find, reading, grade, seen, own };
  await tell(options, around, data, () => [safeText(url)]);
  return 0;
}

function requireRule(corpus: Corpus, party: Party, id: string): Rule {
  const found = party.rules.find((rule) => [id, `${party.id}-${id}`, `own-${id}`].includes(rule.id));
  if (found !== undefined) return found;
  const elsewhere = findRule(corpus, id);
  const ids = party.rules.map((rule) => rule.id);
  const near = nearest(id, ids) ?? nearest(`${party.id}-${id}`, ids);
  throw new CleartitleError(
    "unknown-rule",
    elsewhere === undefined
      ? `${party.id} has no rule "${id}".${near === undefined ? ` \`cleartitle terms show ${party.id}\` lists its rules.` : ` Did you mean "${near}"?`}`
      : `${id} is a rule of ${elsewhere.party.id}, not of ${party.id}.`,
  );
}
