import { randomUUID } from "node:crypto";
import { LedgerError } from "../ledger-error.ts";
import type { Ledger } from "../log/ledger.ts";
import { inTurns } from "../storage/in-turns.ts";
import type { Disclosure } from "../verify/disclosure.ts";
import { checkEntryLength } from "../tree/bundle.ts";
import { commit } from "./commitment.ts";
import type { CorpusReference } from "./kinds/fields.ts";
import { isRecordKind, recordKinds, type RecordBodies, type RecordKind } from "./kinds/record-kinds.ts";
import type { PrivateStore } from "./private-store.ts";
import { decodeRecord, encodeRecord, isOfKind, type LedgerRecord } from "./record.ts";
import { checkClock, recordTime, type Clock } from "./record-time.ts";

/** One thing to be recorded. */
export interface NewRecord<Kind extends RecordKind = RecordKind> {
  readonly kind: Kind;
  readonly body: RecordBodies[Kind];
  /** When it happened, as RFC 3339 text. A generation has it in `timestamp`. Left out: now. */
  readonly happened?: string;
  /** Marks it as recorded later whatever the clock says: imports do. There is no way to mark it as live. */
  readonly later?: boolean;
  /** The id, a UUID that nothing on record has, where others that are written with it name it; left out, it is drawn. */
  readonly id?: string;
}

export interface Written<Kind extends RecordKind = RecordKind> {
  readonly index: number;
  readonly record: LedgerRecord<Kind>;
  /** What opens its private fields. */
  readonly openings: readonly Disclosure[];
}

export interface RecordWriterOptions {
  readonly ledger: Ledger;
  readonly store: PrivateStore;
  readonly clock: Clock;
  /** Somebody confirmed that the clock is right now although it stands before the last record. */
  readonly clockConfirmed?: boolean;
  /** Digests of corpora that are in the log already, so that they are not logged again. */
  readonly knownCorpora?: Iterable<string>;
}

/**
 * Writes records into a ledger: checks them, puts private fields aside, states the time, and logs the corpus that a
 * decision rests on before the decision.
 */
export class RecordWriter {
  readonly #ledger: Ledger;
  readonly #store: PrivateStore;
  readonly #clock: Clock;
  readonly #clockConfirmed: boolean;
  readonly #corpora: Set<string>;
  #last: string | null;

  private constructor(options: RecordWriterOptions, last: string | null) {
    this.#ledger = options.ledger;
    this.#store = options.store;
    this.#clock = options.clock;
    this.#clockConfirmed = options.clockConfirmed ?? false;
    this.#corpora = new Set(options.knownCorpora);
    this.#last = last;
  }

  /** Looks up when the last record was written. Throws `record-invalid` where the log holds something else. */
  static async open(options: RecordWriterOptions): Promise<RecordWriter> {
    const { ledger } = options;
    const last = ledger.size === 0 ? null : decodeRecord(await ledger.entry(ledger.size - 1)).time.recorded;
    return new RecordWriter(options, last);
  }

  /**
   * Records one thing; it and its private fields are safe on disk when this returns.
   * Throws `record-invalid`, `from-the-future`, `clock-backwards`, `entry-too-large` and what the ledger throws.
   *
   * @example
   *   await records.write({ kind: "note", body: { about: sha256, text: "The client asked for it." } });
   */
  async write<Kind extends RecordKind>(one: NewRecord<Kind>): Promise<Written<Kind>> {
    const [written] = await this.writeAll([one]);
    return written as unknown as Written<Kind>;
  }

