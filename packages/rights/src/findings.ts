import type { Corpus } from "@cleartitle/corpus";
import type { Finding, Reason } from "./decision.ts";
import type { Evaluation } from "./evaluate.ts";
import type { Question } from "./question.ts";
import type { Slice } from "./slice.ts";
import { TRUE } from "./trit.ts";

/** What the people who keep the corpus, or the person asking, should look at. None of it changes the verdict. */
export function listFindings(
  corpus: Corpus,
  question: Question,
  slice: Slice,
  root: Evaluation,
  reasons: readonly Reason[],
  bounded: boolean,
): readonly Finding[] {
  const findings: Finding[] = [...conflicts(slice, root)];
  for (const code of Object.keys(question.facts)) {
    if (corpus.registry.facts[code] === undefined && !isDutyFact(corpus, code)) {
      findings.push({
        code: "unknown-fact",
        message: `No rule knows a fact "${code}"; it was left aside.`,
        rules: [],
      });
    }
  }
  const stale = reasons.filter((reason) => reason.stale === true).map(({ rule }) => rule);
  if (stale.length > 0)
    findings.push({
      code: "stale",
      message: "Some sources were last read a while ago; open them before relying on this.",
      rules: stale,
    });
  if (bounded)
    findings.push({
      code: "bounded",
      message: "Too much is missing to try every combination; the answer is on the safe side.",
      rules: [],
    });
  return findings;
}

function isDutyFact(corpus: Corpus, code: string): boolean {
  return code.startsWith("met.") && corpus.registry.duties[code.slice("met.".length)] !== undefined;
}

/** A permission and a prohibition that both stand: forbidden for the user, and something for us to mend. */
function conflicts(slice: Slice, root: Evaluation): readonly Finding[] {
  return slice.links.flatMap((link) => {
    const standing = link.rules.flatMap(({ rule }, at) => (root.fires(link, at) === TRUE ? [rule] : []));
    return standing
      .filter(({ effect }) => effect === "prohibition")
      .flatMap((prohibition): readonly Finding[] => {
        const rivals = standing.filter(
          ({ effect, layer }) => effect === "permission" && layer === prohibition.layer,
        );
        if (rivals.length === 0) return [];
        const rules = [prohibition.id, ...rivals.map(({ id }) => id)];
        return [
          {
            code: "conflict",
            message: `${prohibition.id} forbids what other rules of the same party grant.`,
            rules,
          },
        ];
      });
  });
}
