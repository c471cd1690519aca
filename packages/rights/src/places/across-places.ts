import type { Corpus, Layer } from "@cleartitle/corpus";
import type { Decision, DutyOwed, LinkVerdict, Reason, Unknown, Verdict } from "../decision.ts";
import { LAYERS } from "../settle.ts";
import { COUNTRY, TERRITORY } from "./place-facts.ts";
import {
  dutyKey,
  inAny,
  inEvery,
  inOrder,
  mergeLinks,
  mergeStatements,
  rankOf,
  unknownKey,
  type Placed,
} from "./placed.ts";

/** The duty to look where the image will be used, because more is asked in some places than everywhere. */
export const PLACE_ASK = "place.ask";

interface Open {
  readonly territory: boolean;
  readonly country: boolean;
}

/**
 * The answer where nobody says in which place: a yes only where each place says yes, a no only where each says no. What all places ask is
 * owed; what only some of them ask is one duty, to find out where.
 *
 * @param asked How many places there are.
 */
export function acrossPlaces(corpus: Corpus, placed: readonly Placed[], asked: number, open: Open): Decision {
  const [{ decision: base }] = placed as readonly [Placed, ...Placed[]];
  const decisions = placed.map(({ decision }) => decision);
  const of = <Part>(part: (decision: Decision) => Part): readonly Part[] => decisions.map(part);
  const verdict = acrossVerdicts(of((each) => each.verdict));
  const layers = Object.fromEntries(
    LAYERS.map((layer) => [layer, acrossVerdicts(of((each) => each.layers[layer]))]),
  ) as Decision["layers"];
  const common = inEvery(
    of(({ duties }) => duties),
    dutyKey,
  ).map(commonDuty);
  const everywhere = new Set(common.map(dutyKey));
  const differ = placesThatDiffer(placed, everywhere, open);
  const { places: found, fact } = differ;
  const local = lawsOfSomePlaces(decisions);
  const more = decisions.some(({ duties }) => duties.some((duty) => isMore(duty, everywhere)));
  return {
    ...base,
    verdict,
    possible: inOrder(of(({ possible }) => possible).flat()),
    layers,
    chain: acrossLinks(corpus, decisions),
    statements: acrossStatements(decisions, local),
    reasons: acrossReasons(decisions, verdict, local),
    duties: more ? withPlaceDuty(corpus, common, found.length, asked, fact) : common,
    unknown: acrossUnknowns(corpus, placed, verdict, layers, open),
    findings: inAny(
      of(({ findings }) => findings),
      (finding) => JSON.stringify(finding),
    ).flatMap((same) =>
      same.length === decisions.length || same[0]?.code === "bounded" ? same.slice(0, 1) : [],
    ),
    assumed: Object.assign({}, ...of(({ assumed }) => assumed)) as Decision["assumed"],
    places: { asked, differ: found },
  };
}

/** All yes: yes; all no: no; any no or open answer among others: where? */
export function acrossVerdicts(verdicts: readonly Verdict[]): Verdict {
  const [first = "unknown"] = verdicts;
  if (verdicts.every((verdict) => verdict === first)) return first;
  return verdicts.some((verdict) => verdict === "forbidden" || verdict === "unknown")
    ? "unknown"
    : "conditional";
}

function commonDuty(same: readonly DutyOwed[]): DutyOwed {
  const [duty] = same as readonly [DutyOwed, ...DutyOwed[]];
  return {
    ...duty,
    met: same.every(({ met }) => met),
    owed: same.every(({ owed }) => owed === "yes") ? "yes" : "maybe",
  };
}

function isMore(duty: DutyOwed, everywhere: ReadonlySet<string>): boolean {
  return !duty.met && !everywhere.has(dutyKey(duty));
}

/** The places of which more is asked than of the mildest, by the fact that is counted: that of the use, or of the holder where only that is open. */
function placesThatDiffer(
  placed: readonly Placed[],
  everywhere: ReadonlySet<string>,
  open: Open,
): { places: readonly string[]; fact: string } {
  const [first] = placed as readonly [Placed, ...Placed[]];
  const least = Math.min(...placed.map(({ decision }) => rankOf(decision.verdict)));
  const leastIn = (layer: Layer): number =>
    Math.min(...placed.map(({ decision }) => rankOf(decision.layers[layer])));
  const floors = LAYERS.map((layer) => [layer, leastIn(layer)] as const);
  const differs = ({ decision }: Placed): boolean =>
    rankOf(decision.verdict) > least ||
    floors.some(([layer, floor]) => rankOf(decision.layers[layer]) > floor) ||
    decision.duties.some((duty) => isMore(duty, everywhere));
  if (open.territory) {
    const beside = placed.filter(({ countries }) => countries === first.countries);
    const places = beside.filter(differs).flatMap(({ territories }) => territories);
    if (places.length > 0 || !open.country) return { places: places.toSorted(), fact: TERRITORY };
  }
  const beside = open.territory
    ? placed.filter(({ territories }) => territories === first.territories)
    : placed;
  return {
    places: beside
      .filter(differs)
      .flatMap(({ countries }) => countries)
      .toSorted(),
    fact: COUNTRY,
  };
}

