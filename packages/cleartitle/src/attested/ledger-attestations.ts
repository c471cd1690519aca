import { existsSync } from "node:fs";
import { readFile } from "node:fs/promises";
import { join } from "node:path";

import type { Corpus } from "@cleartitle/corpus";

import type { Question } from "../ask/question.ts";
import type { LedgerPlace } from "../records/ledger-place.ts";
import { Records, type ReadableRecords } from "../records/records.ts";
import { Attestations } from "./attestations.ts";
import { nothingOnRecord, type StandingFacts } from "./attested.ts";
import { unreadableLedger } from "./unreadable-ledger.ts";

/**
 * What people vouch for in a ledger that others may write to meanwhile: each new head is taken in. Where this process has the ledger open for
 * writing, the writer's index is read, so that the two never wait for each other.
 */
export class LedgerAttestations {
  readonly #corpus: Corpus;
  readonly #place: LedgerPlace;
  readonly #writing: { opened(): Promise<ReadableRecords | null> };
  #read: { readonly head: string; readonly records: Records; readonly attestations: Attestations } | null =
    null;
  /** One call at a time: two must not open the same index twice. */
  #turn: Promise<unknown> = Promise.resolve();

  constructor(corpus: Corpus, place: LedgerPlace, writing: { opened(): Promise<ReadableRecords | null> }) {
    this.#corpus = corpus;
    this.#place = place;
    this.#writing = writing;
  }

  /** What counts for a question. A ledger that is not there says nothing; one that cannot be read gives a remark, never an error. */
  async about(sha256: string | null, question: Question): Promise<StandingFacts> {
    const turn = this.#turn.then(async () => {
      try {
        return (await (await this.#open())?.about(sha256, question)) ?? nothingOnRecord;
      } catch (error) {
        return { ...nothingOnRecord, remarks: [unreadableLedger(this.#place, error)] };
      }
    });
    this.#turn = turn;
    return turn;
  }

  async close(): Promise<void> {
    await this.#turn;
    await this.#read?.records.close();
    this.#read = null;
  }

  async #open(): Promise<Attestations | null> {
    const written = await this.#writing.opened();
    if (written !== null) return new Attestations(this.#corpus, written);
    const log = join(this.#place.folder, "log");
    if (!existsSync(log)) return null;
    const head = await readFile(join(log, "checkpoint"), "utf8").catch(() => "");
    if (this.#read?.head === head) return this.#read.attestations;
    await this.#read?.records.close();
    this.#read = null;
    const records = await Records.open(this.#place);
    const attestations = new Attestations(this.#corpus, records);
    this.#read = { head, records, attestations };
    return attestations;
  }
}
