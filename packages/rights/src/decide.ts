import type { Corpus, Layer } from "@cleartitle/corpus";
import type { Chain } from "@cleartitle/title";
import { buildSlice } from "./build-slice.ts";
import type { Decision, LinkVerdict, Unknown, Verdict } from "./decision.ts";
import { listDuties } from "./duties.ts";
import type { Evaluation } from "./evaluate.ts";
import { EFFORT_LIMIT } from "./explore.ts";
import { listFindings } from "./findings.ts";
import { listFixes, type Alternative } from "./fixes.ts";
import { listOutcomes } from "./outcome.ts";
import type { Question } from "./question.ts";
import { listReasons } from "./reasons.ts";
import { allGroups, LAYERS, rootEvaluation, settle } from "./settle.ts";
import type { Slice, SlicedLink } from "./slice.ts";
import { listStatements } from "./statements.ts";
import { listUnknowns } from "./unknowns.ts";

export const NOTICE =
  "Information with sources and dates, not legal advice; read the linked terms before you rely on it.";

export interface DecideOptions {
  /** Other ways to make the image, tried as fixes where the answer is not a yes. */
  readonly alternatives?: () => readonly Alternative[];
  /** False leaves out the fixes, which cost more than the rest. */
  readonly fixes?: boolean;
}

/**
 * Decides one question about one chain: a pure function, so the same corpus digest, chain and question give the same bytes (L7).
 *
 * @example
 * const { verdict } = decide(corpus, chain, { use: "merchandise", market: null, on: "2026-11-22", known: null, facts: {} });
 */
export function decide(
  corpus: Corpus,
  chain: Chain,
  question: Question,
  options: DecideOptions = {},
): Decision {
  const slice = buildSlice(corpus, chain, question);
  const groups = allGroups(slice);
  const every = rootEvaluation(slice, "all");
  const whole = settle(slice, groups, every);
  const root = whole.vouched ? rootEvaluation(slice, "clear") : every;
  const layers = layerVerdicts(slice, every);
  const duties = listDuties(corpus, slice, groups, root, whole.vouched);
  const reasons = listReasons(corpus, slice, root, whole.verdict, question.on);
  const wantsFixes =
    options.fixes !== false && whole.verdict !== "allowed" && whole.verdict !== "conditional";
  const decision: Decision = {
    verdict: whole.verdict,
    possible: listOutcomes(whole.outcomes),
    layers,
    chain: slice.links.map((link) => linkVerdict(corpus, slice, link, every)),
    statements: listStatements(slice, root),
    reasons,
    duties,
    unknown: LAYERS.flatMap((layer): readonly Unknown[] =>
      layers[layer] === "unknown" ? listUnknowns(corpus, slice, layer, groupsOf(slice, layer)) : [],
    ),
    fixes: [],
    findings: listFindings(
      corpus,
      question,
      slice,
      root,
      reasons,
      whole.bounded || slice.effort.spent > EFFORT_LIMIT,
    ),
    assumed: slice.assumed,
    places: { asked: 1, differ: [] },
    use: question.use,
    market: question.market,
    made: chain.made,
    corpus: { version: corpus.version, digest: corpus.digest },
    on: question.on,
    notice: NOTICE,
  };
  if (!wantsFixes) return decision;
  const again = (other: Chain, asked: Question): Decision => decide(corpus, other, asked, { fixes: false });
  return { ...decision, fixes: listFixes(corpus, chain, question, decision, again, options.alternatives) };
}

function groupsOf(slice: Slice, layer: Layer): readonly { link: SlicedLink; layer: Layer }[] {
  return slice.links.filter(({ layers }) => layers.includes(layer)).map((link) => ({ link, layer }));
}

function layerVerdicts(slice: Slice, root: Evaluation): Readonly<Record<Layer, Verdict>> {
  return Object.fromEntries(
    LAYERS.map((layer) => [layer, settle(slice, groupsOf(slice, layer), root).verdict]),
  ) as Record<Layer, Verdict>;
}

function linkVerdict(corpus: Corpus, slice: Slice, sliced: SlicedLink, root: Evaluation): LinkVerdict {
  const { link } = sliced;
  return {
    kind: link.kind,
    party: link.party,
    name: link.name,
    ...(link.plan === null ? {} : { plan: link.plan }),
    identity: link.identity,
    because: link.because,
    verdict: settle(
      slice,
      sliced.layers.map((layer) => ({ link: sliced, layer })),
      root,
    ).verdict,
    ...(isOwn(corpus, sliced) ? { own: true as const } : {}),
  };
}

function isOwn(corpus: Corpus, { link, rules }: SlicedLink): boolean {
  const parties = [link.party ?? "", ...link.terms.map(({ party }) => party)];
  return parties.some((id) => corpus.parties[id]?.own === true) || rules.some(({ rule }) => rule.own);
}
