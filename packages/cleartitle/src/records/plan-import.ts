import { randomUUID } from "node:crypto";

import { canonicalJson, type NewRecord } from "@cleartitle/ledger/records";

import { findSame } from "./find-same.ts";
import type { ImportedRecord } from "./read-import.ts";
import type { ReadableRecords } from "./records.ts";

/**
 * What of an import is not on record yet, each once. Records get ids of their own here, for the same id in two logs would be two things; notes and
 * evidence about a record of the file are about what that record has become.
 */
export async function planImport(
  known: Pick<ReadableRecords, "catalog" | "privates">,
  imported: readonly ImportedRecord[],
): Promise<readonly NewRecord[]> {
  const fresh = new Map<string, NewRecord & { readonly id: string }>();
  const becomes = new Map<string, string>();
  for (const { id, record } of imported) {
    const one = aboutItsSuccessor(record, becomes);
    const key = canonicalJson({ kind: one.kind, body: one.body });
    const planned = fresh.get(key)?.id ?? (await findSame(known, one))?.record.id;
    const own = planned ?? randomUUID();
    if (id !== null) becomes.set(id, own);
    if (planned === undefined) fresh.set(key, { ...one, id: own });
  }
  return [...fresh.values()];
}

function aboutItsSuccessor(record: NewRecord, becomes: ReadonlyMap<string, string>): NewRecord {
  const { about } = record.body as { readonly about?: unknown };
  const successor = typeof about === "string" ? becomes.get(about) : undefined;
  return successor === undefined ? record : { ...record, body: { ...record.body, about: successor } };
}