function withPlaceDuty(
  corpus: Corpus,
  common: readonly DutyOwed[],
  count: number,
  asked: number,
  fact: string,
): readonly DutyOwed[] {
  const duty = corpus.registry.duties[PLACE_ASK];
  const rest =
    fact === TERRITORY ? "Say where the image will be used." : "Say where the holder is established.";
  const owed: DutyOwed = {
    code: PLACE_ASK,
    phase: duty?.phase ?? "before",
    text: `In ${count} of ${asked} places more is asked. ${rest}`,
    how: `Name the place as the fact ${fact}: what is asked there then stands in the answer.`,
    rule: null,
    party: null,
    met: false,
    owed: "yes",
    layer: "disclosure",
  };
  const after = common.findIndex(({ phase }) => phase !== "before");
  return after === -1 ? [...common, owed] : [...common.slice(0, after), owed, ...common.slice(after)];
}

/** The links that look at the image everywhere, and the laws of places that stand in the way of an answer. */
function acrossLinks(corpus: Corpus, decisions: readonly Decision[]): readonly LinkVerdict[] {
  return mergeLinks(corpus, decisions).flatMap(({ link, verdicts }) => {
    const everywhere = verdicts.length === decisions.length;
    const verdict = acrossVerdicts(everywhere ? verdicts : [...verdicts, "allowed"]);
    return everywhere || verdict === "unknown" ? [{ ...link, verdict }] : [];
  });
}

function lawsOfSomePlaces(decisions: readonly Decision[]): ReadonlySet<string> {
  const parties = decisions.map(({ chain }) => new Set(chain.map(({ party }) => party)));
  const laws = decisions.flatMap(({ chain }) => chain.filter(({ kind }) => kind === "law"));
  return new Set(
    laws.flatMap(({ party }) =>
      party === null || parties.every((there) => there.has(party)) ? [] : [party],
    ),
  );
}

/** What is stated everywhere. What the law of a place states of it alone says nothing of an image that may be used elsewhere. */
function acrossStatements(
  decisions: readonly Decision[],
  local: ReadonlySet<string>,
): Decision["statements"] {
  const [base] = decisions as readonly [Decision, ...Decision[]];
  return Object.fromEntries(
    Object.entries(mergeStatements(decisions)).flatMap(([topic, statement]) => {
      if (!statement.said.some(({ party }) => local.has(party))) return [[topic, statement]];
      const plain = base.statements[topic];
      return plain === undefined ? [] : [[topic, plain]];
    }),
  );
}

/** Rules that count everywhere; the permissions that licensors give in some places only; and what stands in the way in some. */
function acrossReasons(
  decisions: readonly Decision[],
  verdict: Verdict,
  local: ReadonlySet<string>,
): readonly Reason[] {
  const decided = verdict === "allowed" || verdict === "conditional";
  return inAny(
    decisions.map(({ reasons }) => reasons),
    ({ rule }) => rule,
  ).flatMap((same) => {
    const [reason] = same as readonly [Reason, ...Reason[]];
    if (same.length === decisions.length)
      return [same.every(({ fires }) => fires === "yes") ? reason : { ...reason, fires: "maybe" as const }];
    const grants = reason.effect === "permission" && !local.has(reason.party);
    const stands = !decided && reason.effect === "prohibition";
    return grants || stands ? [{ ...reason, fires: "maybe" as const }] : [];
  });
}

/** What is open everywhere, and where the image is used or held where the places answer differently. */
function acrossUnknowns(
  corpus: Corpus,
  placed: readonly Placed[],
  verdict: Verdict,
  layers: Decision["layers"],
  open: Open,
): readonly Unknown[] {
  const lists = placed.map(({ decision }) => decision.unknown);
  const common = inEvery(lists, unknownKey).flatMap(([gap]) => gap ?? []);
  if (verdict !== "unknown") return common;
  const layer = LAYERS.find((each) => layers[each] === "unknown" && !agree(placed, each)) ?? null;
  const differ = new Set(placed.map(({ decision }) => decision.verdict)).size > 1;
  const where = differ ? whereQuestions(corpus, placed, layer ?? "disclosure", open) : [];
  if (common.length > 0 || where.length > 0) return [...where, ...common];
  // Every place is open, each for a reason of its own.
  return inAny(lists, unknownKey).flatMap(([gap]) => gap ?? []);
}

function agree(placed: readonly Placed[], layer: Layer): boolean {
  return new Set(placed.map(({ decision }) => decision.layers[layer])).size === 1;
}

/** One question for each open place that the answer depends on. */
function whereQuestions(
  corpus: Corpus,
  placed: readonly Placed[],
  layer: Layer,
  open: Open,
): readonly Unknown[] {
  const depends = (same: "territories" | "countries"): boolean =>
    placed.some((one) =>
      placed.some((other) => one[same] === other[same] && one.decision.verdict !== other.decision.verdict),
    );
  const both = open.territory && open.country;
  const facts = [
    ...(open.territory && (!both || depends("countries")) ? [TERRITORY] : []),
    ...(open.country && (!both || depends("territories")) ? [COUNTRY] : []),
  ];
  return facts.map((fact): Unknown => {
    const question = corpus.registry.facts[fact]?.question ?? "Where?";
    return { kind: "missing-fact", layer, party: null, text: question, fact, question, values: [] };
  });
}
