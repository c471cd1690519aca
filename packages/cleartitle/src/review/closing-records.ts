import type { Corpus, FactValue } from "@cleartitle/corpus";

import type { Judgement } from "../answer.ts";
import type { VouchedInFile } from "../declarations/apply-declarations.ts";
import { checklist, type Point } from "./checklist.ts";
import { cut } from "./closing-evidence.ts";
import type { ReviewPoint } from "./review.ts";

/** What named persons vouch for: on record, and in `cleartitle.yaml`. */
interface Vouched {
  readonly decision: Pick<Judgement, "attested" | "duties">;
  readonly vouched: readonly VouchedInFile[];
}

/**
 * The records and declarations that close a point: they vouch for every fact that the point is about, each with a value that leaves nothing to object to, or, where it
 * is about none, say that its duties are done. Null where none do. Asked only where nothing of the point is open.
 */
export function closingRecords(
  { registry }: Pick<Corpus, "registry">,
  { decision, vouched }: Vouched,
  { facts, covers }: Pick<Point, "facts" | "covers">,
): string | null {
  if (facts.length > 0) {
    const said = allVouched(decision, vouched).filter(
      ({ fact, value }) => facts.includes(fact) && registry.facts[fact]?.clear?.includes(value) === true,
    );
    return said.length === facts.length ? recordsText(said) : null;
  }
  const done = doneOnRecord({ decision, vouched }).filter(({ code }) => covers(code));
  return done.length === 0 ? null : recordsText(done.map(({ record }) => record));
}

/** What is done or vouched for, by records or declarations, and belongs to no point of the list: points of their own, so that nothing closed goes out of sight. */
export function pointsOnRecord(
  { registry }: Pick<Corpus, "registry">,
  given: Vouched,
  open: readonly string[],
): readonly ReviewPoint[] {
  const facts = allVouched(given.decision, given.vouched).flatMap((record): readonly Done[] => {
    const fact = registry.facts[record.fact];
    const isClear = fact?.attest === true && fact.clear?.includes(record.value) === true;
    return isClear ? [{ code: `confirm.${record.fact}`, text: fact.question, record }] : [];
  });
  return [...doneOnRecord(given), ...facts]
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

/** A fact that a named person vouches for, and where that is written: `record 6, 2026-11-28`. */
interface Written {
  readonly fact: string;
  readonly value: FactValue;
  readonly where: string;
}

interface Done {
  readonly code: string;
  readonly text: string;
  readonly record: Written;
}

/** Who vouches in `cleartitle.yaml` is named there and not here: the list may go on record, and names stay beside it. */
function allVouched(
  { attested }: Pick<Judgement, "attested">,
  vouched: readonly VouchedInFile[],
): readonly Written[] {
  const recorded = new Set(attested.map(({ fact }) => fact));
  return [
    ...attested.map(({ fact, value, record, on }) => ({ fact, value, where: `record ${record}, ${on}` })),
    ...vouched.flatMap(({ fact, value }) =>
      recorded.has(fact) ? [] : [{ fact, value, where: "cleartitle.yaml" }],
    ),
  ];
}

function doneOnRecord({ decision, vouched }: Vouched): readonly Done[] {
  const { duties } = decision;
  const met = new Map(duties.flatMap(({ code, text, met: isMet }) => (isMet ? [[code, text] as const] : [])));
  return allVouched(decision, vouched).flatMap((record) => {
    const code = record.fact.startsWith("met.") ? record.fact.slice("met.".length) : "";
    const text = met.get(code);
    return text === undefined ? [] : [{ code, text, record }];
  });
}

/** `content.trademark=false (record 6, 2026-11-28)`. */
function recordsText(facts: readonly Written[]): string {
  return cut(facts.map(({ fact, value, where }) => `${fact}=${String(value)} (${where})`).join(", "));
}
