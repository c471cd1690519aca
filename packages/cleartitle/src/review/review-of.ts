import type { Corpus, FactValue, Layer } from "@cleartitle/corpus";
import type { DutyOwed } from "@cleartitle/rights";

import type { Hinted, Inspection, Judgement } from "../answer.ts";
import { reachOf } from "../attested/reach-of.ts";
import { standingOf } from "../attribution/standing-of.ts";
import { deniedFacts } from "../content/denied-facts.ts";
import { saidIn } from "../content/quoted-words.ts";
import { overrulingCommand } from "../content/settle-words.ts";
import { weighClaims } from "../content/weigh-claims.ts";
import type { VouchedInFile } from "../declarations/apply-declarations.ts";
import { confirmationText } from "../render/todo.ts";
import { checklist, decidedOnly, type Point } from "./checklist.ts";
import { closingEvidence } from "./closing-evidence.ts";
import { closingRecords, pointsOnRecord } from "./closing-records.ts";
import type { PublishingReview, ReviewPoint } from "./review.ts";

/** What a review is made from. */
export interface ReviewedCase {
  readonly inspection: Pick<Inspection, "content" | "contentCredentials" | "digitalSourceType">;
  readonly decision: Judgement;
  /** The facts of the question, as they were stated. */
  readonly stated: Readonly<Record<string, FactValue>>;
  /** Those of them that a person named in `cleartitle.yaml` vouches for. */
  readonly vouched?: readonly VouchedInFile[];
}

/** Who vouches for which points. */
export interface Vouching {
  readonly by: string;
  readonly on: string;
  /** Codes of points. */
  readonly points: ReadonlySet<string>;
}

/**
 * Goes through the list. Every duty that the decision leaves open belongs to exactly one mandatory point, so that nothing that was asked
 * for can be passed over; where the decision is a no or open, no confirmation helps.
 */
export function reviewOf(corpus: Corpus, one: ReviewedCase, vouching: Vouching | null): PublishingReview {
  const { decision } = one;
  const owed = openDuties(corpus, one);
  const path = corpus.registry.uses[decision.use]?.path ?? [decision.use];
  const points = [
    ...checklist.flatMap((point) => pointOf(corpus, one, { point, owed, path, vouching }) ?? []),
    ...dutyPoints(
      corpus,
      owed.filter(({ code }) => checklist.every((point) => !point.covers(code))),
      vouching,
    ),
    ...pointsOnRecord(
      corpus,
      { decision, vouched: vouchedIn(one) },
      owed.map(({ code }) => code),
    ),
  ];
  const yes = decision.verdict === "allowed" || decision.verdict === "conditional";
  const open = points.some(({ mandatory, state }) => mandatory && state === "open");
  return {
    use: decision.use,
    market: decision.market,
    on: decision.on,
    verdict: decision.verdict,
    points,
    outcome: yes && !open ? "cleared" : "not-cleared",
    by: vouching?.by ?? null,
    denied: deniedFacts(decision),
    overruled: decision.overruled,
  };
}

/** What is left to do or to confirm. A fact to vouch for that was merely stated is one of these: someone has to stand for it, if nobody does on record. */
function openDuties(corpus: Corpus, one: ReviewedCase): readonly DutyOwed[] {
  const { decision, stated } = one;
  const unmet = decision.duties.filter(({ met }) => !met);
  const answered = [...unmet, ...decision.attested, ...vouchedIn(one), ...deniedFacts(decision)];
  const asked = new Set(answered.map(({ fact }) => fact));
  const said = Object.entries(stated).flatMap(([name, value]): readonly DutyOwed[] => {
    const fact = corpus.registry.facts[name];
    if (fact?.attest !== true || asked.has(name)) return [];
    return [
      {
        code: `confirm.${name}`,
        phase: "before",
        text: fact.question,
        rule: null,
        party: null,
        met: false,
        owed: "yes",
        fact: name,
        value,
      },
    ];
  });
  return [...unmet, ...said];
}

/** What the words of the file deny, nobody vouches for in a declaration. */
function vouchedIn({ decision, vouched = [] }: ReviewedCase): readonly VouchedInFile[] {
  const denied = new Set(deniedFacts(decision).map(({ fact }) => fact));
  return vouched.filter(({ fact }) => !denied.has(fact));
}

interface Context {
  readonly point: Point;
  readonly owed: readonly DutyOwed[];
  readonly path: readonly string[];
  readonly vouching: Vouching | null;
}

function pointOf(
  corpus: Corpus,
  one: ReviewedCase,
  { point, owed, path, vouching }: Context,
): ReviewPoint | null {
  const { decision } = one;
  const covered = owed.filter(({ code }) => point.covers(code));
  const blocked = point.layer === null ? [] : whyBlocked(decision, point.layer);
  const against = contrary(one, point);
  const listed = point.listed === null || point.listed.some((use) => path.includes(use));
  if (point.code === "plan-proof" && !hasPlans(corpus, decision)) return null;
  if (!listed && covered.length === 0 && blocked.length === 0 && against.length === 0) return null;
  const credit = point.code === "attribution" ? standingOf(corpus, decision) : null;
  const mandatory =
    covered.length > 0 ||
    blocked.length > 0 ||
    against.length > 0 ||
    credit?.standing === "unknown" ||
    point.mandatory.some((use) => path.includes(use));
  const shown =
    blocked.length > 0 || against.length > 0 || covered.length > 0
      ? null
      : (closingEvidence(one, point.code, credit) ??
        closingRecords(corpus, { decision, vouched: vouchedIn(one) }, point));
  const confirmable = blocked.length === 0 && against.length === 0 && !decidedOnly.has(point.code);
  const vouched = confirmable && vouching?.points.has(point.code) === true;
  return {
    code: point.code,
    label: point.label,
    mandatory,
    state: vouched ? "confirmed" : shown === null ? "open" : "evidence",
    evidence: shown,
    by: vouched ? vouching.by : null,
    on: vouched ? vouching.on : null,
    confirmable,
    remarks: [
      ...blocked,
      ...against,
      ...covered.flatMap((duty) => [
        dutyText(duty),
        ...(duty.owed === "maybe" ? [hangsOn(corpus, duty)] : []),
      ]),
      ...(credit?.because ?? []),
      ...doubts(one, point),
    ],
    how: point.how,
    duties: covered.map(({ code }) => code),
    facts: vouchedFacts(corpus, covered),
  };
}

