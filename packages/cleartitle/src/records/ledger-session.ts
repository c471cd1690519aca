import type { NewRecord, Written } from "@cleartitle/ledger/records";

import type { LedgerPlace } from "./ledger-place.ts";
import type { ReadableRecords, RecordsWriter } from "./records.ts";

/** A generation that is on record, in the index or on its way there. */
type KnownGeneration = Pick<Written, "index" | "record">;

/** Generations that may wait to be in the index; with more the index is brought up to the log. */
const mostUnsettled = 256;

/**
 * A ledger that a program writes to now and then, with calls that overlap: opened, and made where there is none, with the first call that needs it, and
 * open until `close`. Generations share syncs; everything else takes its turn, over an index that knows all that was written before.
 */
export class LedgerSession {
  readonly #place: () => Promise<LedgerPlace>;
  readonly #now: () => Date;
  #writer: Promise<RecordsWriter> | null = null;
  /** Generations that were saved since the index was last brought up to the log. */
  #unsettled = new Map<string, Promise<Written>>();
  /** Work on the index, one after the other. */
  #settling: Promise<unknown> = Promise.resolve();

  constructor(place: () => Promise<LedgerPlace>, now: () => Date) {
    this.#place = place;
    this.#now = now;
  }

  /** The writer of the ledger. Throws what keeps it from being opened; the next call tries again, for that may pass. */
  async open(): Promise<RecordsWriter> {
    this.#writer ??= (async () => {
      const { RecordsWriter } = await import("./records.ts");
      return RecordsWriter.open(await this.#place(), { now: this.#now });
    })();
    try {
      return await this.#writer;
    } catch (error) {
      this.#writer = null;
      throw error;
    }
  }

  /** The records, all that was written included. */
  async read(): Promise<ReadableRecords> {
    const writer = await this.open();
    await this.#settle();
    return writer.read();
  }

  /** The index as the open writer has it; null while nothing was opened for writing. */
  async opened(): Promise<ReadableRecords | null> {
    const writer = await this.#writer?.catch(() => null);
    return writer === null || writer === undefined ? null : writer.read();
  }

  /** Does work that writes, in its turn. */
  async write<T>(work: (writer: RecordsWriter) => Promise<T>): Promise<T> {
    const writer = await this.open();
    return this.#inTurn(async () => {
      await writer.settle();
      return work(writer);
    });
  }

  /** The generation with this id; null where none is on record. */
  async generation(id: string): Promise<KnownGeneration | null> {
    const unsettled = this.#unsettled.get(id);
    if (unsettled !== undefined) return unsettled;
    const { catalog } = await (await this.open()).read();
    const [found] = await catalog.find({ generation: id, kind: "generation", limit: 1 });
    return found === undefined ? null : { index: found.position, record: found.record };
  }

  /** Records a generation that was not on record; it is safe on disk when this returns. Null where another call was first, which is safe by then. */
  async appendGeneration(id: string, generation: NewRecord): Promise<Written | null> {
    const writer = await this.open();
    const first = this.#unsettled.get(id);
    if (first !== undefined) {
      await first;
      return null;
    }
    const writing = writer.append([generation]).then(([written]) => written!);
    this.#unsettled.set(id, writing);
    try {
      const written = await writing;
      if (this.#unsettled.size >= mostUnsettled) await this.#settle();
      return written;
    } catch (error) {
      this.#unsettled.delete(id);
      throw error;
    }
  }

  /** Signs what is left and gives the ledger back. */
  async close(): Promise<void> {
    const opened = this.#writer;
    this.#writer = null;
    if (opened === null) return;
    const writer = await opened.catch(() => null);
    await this.#settling;
    await writer?.close();
  }

  async #settle(): Promise<void> {
    await this.#inTurn(async () => {
      const settled = this.#unsettled;
      this.#unsettled = new Map(settled);
      await Promise.allSettled(settled.values());
      await (await this.open()).settle();
      for (const id of settled.keys()) this.#unsettled.delete(id);
    });
  }

  async #inTurn<T>(work: () => Promise<T>): Promise<T> {
    const turn = this.#settling.then(work);
    this.#settling = turn.catch(() => {});
    return turn;
  }
}
