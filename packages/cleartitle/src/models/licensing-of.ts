import { rulesOn, type Corpus, type FactValue, type Party, type Rule } from "@cleartitle/corpus";
import type { Decision, Engine, Verdict } from "@cleartitle/rights";
import { partyChain, partyQuestion } from "@cleartitle/title";

import { conditionsOf } from "./conditions-of.ts";
import { historyOf } from "./history-of.ts";
import { licenseOf } from "./license-of.ts";
import type { Licensing, ModelUse, OutputUse } from "./model.ts";
import { sourcesOf } from "./sources-of.ts";

/** Topics that speak of the model itself, not of what it makes. */
const ABOUT_THE_MODEL = [
  "model-use",
  "hosting",
  "distribution",
  "naming",
  "territory",
  "user-cap",
  "revenue-cap",
];

/** What may be done with a model and its images on a day, worked out from the terms of the model and of all it stands on. */
export function licensingOf(corpus: Corpus, engine: Engine, party: Party, on: string): Licensing {
  const speaking = speakingParties(corpus, party, on);
  const rules = speaking.flatMap((each) => rulesOn(each, on).map(({ item }) => item));
  const decide = (use: string): Decision => decideAlone(corpus, engine, party, on, use);
  const commercial = decide("commercial");
  const { license, licenseUrl } = licenseOf(corpus, party, on);
  return {
    commercial: isCommercial(corpus, engine, party, on),
    attribution: attributionOf(rules, [commercial, decide("personal")]),
    restrictions: readings(rules.filter(({ effect }) => effect === "prohibition")),
    license,
    licenseUrl,
    modelUse: modelUseOf(rules, commercial.verdict),
    outputs: Object.fromEntries(
      Object.values(corpus.registry.uses)
        .filter(({ parent }) => parent === undefined)
        .map(({ code }) => [code, outputUse(decide(code))]),
    ),
    conditions: conditionsOf(commercial),
    history: historyOf(speaking, on, (day) => ({
      license: licenseOf(corpus, party, day).license,
      commercial: isCommercial(corpus, engine, party, day),
      verdict: decideAlone(corpus, engine, party, day, "commercial").verdict,
    })),
    sources: sourcesOf(corpus, speaking, on),
  };
}

/** Whether outputs may be used commercially where the picture shows nothing that anybody objects to, and nothing else is known. */
function isCommercial(corpus: Corpus, engine: Engine, party: Party, on: string): boolean {
  const plain: Record<string, FactValue> = {};
  for (const { code, subject, attest, clear } of Object.values(corpus.registry.facts))
    if (subject === "content" && attest && clear?.[0] !== undefined) plain[code] = clear[0];
  return decideAlone(corpus, engine, party, on, "commercial", plain).verdict === "allowed";
}

/** The answer about a copy, an image and a use of one day, where only this party and what it stands on speak. */
function decideAlone(
  corpus: Corpus,
  engine: Engine,
  party: Party,
  on: string,
  use: string,
  facts: Readonly<Record<string, FactValue>> = {},
): Decision {
  const chain = partyChain(corpus, party, null, on);
  const question = { ...partyQuestion(party, use, on), known: null };
  return engine.decide(chain, { ...question, facts: { ...question.facts, ...facts } }, { fixes: false });
}

/** The party and its licences, bases and components, as the chain of title has them on that day. */
function speakingParties(corpus: Corpus, party: Party, on: string): readonly Party[] {
  const terms = partyChain(corpus, party, null, on).links.flatMap((link) =>
    link.terms.filter(({ from, until }) => {
      const begun = from === null || from.earliest <= on;
      return begun && (until === null || on < until.latest);
    }),
  );
  const ids = new Set(terms.map((term) => term.party));
  return [...ids].flatMap((id) => corpus.parties[id] ?? []);
}

/** Asked for outright, only by a doubtful reading or a lesser source, or not at all. */
function attributionOf(rules: readonly Rule[], decisions: readonly Decision[]): Licensing["attribution"] {
  const owed = new Set(
    decisions.flatMap(({ duties }) =>
      duties.flatMap(({ code, rule }) => (rule !== null && code.endsWith(".attribution") ? [rule] : [])),
    ),
  );
  const asking = rules.filter(({ id }) => owed.has(id));
  if (asking.length === 0) return "None";
  const firm = asking.some(
    ({ alternative, grade }) => alternative === null && grade !== "secondary" && grade !== "seed",
  );
  return firm ? "Required" : "Recommended";
}

/** A clause against earning money with the model stands whatever becomes of its images; without one, images and model share an answer. */
function modelUseOf(rules: readonly Rule[], outputs: Verdict): ModelUse {
  const about = rules.filter(
    ({ topic, effect }) => ABOUT_THE_MODEL.includes(topic) && effect !== "statement",
  );
  const against = about.filter(
    ({ topic, effect, uses }) =>
      topic === "model-use" && effect === "prohibition" && (uses === null || uses.includes("commercial")),
  );
  const flat = against.some(({ when }) => when.length === 0);
  const limited: Verdict = against.length > 0 && outputs === "allowed" ? "unknown" : outputs;
  return { commercial: flat ? "forbidden" : limited, readings: readings(about) };
}

function outputUse({ verdict, reasons }: Decision): OutputUse {
  const wanted = verdict === "forbidden" ? ["prohibition"] : ["permission", "prohibition"];
  return {
    verdict,
    readings: [
      ...new Set(reasons.filter(({ effect }) => wanted.includes(effect)).map(({ reading }) => reading)),
    ],
  };
}

function readings(rules: readonly Rule[]): readonly string[] {
  return [...new Set(rules.map(({ reading }) => reading))];
}
