import type { Corpus, Party, Rule } from "@cleartitle/corpus";
import type { Decision, LinkVerdict, Reason } from "@cleartitle/rights";

import type { Attribution } from "./attribution.ts";

/** Duties that a line under the picture meets. */
export const attributionDuties: ReadonlySet<string> = new Set([
  "licence.attribution",
  "licence.display-name",
  "service.attribution",
]);

const licensors = new Set(["service", "gateway", "model", "adapter", "base", "component"]);

/** Whether a credit is asked for, by which rules, and what could still ask for it. */
export function standingOf(
  corpus: Corpus,
  { reasons, chain }: Pick<Decision, "reasons" | "chain">,
): Pick<Attribution, "standing" | "because" | "asked"> {
  const asked = reasons.filter((reason) => {
    const duty = ruleOf(corpus, reason)?.duty;
    return duty !== undefined && attributionDuties.has(duty);
  });
  const sure = asked.filter(({ fires }) => fires === "yes");
  const firm = sure.filter((reason) => isFirm(corpus, reason));
  if (firm.length > 0) return { standing: "required", because: [], asked };
  const open = [
    ...asked.filter(({ fires }) => fires === "maybe").map((reason) => hangsOn(corpus, reason)),
    ...chain.filter((link) => isSilentStranger(corpus, link)).map(nobodyRead),
  ];
  if (open.length > 0) return { standing: "unknown", because: [...new Set(open)], asked };
  if (sure.length > 0)
    return {
      standing: "recommended",
      because: ["Only a doubtful reading or a source of lower grade asks for it."],
      asked,
    };
  return {
    standing: "optional",
    because: ["The terms of every link are on record, and none of them asks for a credit for this use."],
    asked,
  };
}

function isFirm(corpus: Corpus, reason: Reason): boolean {
  const { grade } = reason;
  return grade !== "secondary" && grade !== "seed" && ruleOf(corpus, reason)?.alternative === null;
}

function hangsOn(corpus: Corpus, { rule, party }: Reason): string {
  const tested = (corpus.parties[party]?.rules ?? []).find(({ id }) => id === rule)?.when ?? [];
  const facts = tested.map(({ fact }) => corpus.registry.facts[fact]?.label ?? fact);
  const name = corpus.parties[party]?.name ?? party;
  return facts.length === 0
    ? `Whether ${name} asks for it is open.`
    : `Whether ${name} asks for it hangs on: ${[...new Set(facts)].join(", ")}.`;
}

/** A link whose terms nobody has: what it asks for is not known. A gap in the name of a link counts just the same. */
function isSilentStranger(corpus: Corpus, { kind, party }: LinkVerdict): boolean {
  if (!licensors.has(kind)) return false;
  const known = party === null ? undefined : corpus.parties[party];
  return known === undefined || !hasTerms(corpus, known);
}

function hasTerms(corpus: Corpus, party: Party): boolean {
  const licences = party.licence.flatMap(({ id }) => corpus.parties[id] ?? []);
  return (
    party.silenceIsFine || party.base !== null || [party, ...licences].some(({ rules }) => rules.length > 0)
  );
}

function nobodyRead({ kind, name }: LinkVerdict): string {
  return name === ""
    ? "Not every link is known: something that nobody named may ask for it."
    : `The terms of the ${kind} "${name}" are not on record; they may ask for it.`;
}

function ruleOf(corpus: Corpus, { party, rule }: Reason): Rule | undefined {
  return corpus.parties[party]?.rules.find(({ id }) => id === rule);
}
