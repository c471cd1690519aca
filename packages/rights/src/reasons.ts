import type { Corpus, Rule } from "@cleartitle/corpus";
import { addDays } from "./day.ts";
import type { Reason, Verdict } from "./decision.ts";
import type { Evaluation } from "./evaluate.ts";
import type { Slice } from "./slice.ts";
import { FALSE, TRUE } from "./trit.ts";

const EFFECTS = ["prohibition", "permission", "duty"];

/** The rules that the verdict rests on, prohibitions first; with those that may fire where the answer is open (L9). */
export function listReasons(
  corpus: Corpus,
  slice: Slice,
  root: Evaluation,
  verdict: Verdict,
  on: string,
): readonly Reason[] {
  const reasons = new Map<string, Reason>();
  for (const link of slice.links) {
    link.rules.forEach(({ rule }, at) => {
      const fires = root.fires(link, at);
      if (fires === FALSE || rule.effect === "statement") return;
      // Several grants may cover all worlds between them; nothing else that is open matters to a yes.
      if (fires !== TRUE && verdict === "allowed" && rule.effect !== "permission") return;
      // Two models under one licence: one reason, and the surer one.
      if (fires !== TRUE && reasons.has(rule.id)) return;
      reasons.set(rule.id, toReason(corpus, rule, fires === TRUE ? "yes" : "maybe", on));
    });
  }
  return [...reasons.values()].sort((left, right) => rank(left) - rank(right));
}

function rank({ effect, fires }: Reason): number {
  return EFFECTS.indexOf(effect) + (fires === "yes" ? 0 : EFFECTS.length);
}

function toReason(corpus: Corpus, rule: Rule, fires: "yes" | "maybe", on: string): Reason {
  const { title, url, at, seen } = rule.source;
  return {
    rule: rule.id,
    party: rule.party,
    effect: rule.effect,
    layer: rule.layer,
    reading: rule.reading,
    source: { title, url, at, inForce: writeBound(rule), seen },
    grade: rule.grade,
    fires,
    ...(isStale(corpus, rule, on) ? { stale: true as const } : {}),
    ...(rule.own ? { own: true as const } : {}),
  };
}

function writeBound({ inForce: { from } }: Rule): string {
  return from.earliest === from.latest ? from.latest : `≤${from.latest}`;
}

/** A clause that may still be in force and was last read longer ago than its grade allows. */
function isStale(corpus: Corpus, rule: Rule, on: string): boolean {
  const grade = corpus.registry.grades[rule.grade];
  if (grade === undefined || rule.source.fixed || rule.inForce.until !== null) return false;
  return addDays(rule.source.seen ?? rule.known.from, grade.staleDays) < on;
}
