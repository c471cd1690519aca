import { LedgerError } from "../ledger-error.ts";
import type { LogReader } from "../log/log-reader.ts";
import { openDisclosure } from "../verify/disclosure.ts";
import { isRecordKind, recordKinds } from "./kinds/record-kinds.ts";
import type { PrivateStore } from "./private-store.ts";
import { decodeRecord, isOfKind, type LedgerRecord } from "./record.ts";
import { clockTolerance } from "./record-time.ts";

export type RecordProblemCode =
  | "not-a-record"
  | "clock-backwards"
  | "corpus-not-logged"
  | "private-lost" // a private field is gone, and no erasure says why
  | "private-changed"
  | "private-not-erased" // the log says erased, but it is still there
  | "private-orphan"; // kept, but no record has it: a crash came before the log was written

export interface RecordProblem {
  readonly code: RecordProblemCode;
  readonly index: number | null;
  readonly record: string | null;
  readonly message: string;
}

/**
 * Checks what the log's entries say, where `verifyLog` checks that they are the ones that were signed: that each is a
 * record, that time goes forward, that each decision's corpus was logged before it, and that every private field either
 * opens its commitment or was erased on record.
 */
export async function verifyRecords(
  reader: LogReader,
  store: PrivateStore,
): Promise<readonly RecordProblem[]> {
  const problems: RecordProblem[] = [];
  const corpora = new Set<string>();
  const held = new Map<string, { readonly index: number; readonly fields: Map<string, string> }>();
  const erased = new Map<string, Set<string>>();
  let last = "";
  for await (const { index, bytes } of reader.entries()) {
    let record: LedgerRecord;
    try {
      record = decodeRecord(bytes);
    } catch (error) {
      if (!(error instanceof LedgerError)) throw error;
      problems.push({ code: "not-a-record", index, record: null, message: error.message });
      continue;
    }
    const { id, time } = record;
    const add = (code: RecordProblemCode, message: string): number =>
      problems.push({ code, index, record: id, message });
    if (
      last !== "" &&
      Date.parse(time.recorded) + clockTolerance < Date.parse(last) &&
      time.clockWasAt === undefined
    ) {
      add("clock-backwards", `recorded at ${time.recorded}, after a record of ${last}`);
    }
    last = time.recorded;
    if (isOfKind(record, "corpus")) corpora.add(record.body.digest ?? "");
    if (isOfKind(record, "decision") && !corpora.has(record.body.corpus?.digest ?? "")) {
      add("corpus-not-logged", "the corpus that this decision rests on was not logged before it");
    }
    if (isOfKind(record, "erasure")) {
      const fields = erased.get(record.body.record ?? "") ?? new Set();
      for (const field of record.body.fields ?? []) fields.add(field);
      erased.set(record.body.record ?? "", fields);
    }
    if (Object.keys(record.private).length > 0) {
      held.set(id, { index, fields: new Map(Object.entries(record.private)) });
    }
  }
  for (const [id, { index, fields }] of held) {
    problems.push(...(await checkPrivate(id, index, fields, erased.get(id) ?? new Set(), store)));
  }
  for (const id of await store.records()) {
    if (held.has(id)) continue;
    problems.push({
      code: "private-orphan",
      index: null,
      record: id,
      message: "no record in the log has these private fields",
    });
  }
  return problems;
}

/** Brings erasures to their end that a crash cut off after the log had said so. Returns the records concerned. */
export async function finishErasures(reader: LogReader, store: PrivateStore): Promise<readonly string[]> {
  const finished: string[] = [];
  for await (const { bytes } of reader.entries()) {
    const record = decodeRecord(bytes);
    if (!isOfKind(record, "erasure")) continue;
    const { record: id = "", fields = [] } = record.body;
    if (!(await mayHold(store, id, fields))) continue;
    await store.erase(id, fields);
    finished.push(id);
  }
  return finished;
}

/** Whether some of these fields are still there; what cannot be read may be they. */
async function mayHold(store: PrivateStore, id: string, fields: readonly string[]): Promise<boolean> {
  try {
    return (await store.openings(id)).some(({ field }) => fields.includes(field));
  } catch (error) {
    if (error instanceof LedgerError && error.code === "damaged") return true;
    throw error;
  }
}

/** Whether this program knows the schema of a record. Others are kept and proved, but not understood. */
export function isUnderstood(record: LedgerRecord): boolean {
  return isRecordKind(record.kind) && recordKinds[record.kind].version === record.version;
}

async function checkPrivate(
  id: string,
  index: number,
  fields: ReadonlyMap<string, string>,
  erased: ReadonlySet<string>,
  store: PrivateStore,
): Promise<readonly RecordProblem[]> {
  const problems: RecordProblem[] = [];
  const add = (code: RecordProblemCode, message: string): number =>
    problems.push({ code, index, record: id, message });
  const openings = new Map<string, Awaited<ReturnType<PrivateStore["openings"]>>[number]>();
  try {
    for (const opening of await store.openings(id)) openings.set(opening.field, opening);
  } catch (error) {
    if (!(error instanceof LedgerError)) throw error;
    add("private-changed", error.message);
    return problems;
  }
  for (const [field, commitment] of fields) {
    const opening = openings.get(field);
    if (opening === undefined) {
      if (!erased.has(field))
        add("private-lost", `the private field "${field}" is gone, and no erasure says why`);
    } else if (erased.has(field)) {
      add(
        "private-not-erased",
        `the private field "${field}" was erased according to the log, but it is still there`,
      );
    } else {
      await openDisclosure(commitment, opening).catch((error: unknown) => {
        if (!(error instanceof LedgerError)) throw error;
        add("private-changed", error.message);
      });
    }
  }
  for (const field of openings.keys()) {
    if (!fields.has(field)) add("private-changed", `the record has no private field "${field}"`);
  }
  return problems;
}
