import { existsSync } from "node:fs";
import { join, resolve } from "node:path";

import type { Corpus } from "@cleartitle/corpus";

import type { Inspection } from "../answer.ts";
import type { Question } from "../ask/question.ts";
import { Attestations } from "../attested/attestations.ts";
import { nothingOnRecord, type StandingFacts } from "../attested/attested.ts";
import { unreadableLedger } from "../attested/unreadable-ledger.ts";
import { CleartitleError } from "../cleartitle-error.ts";
import { findLedger, type LedgerPlace } from "../records/ledger-place.ts";
import type { ReadableRecords } from "../records/records.ts";
import type { ExitStatus, Surroundings } from "../surroundings.ts";
import { safeText } from "../terminal/safe-text.ts";

export interface OnRecordOptions {
  /** The folder of the ledger; commander's form of `--no-ledger` is false. */
  readonly ledger?: string | false;
}

interface OpenOptions extends OnRecordOptions {
  /** The ledger that is named is about to be made. */
  readonly mayBeMissing?: boolean;
}

/** What people vouch for in the ledger that holds here, for the commands that answer. Reading it waits for no writer. */
export class OnRecord {
  /** The status that the command ends with at least: 2 where the ledger is there and could not be read, 1 where it is not the one that is known. */
  failed: ExitStatus = 0;
  readonly #place: LedgerPlace;
  readonly #around: Surroundings;
  #attestations: Attestations | null = null;
  #close: () => Promise<void> = async () => {};
  #remark: string | null = null;

  private constructor(place: LedgerPlace, around: Surroundings) {
    this.#place = place;
    this.#around = around;
  }

  /** Opens the ledger where there is one, and says on standard error which it is: an answer must not hang on a file that nobody thinks of. */
  static async open(
    { ledger, mayBeMissing = false }: OpenOptions,
    corpus: Corpus,
    around: Surroundings,
  ): Promise<OnRecord> {
    const named = typeof ledger === "string" ? { ledger } : {};
    const place = findLedger(named, around.environment, resolve("."));
    const onRecord = new OnRecord(place, around);
    if (ledger === false) return onRecord;
    if (!existsSync(join(place.folder, "log"))) {
      if (ledger === undefined || mayBeMissing) return onRecord;
      throw new CleartitleError(
        "ledger",
        `${place.folder} holds no ledger. Name another one, or leave --ledger out.`,
      );
    }
    try {
      const { Records } = await import("../records/records.ts");
      const records = await Records.open(place);
      onRecord.#close = async () => records.close();
      if (records.remark !== null) onRecord.#tell(records.remark);
      onRecord.#use(corpus, records);
    } catch (error) {
      onRecord.#fail(error);
    }
    return onRecord;
  }

  /** What is on record in a ledger that is open for writing. */
  static within(records: ReadableRecords, corpus: Corpus, around: Surroundings): OnRecord {
    const onRecord = new OnRecord(records.place, around);
    onRecord.#use(corpus, records, "");
    return onRecord;
  }

  /** What counts for a question about a file, or about none. */
  async about(question: Question, inspection: Inspection | null): Promise<StandingFacts> {
    try {
      if (this.#attestations !== null)
        return await this.#attestations.about(inspection?.sha256 ?? null, question);
    } catch (error) {
      this.#attestations = null;
      this.#fail(error);
    }
    return this.#remark === null ? nothingOnRecord : { ...nothingOnRecord, remarks: [this.#remark] };
  }

  async close(): Promise<void> {
    await this.#close();
  }

  #use(
    corpus: Corpus,
    records: Pick<ReadableRecords, "catalog" | "privates">,
    how = " (--no-ledger leaves it out)",
  ): void {
    if (!records.catalog.hasStatements()) return;
    this.#attestations = new Attestations(corpus, records);
    this.#tell(`Ledger used: ${this.#place.folder}${how}.`);
  }

  #fail(error: unknown): void {
    this.failed = error instanceof CleartitleError && error.code === "other-ledger" ? 1 : 2;
    this.#remark = unreadableLedger(this.#place, error);
    this.#tell(`cleartitle: ${this.#remark}`);
  }

  #tell(text: string): void {
    this.#around.stderr.write(`${safeText(text)}\n`);
  }
}
