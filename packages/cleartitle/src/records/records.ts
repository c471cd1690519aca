import { existsSync } from "node:fs";
import { mkdir, readdir, writeFile } from "node:fs/promises";
import { join } from "node:path";

import type { Catalog } from "@cleartitle/catalog";
import { LedgerError, type Ledger, type LogReader } from "@cleartitle/ledger";
import {
  finishErasures,
  RecordWriter,
  type FolderPrivateStore,
  type NewRecord,
  type Written,
} from "@cleartitle/ledger/records";

import type { VerifierKey } from "@cleartitle/ledger/verify";

import { CleartitleError } from "../cleartitle-error.ts";
import { keepWitnessed, readWitnessed } from "../witness/witnessed-heads.ts";
import { explainLedgerError } from "./explain-ledger-error.ts";
import { ExplainedPrivateStore, privateStoreOf } from "./explained-private-store.ts";
import { openCatalog, type OpenedCatalog } from "./open-catalog.ts";
import type { Waiting } from "./when-free.ts";
import { isHeadOf } from "./is-head-of.ts";
import type { LedgerPlace } from "./ledger-place.ts";
import { remadeIndex } from "./remade-index.ts";
import { openLog, openLogToWrite, readLogHead, type OpenedLog } from "./open-log.ts";
import { removeOrphans } from "./remove-orphans.ts";

/** What may lie in the folder of a ledger. */
const ownNames =
  /^(?:log|private|timestamps|witnessed|witnesses\.policy|catalog\.sqlite(?:-wal|-shm|-journal)?|\.gitignore)$/;

/** Private values must not get into a repository by accident; the log itself may. */
const ignored = "private/\ncatalog.sqlite*\n";

/**
 * The records of one ledger, to read: what its last signed head covers, with an index to find them by.
 * Every failure is a {@link CleartitleError} that names the folder and says what to do.
 */
export class Records {
  readonly place: LedgerPlace;
  readonly reader: LogReader;
  readonly keyNotes: readonly string[];
  readonly catalog: Catalog;
  readonly privates: FolderPrivateStore;
  /** What a person is to be told: that the key was not compared, or that the index was not believed. */
  readonly remark: string | null;
  readonly #close: () => Promise<void>;

  protected constructor(
    place: LedgerPlace,
    { reader, head, remark }: OpenedLog,
    { catalog, close }: Pick<OpenedCatalog, "catalog" | "close">,
  ) {
    this.#close = close;
    this.place = place;
    this.reader = reader;
    this.keyNotes = head.keyNotes;
    this.remark = remark;
    this.catalog = catalog;
    this.privates = new ExplainedPrivateStore(place);
  }

  static async open(place: LedgerPlace): Promise<Records> {
    return explained(place, async () => {
      const log = await openLog(place);
      const opened = await openCatalog(place, log.reader, async () => (await openLog(place)).reader);
      const index = opened.indexFault === null ? [] : [remadeIndex(place, opened.indexFault)];
      const remarks = [...(log.remark === null ? [] : [log.remark]), ...index];
      const remark = remarks.length === 0 ? null : remarks.join(" ");
      return new Records(place, { ...log, reader: opened.reader, remark }, opened);
    });
  }

  async close(): Promise<void> {
    await this.#close();
  }
}

export interface WriteOptions extends Waiting {
  readonly now: () => Date;
  /** Somebody confirmed that the clock is right although it stands before the last record. */
  readonly clockConfirmed?: boolean;
}

/** Writes records into one ledger, which is made where there is none yet. One writer at a time; close it. */
export class RecordsWriter {
  readonly place: LedgerPlace;
  /** Whether this made the ledger. */
  readonly isNew: boolean;
  readonly #ledger: Ledger;
  readonly #catalog: Catalog;
  readonly #closeCatalog: () => Promise<void>;
  readonly #writer: RecordWriter;

  private constructor(
    place: LedgerPlace,
    isNew: boolean,
    parts: { readonly ledger: Ledger; readonly opened: OpenedCatalog; readonly writer: RecordWriter },
  ) {
    this.place = place;
    this.isNew = isNew;
    this.#ledger = parts.ledger;
    this.#catalog = parts.opened.catalog;
    this.#closeCatalog = parts.opened.close;
    this.#writer = parts.writer;
  }

  static async open(
    place: LedgerPlace,
    { now, clockConfirmed = false, ...waiting }: WriteOptions,
  ): Promise<RecordsWriter> {
    return explained(place, async () => {
      await refuseForeignFolder(place);
      const isNew = !existsSync(join(place.folder, "log", "checkpoint"));
      await makeFolder(place);
      const ledger = await openLogToWrite(place, isNew, waiting);
      try {
        const opened = await openCatalog(place, ledger.reader());
        const store = privateStoreOf(place);
        // A crash between saying that something is erased and erasing it must not keep it for ever.
        await finishErasures(ledger.reader(), store);
        await removeOrphans(ledger.reader(), store);
        const knownCorpora = await opened.catalog.corpora();
        const writer = await RecordWriter.open({ ledger, store, clock: now, clockConfirmed, knownCorpora });
        return new RecordsWriter(place, isNew, { ledger, opened, writer });
      } catch (error) {
        await ledger.close().catch(() => {});
        throw error;
      }
    });
  }

