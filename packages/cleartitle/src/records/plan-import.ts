import { randomUUID } from "node:crypto";

import { canonicalJson, type NewRecord } from "@cleartitle/ledger/records";

import { findSame } from "./find-same.ts";
import type { ImportedRecord, ReadImport } from "./read-import.ts";
import type { ReadableRecords } from "./records.ts";

/** What of an import is to be written, in its order, and what is left out because of what is on record here. */
export interface PlannedImport {
  readonly fresh: readonly NewRecord[];
  readonly alreadyThere: number;
  readonly leftOut: ReadImport["leftOut"];
}

type Known = Pick<ReadableRecords, "catalog" | "privates">;

/**
 * What of an import is not on record yet, each once. Records get ids of their own here, for the same id in two logs would be two things; what names a
 * record of the file names what that record has become. What was taken back there is not brought along, and where an earlier import did, it is taken
 * back here too.
 */
export async function planImport(known: Known, imported: readonly ImportedRecord[]): Promise<PlannedImport> {
  const fresh = new Map<string, NewRecord & { readonly id: string }>();
  const leftOut: { where: string; why: string }[] = [];
  const becomes = new Map<string, string>();
  const generations = new Set<string>();
  let alreadyThere = 0;
  for (const { id, where, isTakenBack, record } of imported) {
    const one = await aboutSuccessors(known, record, becomes);
    if (one === null) {
      leftOut.push({ where, why: "it is about a record of another log" });
      continue;
    }
    const key = canonicalJson({ kind: one.kind, body: one.body });
    const there = (await findSame(known, one))?.record.id;
    if (isTakenBack) {
      leftOut.push({ where, why: "what it vouches for was taken back" });
      if (id !== null && there !== undefined) becomes.set(id, there);
      continue;
    }
    const planned = fresh.get(key)?.id ?? there;
    const other = planned === undefined ? await otherGeneration(known, one, generations) : null;
    if (other !== null) {
      leftOut.push({ where, why: other });
      continue;
    }
    const own = planned ?? randomUUID();
    if (id !== null) becomes.set(id, own);
    if (planned === undefined) fresh.set(key, { ...one, id: own });
    else alreadyThere += 1;
  }
  return { fresh: [...fresh.values()], alreadyThere, leftOut };
}

/** Why a generation cannot be imported: another one has its id, on record or among those `seen` in the file. Null where none has. */
async function otherGeneration(
  { catalog }: Known,
  { kind, body }: NewRecord,
  seen: Set<string>,
): Promise<string | null> {
  const { generationId } = body as { readonly generationId?: string };
  if (kind !== "generation" || generationId === undefined) return null;
  const [found] = await catalog.find({ kind, generation: generationId, limit: 1 });
  const where =
    found !== undefined ? `record ${found.position}` : seen.has(generationId) ? "another in the file" : null;
  seen.add(generationId);
  return where === null ? null : `${where} has the id ${generationId} too, and says something else`;
}

/** The record with ids of this log. Null for a withdrawal of what is not here. */
async function aboutSuccessors(
  { catalog }: Known,
  record: NewRecord,
  becomes: ReadonlyMap<string, string>,
): Promise<NewRecord | null> {
  const { body } = record;
  const { about, record: withdrawn, replaces, attestations } = body as Named;
  const changed = (change: Named & { readonly index?: number }): NewRecord =>
    ({ ...record, body: { ...body, ...change } }) as NewRecord;
  if (record.kind === "note" || record.kind === "evidence-file")
    return about === undefined ? record : changed({ about: becomes.get(about) ?? about });
  if (record.kind === "attestation" && Array.isArray(replaces)) {
    const replaced = replaces.flatMap((id: string) => becomes.get(id) ?? []);
    return changed({ replaces: replaced.length === 0 ? undefined : replaced });
  }
  if (record.kind === "decision" && Array.isArray(attestations))
    return changed({ attestations: attestations.map((id: string) => becomes.get(id) ?? id) });
  if (record.kind !== "withdrawal") return record;
  const successor = becomes.get(withdrawn ?? "");
  const [found] = successor === undefined ? [] : await catalog.find({ id: successor });
  return found === undefined ? null : changed({ record: found.record.id, index: found.position });
}

/** Fields in which records name others by their ids. */
interface Named {
  readonly about?: string | undefined;
  readonly record?: string | undefined;
  readonly replaces?: readonly string[] | undefined;
  readonly attestations?: readonly string[] | undefined;
}
