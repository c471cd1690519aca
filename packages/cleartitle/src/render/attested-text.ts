import type { Judgement } from "../answer.ts";
import { isPersonalFact } from "../attested/personal-fact.ts";

/** `content.real-person=false (record 5, 2026-11-28)` for each fact of the answer that somebody vouches for on record. */
export function attestedFacts(
  { attested }: Pick<Judgement, "attested">,
  { personal }: { readonly personal: boolean } = { personal: true },
): readonly string[] {
  return attested.map(({ fact, value, record, on }) => {
    // What is handed on says that it is so on record, not what a person earns.
    const shown = isPersonalFact(fact) && !personal ? fact : `${fact}=${String(value)}`;
    return `${shown} (record ${record}, ${on})`;
  });
}

/** The same as one line; none where nobody vouches for anything. */
export function attestedLine(decision: Pick<Judgement, "attested">): readonly string[] {
  return decision.attested.length === 0
    ? []
    : [`Vouched for on record: ${attestedFacts(decision).join(", ")}.`];
}