  /** Records several things, all or none; they are safe on disk and in the catalog when this returns. */
  async write(all: readonly NewRecord[]): Promise<readonly Written[]> {
    const written = await this.append(all);
    await this.settle();
    return written;
  }

  /** The same, but what is written is in the catalog and under a signed head only after `settle`: calls may overlap and share one sync. */
  async append(all: readonly NewRecord[]): Promise<readonly Written[]> {
    return explained(this.place, async () => this.#writer.writeAll(all));
  }

  /** Signs a head over all that was written and brings the catalog up to it. One call at a time. */
  async settle(): Promise<void> {
    await explained(this.place, async () => {
      await this.#ledger.checkpoint();
      try {
        await this.#catalog.catchUp(this.#ledger.reader());
      } catch (error) {
        throw indexFailed(this.place, error);
      }
    });
  }

  /** Logs the erasure, then removes salt and value. */
  async erase(index: number, fields: readonly string[] | "all", reason?: string): Promise<Written> {
    return explained(this.place, async () => {
      const written = await this.#writer.erase(index, fields, reason);
      await this.settle();
      return written;
    });
  }

  /**
   * Gives the log a new signing key, which the old one endorses. Heads that witnesses cosigned are signed with it too, so that proofs under them
   * verify with either key. Returns the new public key.
   */
  async rotateKey(): Promise<VerifierKey> {
    await explained(this.place, async () => {
      await this.#ledger.rotateKey();
      // The known key moves with it, by the old one's endorsement.
      await readLogHead(this.place);
    });
    return this.signHeadsAgain();
  }

  /** Signs the heads that witnesses cosigned with the log's key of now, and returns it. */
  async signHeadsAgain(): Promise<VerifierKey> {
    return explained(this.place, async () => {
      for (const { text, checkpoint } of await readWitnessed(this.place)) {
        // One of another history is evidence, and never signed.
        if (await isHeadOf(this.#ledger.reader(), checkpoint))
          await keepWitnessed(this.place, text, [await this.#ledger.signAgain(text)]);
      }
      return this.#ledger.verifierKey;
    });
  }

  /** The records up to now. It shares the writer's files: use it before the writer is closed, and do not close it. */
  async read(): Promise<Pick<Records, "place" | "reader" | "catalog" | "privates" | "keyNotes">> {
    const { place } = this;
    const { keyNotes } = await explained(place, async () => (await readLogHead(place)).head);
    return {
      place,
      reader: this.#ledger.reader(),
      catalog: this.#catalog,
      privates: new ExplainedPrivateStore(place),
      keyNotes,
    };
  }

  async close(): Promise<void> {
    await this.#closeCatalog();
    await explained(this.place, async () => this.#ledger.close());
  }
}

/** What commands and the library read records through. */
export type ReadableRecords = Awaited<ReturnType<RecordsWriter["read"]>>;

async function explained<T>(place: LedgerPlace, work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    throw explainLedgerError(place, error);
  }
}

/** What SQLite says of a full disk, among other things. The log has the records already. */
function indexFailed({ folder }: LedgerPlace, error: unknown): unknown {
  if (error instanceof LedgerError) return error;
  const why = error instanceof Error ? error.message : String(error);
  return new CleartitleError(
    "ledger",
    `${folder}: the records are in the log, but its index, catalog.sqlite, could not be brought up to it (${why}). See that the disk has space; the next command does it.`,
    error,
  );
}

async function refuseForeignFolder({ folder }: LedgerPlace): Promise<void> {
  const names = await readdir(folder).catch(() => []);
  const foreign = names.filter((name) => !ownNames.test(name));
  if (foreign.length === 0) return;
  throw new CleartitleError(
    "ledger",
    `${folder} holds other things than a ledger (${foreign.slice(0, 3).join(", ")}). Name a folder of its own with --ledger DIR; nothing was changed.`,
  );
}

async function makeFolder({ folder }: LedgerPlace): Promise<void> {
  try {
    await mkdir(folder, { recursive: true });
    const path = join(folder, ".gitignore");
    if (!existsSync(path)) await writeFile(path, ignored);
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error);
    throw new CleartitleError(
      "ledger",
      `${folder} cannot be written to: ${why}. Name another folder with --ledger DIR; nothing was recorded.`,
      error,
    );
  }
}
