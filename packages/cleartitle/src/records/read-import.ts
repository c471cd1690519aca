import { recordKinds, type NewRecord, type RecordKind } from "@cleartitle/ledger/records";

import { CleartitleError } from "../cleartitle-error.ts";
import { exportFormat, type ExportedRecord } from "./exported-record.ts";
import { generationRecord, type SavedGeneration } from "./generation-record.ts";

/** A record that a file brings, and the id that it had there, by which others in the file may name it. */
export interface ImportedRecord {
  readonly id: string | null;
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
    records: rows.map((row, at) => ({ id: null, record: fromGeneration(row, `${file}, item ${at + 1}`) })),
    leftOut: [],
  };
}

function fromExport(exported: readonly ExportedRecord[]): ReadImport {
  const records: ImportedRecord[] = [];
  const leftOut: { where: string; why: string }[] = [];
  const takenBack = withdrawnIn(exported);
  for (const { index, id, kind, time, body, private: opened, closed } of exported) {
    const where = `record ${index} (${kind})`;
    if (kind === "corpus") continue; // logged again before the first decision that cites it
    if (takenBack.has(id)) leftOut.push({ where, why: "what it vouches for was taken back" });
    else if (kind === "erasure" || kind === "withdrawal")
      leftOut.push({ where, why: "it is about a record of another log" });
    else if (!isRecordKind(kind)) leftOut.push({ where, why: "this program does not know its kind" });
    else if (closed.some((field) => needed[kind]?.includes(field)))
      leftOut.push({ where, why: `its ${closed.join(", ")} was erased or left out of the export` });
    else
      records.push({
        id,
        record: {
          kind,
          body: { ...withoutReplaced(kind, body), ...opened } as never,
          happened: time.happened ?? time.recorded,
          later: true,
        },
      });
  }
  return { records, leftOut };
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

/** The ids of what was replaced are those of another log. */
function withoutReplaced(kind: string, body: ExportedRecord["body"]): ExportedRecord["body"] {
  if (kind !== "attestation" || body["replaces"] === undefined) return body;
  const { replaces: _, ...others } = body;
  return others;
}

/** Private fields without which a record of the kind says nothing. */
const needed: Partial<Record<RecordKind, readonly string[]>> = {
  attestation: ["by", "privateValue"],
  review: ["by", "confirmedBy"],
  note: ["text"],
  edit: ["what"],
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
  const { index, kind, time, body, private: opened, closed } = (record ?? {}) as Partial<ExportedRecord>;
  return (
    typeof index === "number" &&
    typeof kind === "string" &&
    typeof time?.recorded === "string" &&
    typeof body === "object" &&
    typeof opened === "object" &&
    Array.isArray(closed)
  );
}

/** One JSON value, or one a line. */
function parse(text: string, file: string): unknown {
  try {
    return JSON.parse(text);
  } catch (cause) {
    const lines = text.split("\n").flatMap((line, at) => (line.trim() === "" ? [] : [{ line, at: at + 1 }]));
    if (lines.length < 2) throw notJson(file, cause);
    return lines.map(({ line, at }) => {
      try {
        return JSON.parse(line) as unknown;
      } catch (error) {
        throw notJson(`${file}, line ${at}`, error);
      }
    });
  }
}

const notJson = (where: string, cause: unknown): CleartitleError =>
  new CleartitleError(
    "bad-json",
    `${where} is not JSON: ${cause instanceof Error ? cause.message : String(cause)}. Give an export (cleartitle export), an array of generations, or one a line.`,
    cause,
  );
