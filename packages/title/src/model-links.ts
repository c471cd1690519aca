import { findParty, type Corpus, type Party } from "@cleartitle/corpus";
import type { Facts, Link, Term } from "./chain.ts";
import type { Identified } from "./identify.ts";
import { nameOfSpec, type LinkSpec } from "./link-spec.ts";

/** A model derives from a model that derives from a model; a record that goes round in circles ends here. */
export const BASE_LIMIT = 8;

/**
 * The links of a model or adapter: itself with its licence by date, the models it derives from, whose terms flow down, and, where
 * the person runs it, the components that have terms of their own.
 */
export function engineLinks(
  corpus: Corpus,
  spec: LinkSpec,
  identified: Identified,
  hosted: boolean,
  gateways: readonly Party[],
): readonly Link[] {
  const { party } = identified;
  const facts: Facts = { "route.hosted": hosted };
  if (party === null) return [strangerLink(corpus, spec, identified, facts)];
  const agreement = gateways.find(({ hosts }) =>
    hosts.some(({ model, terms }) => model === party.id && terms === "agreement"),
  );
  const link = partyLink(spec.kind, party, spec, identified, facts);
  if (agreement !== undefined) {
    return [
      {
        ...link,
        stance: "fine",
        terms: [],
        because: `${link.because}; run under the agreement of ${agreement.name}`,
      },
    ];
  }
  const links = [link];
  let base = party.base;
  for (let depth = 0; base !== null && depth < BASE_LIMIT && spec.kind === "model"; depth += 1) {
    const parent: Party | undefined = corpus.parties[base];
    if (parent === undefined) break;
    links.push(
      partyLink(
        "base",
        parent,
        spec,
        { ...identified, party: parent, because: `${party.name} derives from it` },
        facts,
      ),
    );
    base = parent.base;
  }
  if (!hosted) {
    for (const { id } of party.components) {
      const part = corpus.parties[id];
      if (part !== undefined)
        links.push(
          partyLink(
            "component",
            part,
            spec,
            { ...identified, party: part, because: `a part of ${party.name}` },
            facts,
          ),
        );
    }
  }
  return links;
}

function partyLink(
  kind: Link["kind"],
  party: Party,
  spec: LinkSpec,
  { identity, because }: Identified,
  facts: Facts,
): Link {
  const own = kind === spec.kind;
  return {
    kind,
    party: party.id,
    name: own ? (spec.name ?? party.name) : party.name,
    identity,
    because,
    plan: null,
    planUnrecognised: false,
    stance: party.silenceIsFine ? "fine" : "permission",
    terms: licenceTerms(party),
    facts,
  };
}

/** The rules that bind a copy of a model: its own and those of its licence, by the day of the copy. */
export function licenceTerms(party: Party): readonly Term[] {
  return [
    { party: party.id, from: null, until: null },
    ...party.licence.map(({ id, from, until }): Term => ({ party: id, from, until })),
  ];
}

/** Nobody we know; where the user declares a licence that we know, its terms are judged all the same. */
function strangerLink(corpus: Corpus, spec: LinkSpec, { because }: Identified, facts: Facts): Link {
  const licence = spec.licence === null ? null : (findParty(corpus, "licence", spec.licence) ?? null);
  return {
    kind: spec.kind,
    party: null,
    name: nameOfSpec(spec),
    identity: licence === null ? "unknown" : "declared",
    because: licence === null ? because : `you declared its licence: ${licence.name}`,
    plan: null,
    planUnrecognised: false,
    stance: "permission",
    terms: licence === null ? [] : [{ party: licence.id, from: null, until: null }],
    facts,
  };
}
