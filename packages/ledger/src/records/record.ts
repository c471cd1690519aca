import { LedgerError } from "../ledger-error.ts";
import { utf8, utf8Text } from "../verify/bytes.ts";
import { canonicalJson } from "./canonical-json.ts";
import type { RecordBodies, RecordKind } from "./kinds/record-kinds.ts";

/**
 * When it was recorded and when it happened. Courts ask for records made at the time, so a record says of itself which
 * it is: `live` only where the writer's clock stood at what happened, otherwise `recorded-later`.
 */
export interface RecordTime {
  /** By the writer's clock, in UTC. */
  readonly recorded: string;
  /** As whoever recorded it says; null where it is the recording itself. */
  readonly happened: string | null;
  readonly basis: "live" | "recorded-later";
  /** The time of an earlier record, where the clock stood before it and somebody confirmed that it is right now. */
  readonly clockWasAt?: string;
}

/** A record as it is logged. Private fields are missing from `body`; `private` holds their commitments. */
export interface LedgerRecord<Kind extends RecordKind = RecordKind> {
  readonly format: "cleartitle/record";
  readonly kind: Kind;
  readonly version: number;
  readonly id: string;
  readonly time: RecordTime;
  readonly body: Partial<RecordBodies[Kind]>;
  readonly private: { readonly [field: string]: string };
}

/** The bytes of the log's entry: canonical JSON. */
export function encodeRecord(record: LedgerRecord): Uint8Array {
  return utf8(canonicalJson(record));
}

/**
 * Reads an entry as a record. Records of kinds or versions that this program does not know are given back as they are,
 * for a log outlives its programs. Throws `record-invalid` for what is no record, or is not in canonical form.
 */
export function decodeRecord(entry: Uint8Array): LedgerRecord {
  let value: unknown;
  const text = utf8Text(entry, "the entry");
  try {
    value = JSON.parse(text);
  } catch (cause) {
    throw notRecord("it is not JSON", cause);
  }
  if (!looksLikeRecord(value)) throw notRecord("fields that every record has are missing");
  if (canonicalJson(value) !== text) throw notRecord("it is not in canonical form");
  return value;
}

/** Whether a record is of a kind, so that its body can be read as such. */
export function isOfKind<Kind extends RecordKind>(
  record: LedgerRecord,
  kind: Kind,
): record is LedgerRecord<Kind> {
  return record.kind === kind;
}

function looksLikeRecord(value: unknown): value is LedgerRecord {
  if (typeof value !== "object" || value === null) return false;
  const { format, kind, version, id, time, body, private: commitments } = value as Partial<LedgerRecord>;
  return (
    format === "cleartitle/record" &&
    typeof kind === "string" &&
    typeof version === "number" &&
    typeof id === "string" &&
    typeof time?.recorded === "string" &&
    typeof body === "object" &&
    typeof commitments === "object"
  );
}

function notRecord(why: string, cause?: unknown): LedgerError {
  return new LedgerError(
    "record-invalid",
    `the entry is not a record: ${why}`,
    "Verify the log; see who wrote it.",
    cause,
  );
}
