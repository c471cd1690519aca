import type { Corpus } from "@cleartitle/corpus";
import type { Decision, Reason } from "../decision.ts";
import { LAYERS } from "../settle.ts";
import {
  dutyKey,
  inAny,
  inEvery,
  inOrder,
  joinWorlds,
  mergeLinks,
  mergeStatements,
  rankOf,
  surestDuty,
  unknownKey,
  worstOf,
  type Placed,
} from "./placed.ts";

/** The answer for an image that is used in all of these places: the worst of theirs, with the duties, reasons and gaps of each. */
export function joinPlaces(corpus: Corpus, placed: readonly Placed[], stated: readonly string[]): Placed {
  const [first] = placed as readonly [Placed, ...Placed[]];
  const territories = placed.flatMap((each) => each.territories);
  const countries = first.countries;
  const asked = stated.length;
  if (placed.length === 1)
    return { territories, countries, decision: { ...first.decision, places: { asked, differ: [] } } };
  const decisions = placed.map(({ decision }) => decision);
  const of = <Part>(part: (decision: Decision) => Part): readonly Part[] => decisions.map(part);
  const least = Math.min(...of(({ verdict }) => rankOf(verdict)));
  const everywhere = new Set(
    inEvery(
      of(({ duties }) => duties),
      dutyKey,
    ).flatMap((same) => same.map(dutyKey)),
  );
  const more = placed.filter(
    ({ decision }) =>
      rankOf(decision.verdict) > least ||
      decision.duties.some((duty) => !duty.met && !everywhere.has(dutyKey(duty))),
  );
  const decision: Decision = {
    ...first.decision,
    verdict: worstOf(of(({ verdict }) => verdict)),
    possible: inOrder(joinWorlds(of(({ possible }) => possible))),
    layers: Object.fromEntries(
      LAYERS.map((layer) => [layer, worstOf(of(({ layers }) => layers[layer]))]),
    ) as Decision["layers"],
    chain: mergeLinks(corpus, decisions).map(({ link, verdicts }) => ({
      ...link,
      verdict: worstOf(verdicts),
    })),
    statements: mergeStatements(decisions),
    reasons: inAny(
      of(({ reasons }) => reasons),
      ({ rule }) => rule,
    ).map(surestReason),
    duties: inAny(
      of(({ duties }) => duties),
      dutyKey,
    ).map(surestDuty),
    unknown: inAny(
      of(({ unknown }) => unknown),
      unknownKey,
    ).flatMap(([gap]) => gap ?? []),
    findings: inAny(
      of(({ findings }) => findings),
      (finding) => JSON.stringify(finding),
    ).flatMap(([finding]) => finding ?? []),
    assumed: Object.assign({}, ...of(({ assumed }) => assumed)) as Decision["assumed"],
    places: { asked, differ: more.flatMap((each) => each.territories) },
  };
  return { territories, countries, decision };
}

function surestReason(same: readonly Reason[]): Reason {
  return same.find(({ fires }) => fires === "yes") ?? (same[0] as Reason);
}
