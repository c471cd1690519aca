import type { CatalogRecord } from "@cleartitle/catalog";
import { isOfKind } from "@cleartitle/ledger/records";

/** Codes of duties that are met according to the records. */
export interface Closings {
  /** By somebody who vouches for it, or by a review of the same use and market. */
  readonly vouched: ReadonlySet<string>;
  /** In an earlier publication for the same use at the same place. */
  readonly published: ReadonlySet<string>;
}

export interface PublishedCase {
  readonly subject: string;
  readonly use: string;
  readonly market: string | null;
  readonly where: string;
}

/** What was said to be met after the decision at `position`. The last word on a duty counts: somebody may take theirs back. */
export function metSince(
  about: readonly CatalogRecord[],
  position: number,
  { subject, use, market, where }: PublishedCase,
): Closings {
  const vouched = new Set<string>();
  const published = new Set<string>();
  for (const { record } of about.filter((one) => one.position > position)) {
    if (isOfKind(record, "attestation") && record.body.subject === subject) {
      const duty = /^met\.(.+)$/.exec(record.body.fact ?? "")?.[1];
      if (duty === undefined) continue;
      if (record.body.value === true) vouched.add(duty);
      else for (const each of [vouched, published]) each.delete(duty);
    }
    if (isOfKind(record, "review") && record.body.subject === subject && record.body.use === use) {
      if ((record.body.market ?? null) !== market) continue;
      for (const { code, state, duties = [] } of record.body.items ?? [])
        if (state !== "open") for (const each of [code, ...duties]) vouched.add(each);
    }
    if (isOfKind(record, "publication") && record.body.subject === subject && record.body.use === use)
      if (record.body.where === where) for (const each of record.body.duties ?? []) published.add(each);
  }
  return { vouched, published };
}
