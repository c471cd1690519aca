import type { Corpus } from "@cleartitle/corpus";
import type { Decision, LinkVerdict } from "@cleartitle/rights";

import { CleartitleError } from "../cleartitle-error.ts";
import { licenseOf } from "../models/license-of.ts";
import { shortText } from "../terminal/safe-text.ts";
import type { Attribution, Credit } from "./attribution.ts";
import { standingOf } from "./standing-of.ts";

const longestName = 120;

/**
 * The line that says how an image was made, from the chain of title of a decision about it, and whether anybody asks for it. Only what the
 * chain names is named; where it names nothing, `no-attribution` is thrown.
 *
 * @example
 * const { evidence, decision } = await cleartitle.check("picture.png", { use: "marketing" });
 * if (decision !== null) console.log(attributionOf(cleartitle.corpus, decision, evidence).text); // "Image created with Midjourney"
 */
export function attributionOf(
  corpus: Corpus,
  decision: Pick<Decision, "chain" | "reasons" | "made">,
  evidence: { readonly digitalSourceType: string | null } | null = null,
): Attribution {
  const standing = standingOf(corpus, decision);
  const askers = new Set(standing.asked.map(({ party }) => party));
  const credits = (kind: string): readonly Credit[] =>
    decision.chain.filter((link) => link.kind === kind && link.name !== "").map((link) => credit(link));
  const credit = ({ kind, party, name, identity }: LinkVerdict): Credit => {
    const known = party === null ? undefined : corpus.parties[party];
    const licences = known?.licence.map(({ id }) => id) ?? [];
    // CC BY and its like ask for author and licence; a plain credit does without.
    const named = known !== undefined && licences.some((id) => askers.has(id));
    return {
      kind,
      party,
      name: known?.name ?? shortText(name, longestName),
      by: named ? known.operator : null,
      licence: named ? licenseOf(corpus, known, decision.made.latest).license : null,
      inferred: identity === "inferred",
    };
  };
  const isAsker = ({ party, licence }: Credit): boolean =>
    licence !== null || (party !== null && askers.has(party));
  const services = credits("service");
  const gateways = credits("gateway");
  const adapters = credits("adapter").filter(isAsker);
  const engines = [...credits("model"), ...adapters];
  const through = [...services, ...gateways];
  const [firstThrough] = through;
  const made =
    engines.length > 0 ? engines : firstThrough !== undefined ? [firstThrough] : credits("tool").slice(0, 1);
  const via = engines.length > 0 ? through : through.slice(1);
  if (made.length === 0)
    throw new CleartitleError(
      "no-attribution",
      "Neither the file nor you say what made the image, so there is nothing to name. If you know, say it with --model, --service or --gateway.",
    );
  const once = (all: readonly Credit[]): readonly Credit[] =>
    all.filter(({ name }, at) => all.findIndex((other) => other.name === name) === at);
  const uniqueMade = once(made);
  const uniqueVia = once(via).filter(({ name }) => uniqueMade.every((each) => each.name !== name));
  const viaText = uniqueVia.length === 0 ? "" : ` via ${listed(uniqueVia)}`;
  return {
    ...standing,
    made: uniqueMade,
    via: uniqueVia,
    text: `Image created with ${listed(uniqueMade)}${viaText}`,
    digitalSourceType: evidence?.digitalSourceType ?? null,
  };
}

function listed(credits: readonly Credit[]): string {
  const words = credits.map(({ name, by, licence }) => {
    const author = by === null || name.includes(by) ? "" : ` by ${by}`;
    return `${name}${author}${licence === null ? "" : ` (${licence})`}`;
  });
  return words.length < 2 ? (words[0] ?? "") : `${words.slice(0, -1).join(", ")} and ${words.at(-1)}`;
}
