import type { CatalogRecord, Statement } from "@cleartitle/catalog";
import { canonicalJson, type LedgerRecord } from "@cleartitle/ledger/records";

import { openStatements } from "../attested/open-statements.ts";
import type { ReadableRecords } from "./records.ts";

/**
 * Why records that a decision rests on no longer count: they were taken back, others that stand contradict them, or they are not in this ledger. One
 * part of a sentence each; empty where all of them stand.
 */
export async function noLongerVouched(
  known: Pick<ReadableRecords, "catalog" | "privates">,
  { body }: LedgerRecord<"decision">,
): Promise<readonly string[]> {
  const { attestations = [], subject } = body;
  if (attestations.length === 0) return [];
  const standing = [
    ...(await openStatements(known, null)),
    ...(subject === undefined ? [] : await openStatements(known, subject.sha256)),
  ];
  const reasons: string[] = [];
  let missing = 0;
  for (const id of attestations) {
    const [record] = await known.catalog.find({ id });
    if (record === undefined) missing += 1;
    else reasons.push(...whyNot(record, standing));
  }
  if (missing > 0) reasons.push(`${missing === 1 ? "a record" : `${missing} records`} not in this ledger`);
  return reasons;
}

function whyNot({ position, record }: CatalogRecord, standing: readonly Statement[]): readonly string[] {
  const own = standing.filter(({ id }) => id === record.id);
  if (own.length === 0) return [`record ${position}, which was taken back`];
  const against = standing.find((other) => own.some((one) => contradicts(one, other)));
  return against === undefined
    ? []
    : [`record ${position}, which record ${against.position} contradicts about ${against.fact}`];
}

/** A private value that is gone says nothing. */
function contradicts(one: Statement, other: Statement): boolean {
  return (
    one.fact === other.fact &&
    one.use === other.use &&
    one.market === other.market &&
    one.value !== undefined &&
    other.value !== undefined &&
    canonicalJson(one.value) !== canonicalJson(other.value)
  );
}
