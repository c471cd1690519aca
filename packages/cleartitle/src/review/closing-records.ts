import type { Corpus } from "@cleartitle/corpus";

import type { Judgement } from "../answer.ts";
import type { AttestedFact } from "../attested/attested.ts";
import { checklist, type Point } from "./checklist.ts";
import { cut } from "./closing-evidence.ts";
import type { ReviewPoint } from "./review.ts";

/**
 * The records that close a point: they vouch for every fact that the point is about, each with a value that leaves nothing to object to, or, where it
 * is about none, say that its duties are done. Null where none do. Asked only where nothing of the point is open.
 */
export function closingRecords(
  { registry }: Pick<Corpus, "registry">,
  decision: Pick<Judgement, "attested" | "duties">,
  { facts, covers }: Pick<Point, "facts" | "covers">,
): string | null {
  if (facts.length > 0) {
    const said = decision.attested.filter(
      ({ fact, value }) => facts.includes(fact) && registry.facts[fact]?.clear?.includes(value) === true,
    );
    return said.length === facts.length ? recordsText(said) : null;
  }
  const done = doneOnRecord(decision).filter(({ code }) => covers(code));
  return done.length === 0 ? null : recordsText(done.map(({ record }) => record));
}

/** Duties that records say are done and that no point of the list covers: points of their own. */
export function pointsOnRecord(
  decision: Pick<Judgement, "attested" | "duties">,
  open: readonly string[],
): readonly ReviewPoint[] {
  return doneOnRecord(decision)
    .filter(({ code }) => !open.includes(code) && checklist.every((point) => !point.covers(code)))
    .map(({ code, text, record }) => ({
      code,
      label: text,
      mandatory: true,
      state: "evidence",
      evidence: recordsText([record]),
      by: null,
      on: null,
      confirmable: true,
      remarks: [],
      how: "",
      duties: [],
      facts: {},
    }));
}

interface Done {
  readonly code: string;
  readonly text: string;
  readonly record: AttestedFact;
}

function doneOnRecord({ attested, duties }: Pick<Judgement, "attested" | "duties">): readonly Done[] {
  const met = new Map(duties.flatMap(({ code, text, met: isMet }) => (isMet ? [[code, text] as const] : [])));
  return attested.flatMap((record) => {
    const code = record.fact.startsWith("met.") ? record.fact.slice("met.".length) : "";
    const text = met.get(code);
    return text === undefined ? [] : [{ code, text, record }];
  });
}

/** `content.trademark=false (record 6, 2026-11-28)`. */
function recordsText(facts: readonly AttestedFact[]): string {
  return cut(
    facts
      .map(({ fact, value, record, on }) => `${fact}=${String(value)} (record ${record}, ${on})`)
      .join(", "),
  );
}