/** What confirming these duties vouches for. Where several values are in order the person did not say which it is. */
function vouchedFacts({ registry }: Corpus, duties: readonly DutyOwed[]): ReviewPoint["facts"] {
  return Object.fromEntries(
    duties.flatMap(({ fact, value }) =>
      fact === undefined ||
      typeof value === "object" ||
      value === undefined ||
      reachOf(registry, fact) !== "file"
        ? []
        : [[fact, value]],
    ),
  );
}

/** Duties that no point of the list covers are points of their own, one a code: several files may need to be what they are called. */
function dutyPoints(
  corpus: Corpus,
  duties: readonly DutyOwed[],
  vouching: Vouching | null,
): readonly ReviewPoint[] {
  const codes = [...new Set(duties.map(({ code }) => code))];
  return codes.map((code) => {
    const same = duties.filter((duty) => duty.code === code);
    const [first, ...others] = same.map(dutyText);
    const vouched = vouching?.points.has(code) === true;
    return {
      code,
      label: first ?? code,
      mandatory: true,
      state: vouched ? "confirmed" : "open",
      evidence: null,
      by: vouched ? vouching.by : null,
      on: vouched ? vouching.on : null,
      confirmable: true,
      remarks: [
        ...others,
        ...same.filter(({ owed }) => owed === "maybe").map((duty) => hangsOn(corpus, duty)),
      ],
      how: same[0]?.how ?? "",
      duties: [code],
      facts: vouchedFacts(corpus, same),
    };
  });
}

function hangsOn({ parties, registry }: Corpus, { rule, party }: DutyOwed): string {
  const tests = parties[party ?? ""]?.rules.find(({ id }) => id === rule)?.when ?? [];
  const facts = tests.map(({ fact }) => registry.facts[fact]?.code ?? fact);
  return facts.length === 0
    ? "Whether it applies is open."
    : `Whether it applies hangs on ${[...new Set(facts)].join(", ")}: say it with --fact.`;
}

/** Why nobody can close a point of this layer by vouching for it: the decision says no there, or does not know. */
function whyBlocked(decision: Judgement, layer: Layer): readonly string[] {
  const verdict = decision.layers[layer];
  if (verdict !== "forbidden" && verdict !== "unknown") return [];
  const no = decision.reasons.filter(
    (reason) => reason.layer === layer && reason.effect === "prohibition" && reason.fires === "yes",
  );
  const asked = decision.unknown
    .filter((gap) => gap.layer === layer)
    .map(({ question, text }) => question ?? text);
  const why = verdict === "forbidden" ? no.map(({ reading, rule }) => `${reading} [${rule}]`) : asked;
  return why.length > 0
    ? [...new Set(why)]
    : [verdict === "forbidden" ? "The terms forbid it." : "The terms leave it open."];
}

/** Names in the words of the file speak against the point, and no named person overrules them for this file: nobody closes it by a tick. */
function contrary({ decision, inspection }: ReviewedCase, point: Point): readonly string[] {
  const weighed = weighClaims(inspection.content);
  return point.facts.flatMap((fact) => {
    const found = weighed.get(fact);
    const counts = decision.inferred[fact] === true || decision.duties.some(isHeld(fact));
    if (found === undefined || !counts) return [];
    const says = saidIn(found.claims);
    return [
      `${says.charAt(0).toUpperCase()}${says.slice(1)}. If that is not what it seems, a person says so for this one file: ${overrulingCommand(fact)}`,
    ];
  });
}

const isHeld =
  (wanted: string) =>
  ({ fact, overrule }: DutyOwed & Hinted): boolean =>
    fact === wanted && overrule === true;

/** Words that are overruled, or that nothing hangs on, stay in sight of whoever vouches. */
function doubts({ decision, inspection }: ReviewedCase, point: Point): readonly string[] {
  const weighed = weighClaims(inspection.content);
  return point.facts.flatMap((fact) => {
    const found = weighed.get(fact);
    if (found === undefined || decision.inferred[fact] === true) return [];
    const by = decision.overruled.find((one) => one.fact === fact);
    return by === undefined
      ? [`Note that ${saidIn(found.claims)}.`]
      : [`Note that ${saidIn(found.claims)}; ${by.by} overrules it (record ${by.record}): ${by.because}`];
  });
}

function hasPlans(corpus: Corpus, { chain }: Judgement): boolean {
  return chain.some(
    ({ party }) => party !== null && Object.keys(corpus.parties[party]?.plans ?? {}).length > 0,
  );
}

function dutyText(duty: DutyOwed): string {
  return `${confirmationText(duty)}${duty.owed === "maybe" ? " (may apply)" : ""}`;
}
