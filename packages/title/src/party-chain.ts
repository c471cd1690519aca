import type { Corpus, Party } from "@cleartitle/corpus";
import { buildChain, type Asked } from "./build-chain.ts";
import type { Chain, Facts, Link } from "./chain.ts";
import { linkSpec } from "./link-spec.ts";

/** The chain of title of an image in which only this party speaks, with what it stands on: no laws, no market beside it. */
export function partyChain(corpus: Corpus, party: Party, plan: string | null, day: string): Chain {
  switch (party.kind) {
    case "licence":
    case "market":
    case "law":
      return { links: [soleLink(party)], made: { earliest: day, latest: day }, problems: [] };
    case "service":
    case "gateway":
    case "model":
    case "adapter":
    case "tool": {
      const specs = [linkSpec(party.kind, { name: party.id, plan, declared: true })];
      const chain = buildChain(
        corpus,
        { specs, madeOn: day, silence: "" },
        { use: "personal", market: null, on: day, facts: {} },
      );
      return {
        ...chain,
        links: chain.links.filter(
          ({ kind, party: id }) => kind !== "law" && kind !== "market" && id !== null,
        ),
      };
    }
    default:
      return party.kind satisfies never;
  }
}

/** The question about a use where only this party speaks and nothing else is known; of a law, in the first of its territories. */
export function partyQuestion({ id, kind, territory }: Party, use: string, on: string): Asked {
  const [place = "world"] = territory;
  const facts: Facts = kind === "law" && place !== "world" ? { "use.territory": place } : {};
  return { use, market: kind === "market" ? id : null, on, facts };
}

function soleLink(party: Party): Link {
  return {
    kind: party.kind,
    party: party.id,
    name: party.name,
    identity: "declared",
    because: "",
    plan: null,
    planUnrecognised: false,
    stance: party.stance,
    terms: [{ party: party.id, from: null, until: null }],
    facts: party.kind === "licence" ? { "route.hosted": false } : {},
  };
}
