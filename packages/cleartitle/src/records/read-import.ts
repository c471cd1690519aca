import { recordKinds, type NewRecord, type RecordKind } from "@cleartitle/ledger/records";

import { readJson } from "../ask/read-json.ts";
import { CleartitleError } from "../cleartitle-error.ts";
import { disputedInExport } from "./disputed-in-export.ts";
import { exportFormat, type ExportedRecord } from "./exported-record.ts";
import { generationRecord, type SavedGeneration } from "./generation-record.ts";

/** A record that a file brings, and the id that it had there, by which others in the file may name it. */
export interface ImportedRecord {
  readonly id: string | null;
  /** How it is called in messages. */
  readonly where: string;
  /** Another record of the file takes back what it vouches for. */
  readonly isTakenBack: boolean;
  readonly record: NewRecord;
}

/** What a file brings: what can be recorded, and what is left out with the reason. */
export interface ReadImport {
  readonly records: readonly ImportedRecord[];
  readonly leftOut: readonly { readonly where: string; readonly why: string }[];
}

/**
 * Reads records to import: an export of Cleartitle, or generations with the fields of `complianceLog.save` as a JSON array or one object a line.
 * Everything is marked as recorded later, whatever it says of itself: nobody here saw it happen.
 *
 * @throws CleartitleError `bad-json` for what is neither
 */
export function readImport(text: string, file: string): ReadImport {
  const value = parse(text, file);
  if (isExport(value)) return fromExport(value.records);
  const rows = Array.isArray(value) ? (value as readonly unknown[]) : [value];
  return {
    records: rows.map((row, at) => {
      const where = `${file}, item ${at + 1}`;
      return { id: null, where, isTakenBack: false, record: fromGeneration(row, where) };
    }),
    leftOut: [],
  };
}

function fromExport(exported: readonly ExportedRecord[]): ReadImport {
  const records: ImportedRecord[] = [];
  const leftOut: { where: string; why: string }[] = [];
  const takenBack = withdrawnIn(exported);
  const gone = new Set(exported.filter(({ id, ...one }) => !takenBack.has(id) && isIncomplete(one)));
  const disputed = disputedInExport(
    exported.filter(({ id }) => !takenBack.has(id)),
    gone,
  );
  for (const one of exported) {
    const { index, id, kind, version, time, body, private: opened, closed } = one;
    const where = `record ${index} (${kind})`;
    const against = disputed.get(one);
    if (kind === "corpus") continue; // logged again before the first decision that cites it
    if (kind === "erasure") leftOut.push({ where, why: "it is about a record of another log" });
    else if (!isRecordKind(kind)) leftOut.push({ where, why: "this program does not know its kind" });
    else if (version !== recordKinds[kind].version)
      leftOut.push({ where, why: `this program does not know version ${version} of its kind` });
    else if (isIncomplete(one))
      leftOut.push({ where, why: `its ${closed.join(", ")} was erased or left out of the export` });
    else if (against !== undefined)
      leftOut.push({
        where,
        why: `record ${against}, which is left out, is about the same and they contradict each other`,
      });
    else
      records.push({
        id,
        where,
        isTakenBack: takenBack.has(id),
        record: {
          kind,
          body: { ...body, ...opened } as never,
          happened: time.happened ?? time.recorded,
          later: true,
        },
      });
  }
  return { records, leftOut };
}

/** Whether a private field without which it says nothing was erased or left out of the export. */
function isIncomplete({ kind, closed }: Pick<ExportedRecord, "kind" | "closed">): boolean {
  return isRecordKind(kind) && closed.some((field) => needed[kind]?.includes(field) === true);
}

/** Ids of records that another of these takes back. A copy of what was taken back must not count again. */
function withdrawnIn(exported: readonly ExportedRecord[]): ReadonlySet<unknown> {
  return new Set(
    exported.flatMap(({ kind, body }) => {
      if (kind === "withdrawal") return [body["record"]];
      return kind === "attestation" && Array.isArray(body["replaces"]) ? (body["replaces"] as unknown[]) : [];
    }),
  );
}

/** Private fields without which a record of the kind says nothing. */
const needed: Partial<Record<RecordKind, readonly string[]>> = {
  attestation: ["by", "privateValue"],
  review: ["by", "confirmedBy"],
  note: ["text"],
  edit: ["what"],
  withdrawal: ["by"],
};

function fromGeneration(row: unknown, where: string): NewRecord {
  if (typeof row !== "object" || row === null)
    throw new CleartitleError("bad-json", `${where} is not an object with the fields of a generation.`);
  return { ...generationRecord(row as SavedGeneration, where), later: true };
}

const isRecordKind = (kind: string): kind is RecordKind => Object.hasOwn(recordKinds, kind);

function isExport(value: unknown): value is { readonly records: readonly ExportedRecord[] } {
  const { format, records } = (value ?? {}) as { readonly format?: unknown; readonly records?: unknown };
  return format === exportFormat && Array.isArray(records) && records.every(isExported);
}

function isExported(record: unknown): boolean {
  const {
    index,
    kind,
    version,
    time,
    body,
    private: opened,
    closed,
  } = (record ?? {}) as Partial<ExportedRecord>;
  return (
    typeof index === "number" &&
    typeof kind === "string" &&
    typeof version === "number" &&
    typeof time?.recorded === "string" &&
    isObject(body) &&
    isObject(opened) &&
    Array.isArray(closed)
  );
}

const isObject = (value: unknown): boolean =>
  typeof value === "object" && value !== null && !Array.isArray(value);

/** One JSON value, or one a line. */
function parse(text: string, file: string): unknown {
  try {
    return readJson(text, file);
  } catch (cause) {
    if (isRefused(cause)) throw cause;
    const lines = text.split("\n").flatMap((line, at) => (line.trim() === "" ? [] : [{ line, at: at + 1 }]));
    if (lines.length < 2) throw notJson(file, cause);
    return lines.map(({ line, at }) => {
      try {
        return readJson(line, `${file}, line ${at}`);
      } catch (error) {
        if (isRefused(error)) throw error;
        throw notJson(`${file}, line ${at}`, error);
      }
    });
  }
}

/** JSON that says something twice, or is too deep, is JSON, and no list of lines. */
const isRefused = (error: unknown): boolean =>
  error instanceof CleartitleError && error.issues.some(({ code }) => code !== "not-json");

const notJson = (where: string, cause: unknown): CleartitleError =>
  new CleartitleError(
    "bad-json",
    `${where} is not JSON: ${reasonOf(cause)}. Give an export (cleartitle export), an array of generations, or one a line.`,
    cause,
  );

const reasonOf = (cause: unknown): string =>
  cause instanceof CleartitleError && cause.cause instanceof Error ? cause.cause.message : String(cause);