  /** Records several things side by side in the log. Either all are checked and written, or none. */
  async writeAll(all: readonly NewRecord[]): Promise<readonly Written[]> {
    const now = this.#clock();
    const clockWasAt = this.#checkClock(now);
    const prepared = all.map((one) => prepare(one, now, clockWasAt));
    const fresh = new Set<string>();
    const withCorpora = prepared.flatMap((one) => [
      ...this.#corpusBefore(one.record, fresh).map((body) =>
        prepare({ kind: "corpus", body }, now, clockWasAt),
      ),
      one,
    ]);
    const entries = withCorpora.map(({ record }) => encodeRecord(record));
    for (const entry of entries) checkEntryLength(entry);
    await this.#keep(withCorpora.filter(({ openings }) => openings.length > 0));
    const appended = await this.#ledger.appendAll(entries);
    this.#last = now.toISOString();
    const written = withCorpora.map((one, at) => ({ ...one, index: appended[at]!.index }));
    for (const digest of fresh) this.#corpora.add(digest);
    const asked = new Set(prepared.map(({ record }) => record));
    return written.filter(({ record }) => asked.has(record));
  }

  /**
   * Erases private fields of a record for good: first the log says so, then salt and value are removed. The record and
   * every proof of it still hold. Throws `not-found` where the record has no such field.
   */
  async erase(
    index: number,
    fields: readonly string[] | "all",
    reason?: string,
  ): Promise<Written<"erasure">> {
    const record = decodeRecord(await this.#ledger.entry(index));
    const has = Object.keys(record.private);
    const erased = fields === "all" ? has : fields;
    const missing = erased.find((field) => !has.includes(field));
    if (erased.length === 0 || missing !== undefined) {
      throw new LedgerError(
        "not-found",
        `record ${index} has no private field${missing === undefined ? "" : ` "${missing}"`}`,
        has.length === 0 ? "There is nothing to erase." : `It has: ${has.join(", ")}.`,
      );
    }
    const body = { record: record.id, index, fields: erased, reason };
    const written = await this.write({ kind: "erasure", body });
    await this.#store.erase(record.id, erased);
    return written;
  }

  /** Puts private fields aside, all or none: of records that are not to be, no name or prompt stays behind. */
  async #keep(prepared: readonly Prepared[]): Promise<void> {
    try {
      await inTurns(prepared, keptAtOnce, ({ record, openings }) => this.#store.keep(record.id, openings));
    } catch (error) {
      await inTurns(prepared, keptAtOnce, ({ record }) =>
        this.#store.erase(record.id, "all").catch(() => {}),
      );
      throw error;
    }
  }

  #checkClock(now: Date): string | null {
    if (this.#last === null) return null;
    try {
      checkClock(now, this.#last);
      return null;
    } catch (error) {
      if (!this.#clockConfirmed) throw error;
      return this.#last;
    }
  }

  #corpusBefore(record: LedgerRecord, fresh: Set<string>): readonly CorpusReference[] {
    const corpus = isOfKind(record, "decision") ? record.body.corpus : undefined;
    if (corpus === undefined || this.#corpora.has(corpus.digest) || fresh.has(corpus.digest)) return [];
    fresh.add(corpus.digest);
    return [corpus];
  }
}

/** Files of private fields that are written side by side. */
const keptAtOnce = 32;

interface Prepared {
  readonly record: LedgerRecord;
  readonly openings: readonly Disclosure[];
}

function prepare(one: NewRecord, now: Date, clockWasAt: string | null): Prepared {
  const body = checkBody(one.kind, one.body);
  const { version, personal } = recordKinds[one.kind] as { version: number; personal: readonly string[] };
  const happened = one.happened ?? (one.kind === "generation" ? (body["timestamp"] as string) : null);
  const time = recordTime(now, happened, (one.later ?? false) || clockWasAt !== null);
  const commitments = personal.flatMap((field) =>
    body[field] === undefined ? [] : [commit(field, body[field])],
  );
  const open = Object.entries(body).filter(
    ([field, value]) => !personal.includes(field) && value !== undefined,
  );
  const record: LedgerRecord = {
    format: "cleartitle/record",
    kind: one.kind,
    version,
    id: one.id ?? randomUUID(),
    time: clockWasAt === null ? time : { ...time, clockWasAt },
    body: Object.fromEntries(open),
    private: Object.fromEntries(commitments.map(({ digest, opening }) => [opening.field, digest])),
  };
  return { record, openings: commitments.map(({ opening }) => opening) };
}

/** Throws `record-invalid` and names the field. */
function checkBody(kind: string, body: unknown): Readonly<Record<string, unknown>> {
  if (!isRecordKind(kind)) {
    const known = Object.keys(recordKinds).join(", ");
    throw new LedgerError("record-invalid", `there is no kind of record "${kind}"`, `Use one of: ${known}.`);
  }
  const parsed = recordKinds[kind].body.safeParse(body);
  if (parsed.success) return parsed.data as unknown as Readonly<Record<string, unknown>>;
  const issues = parsed.error.issues.map(
    ({ path, message }) => `${path.join(".") || "the record"}: ${message}`,
  );
  throw new LedgerError(
    "record-invalid",
    `this is not a valid ${kind}: ${issues.join("; ")}`,
    "Correct the fields named.",
  );
}
