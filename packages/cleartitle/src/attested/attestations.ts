import { findParty, type Corpus } from "@cleartitle/corpus";

import type { Question } from "../ask/question.ts";
import type { ReadableRecords } from "../records/records.ts";
import { nothingOnRecord, type StandingFacts } from "./attested.ts";
import { earlierStatements } from "./earlier-statements.ts";
import { openStatements, type OpenStatement } from "./open-statements.ts";
import { standingFacts } from "./standing-facts.ts";

type Read = Pick<ReadableRecords, "catalog" | "privates">;

/**
 * What people vouch for on record, as far as it counts for questions. One look into the index for each file; what is about no file is looked up
 * once.
 */
export class Attestations {
  readonly #corpus: Corpus;
  readonly #records: Read;
  #general: Promise<readonly OpenStatement[]> | null = null;

  constructor(corpus: Corpus, records: Read) {
    this.#corpus = corpus;
    this.#records = records;
  }

  /** What counts for a question about the file with this SHA-256, or about none. */
  async about(sha256: string | null, { use, market }: Question): Promise<StandingFacts> {
    this.#general ??= openStatements(this.#records, null);
    const general = await this.#general;
    const about = sha256 === null ? [] : await openStatements(this.#records, sha256);
    const remarks = sha256 === null ? [] : earlierStatements(this.#records.catalog, sha256, about);
    if (general.length + about.length + remarks.length === 0) return nothingOnRecord;
    const place =
      typeof market === "string" ? (findParty(this.#corpus, "market", market)?.id ?? market) : null;
    const standing = standingFacts(this.#corpus.registry, { about, general, use, market: place });
    return { ...standing, remarks: [...standing.remarks, ...remarks] };
  }
}
