import { makeFolders, type Storage, type WritableFile } from "../storage/storage.ts";
import { encodeBatch, journalFolder, journalPath, journalSeed } from "./journal.ts";

interface OpenJournal {
  readonly path: string;
  readonly file: WritableFile;
  digest: Uint8Array;
}

interface SpentJournal {
  readonly path: string;
  readonly file: WritableFile;
  /** The entry that comes after its last one. */
  readonly end: number;
}

/**
 * The journal files of a log that is being written: the one that takes batches, and spent ones that stay until all their
 * entries are in tiles under a signed head.
 */
export class JournalWriter {
  readonly #storage: Storage;
  readonly #origin: string;
  readonly #knownFolders: Set<string>;
  #open: OpenJournal | null = null;
  #spent: readonly SpentJournal[] = [];
  #startNew = false;

  constructor(storage: Storage, origin: string, knownFolders: Set<string>) {
    this.#storage = storage;
    this.#origin = origin;
    this.#knownFolders = knownFolders;
  }

  /** Writes one batch that begins at entry `start`; it is on disk when this returns. Returns the bytes it takes. */
  async write(start: number, entries: readonly Uint8Array[], leaves: readonly Uint8Array[]): Promise<number> {
    const journal = await this.#journalAt(start);
    const { bytes, digest } = encodeBatch(journal.digest, start, entries, leaves);
    const writing = journal.file.write(bytes);
    if (writing !== undefined) await writing;
    await journal.file.sync();
    journal.digest = digest;
    return bytes.length;
  }

  /** The next batch begins a file of its own, so that the files before it can go once their entries are in tiles. */
  startNewFile(): void {
    this.#startNew = true;
  }

  /**
   * Removes files whose entries are all among the first `size`, which are in tiles. `isIdle`: nothing is written or waits
   * to be, so the open file is spent too. The folder is synced, so that none comes back from the dead.
   */
  async removeSpent(size: number, isIdle: boolean): Promise<void> {
    const done = this.#spent.filter(({ end }) => end <= size);
    this.#spent = this.#spent.filter(({ end }) => end > size);
    if (this.#open !== null && isIdle) {
      done.push({ ...this.#open, end: size });
      this.#open = null;
      this.#startNew = false;
    }
    for (const { file, path } of done) {
      await file.close();
      await this.#storage.remove(path);
    }
    if (done.length > 0) await this.#storage.syncFolder(journalFolder);
  }

  /** Closes the files and leaves them where they are. */
  async close(): Promise<void> {
    const files = [...this.#spent, ...(this.#open === null ? [] : [this.#open])];
    this.#spent = [];
    this.#open = null;
    for (const { file } of files) await file.close().catch(() => {});
  }

  async #journalAt(start: number): Promise<OpenJournal> {
    if (this.#open !== null && !this.#startNew) return this.#open;
    if (this.#open !== null) this.#spent = [...this.#spent, { ...this.#open, end: start }];
    this.#startNew = false;
    await makeFolders(this.#storage, journalFolder, this.#knownFolders);
    const path = journalPath(start);
    const file = await this.#storage.create(path);
    this.#open = { path, file, digest: journalSeed(this.#origin, start) };
    await this.#storage.syncFolder(journalFolder);
    return this.#open;
  }
}
