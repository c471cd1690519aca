import type { CatalogQuery, CatalogRecord } from "@cleartitle/catalog";
import { canonicalJson, recordKinds, type NewRecord } from "@cleartitle/ledger/records";

import type { ReadableRecords } from "./records.ts";

/**
 * The record that says exactly this already, private fields included; null where there is none. A private field that was erased makes a record
 * one that cannot be compared, so the same thing is recorded anew. Private fields in `ignoring` are not compared.
 */
export async function findSame(
  { catalog, privates }: Pick<ReadableRecords, "catalog" | "privates">,
  one: NewRecord,
  ignoring: readonly string[] = [],
): Promise<CatalogRecord | null> {
  const { kind, body } = one;
  const personal: readonly string[] = recordKinds[kind].personal;
  const fields = Object.entries(body).filter(([, value]) => value !== undefined);
  const open = canonicalJson(Object.fromEntries(fields.filter(([name]) => !personal.includes(name))));
  const compared = (field: string): boolean => personal.includes(field) && !ignoring.includes(field);
  const hidden = Object.fromEntries(fields.filter(([name]) => compared(name)));
  const among = await catalog.find({ ...placeOf(one), newestFirst: true });
  for (const found of among) {
    if (canonicalJson(found.record.body) !== open) continue;
    const openings = (await privates.openings(found.record.id)).filter(({ field }) => compared(field));
    const kept = Object.fromEntries(openings.map(({ field, json }) => [field, JSON.parse(json) as unknown]));
    const committed = Object.keys(found.record.private).filter(compared);
    const whole = committed.every((field) => Object.hasOwn(kept, field));
    if (whole && canonicalJson(kept) === canonicalJson(hidden)) return found;
  }
  return null;
}

/** Where a record that says the same would have to be: with tens of thousands on record, not all of a kind can be looked at for each. */
function placeOf({ kind, body }: NewRecord): CatalogQuery {
  const { generationId, subject, file, after, about } = body as unknown as Readonly<Record<string, unknown>>;
  if (kind === "generation" && typeof generationId === "string") return { kind, generation: generationId };
  const named = [subject, file, after, about].map((one) =>
    typeof one === "object" && one !== null && "sha256" in one ? one.sha256 : one,
  );
  const sha256 = named.find((one) => typeof one === "string" && /^[0-9a-f]{64}$/.test(one));
  return typeof sha256 === "string" ? { kind, file: sha256 } : { kind };
}

/** What of these is not on record yet, each once. */
export async function withoutKnown(
  known: Pick<ReadableRecords, "catalog" | "privates">,
  records: readonly NewRecord[],
): Promise<readonly NewRecord[]> {
  const fresh = new Map<string, NewRecord>();
  for (const one of records) {
    const key = canonicalJson({ kind: one.kind, body: one.body });
    if (fresh.has(key) || (await findSame(known, one)) !== null) continue;
    fresh.set(key, one);
  }
  return [...fresh.values()];
}
