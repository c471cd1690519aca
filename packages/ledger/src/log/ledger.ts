import { setImmediate } from "node:timers/promises";
import { LedgerError } from "../ledger-error.ts";
import type { KeyRing } from "../keys/key-ring.ts";
import { signNote, type SigningKey } from "../keys/signing-key.ts";
import type { Lock } from "../lock/lock.ts";
import { writeWhole, type Storage } from "../storage/storage.ts";
import { storageError } from "../storage/storage-error.ts";
import { checkEntryLength } from "../tree/bundle.ts";
import { leafHash } from "../tree/hash.ts";
import { equalBytes, utf8 } from "../verify/bytes.ts";
import { formatTreeHead, parseCheckpoint, type Checkpoint } from "../verify/checkpoint.ts";
import { journalFolder } from "./journal.ts";
import { JournalWriter } from "./journal-writer.ts";
import { parseNote, type NoteSignature } from "../verify/note.ts";
import { LogReader } from "./log-reader.ts";
import { introduceKey } from "./introduce-key.ts";
import { checkpointPath, isSignedBy } from "./open-log.ts";
import type { Recovery } from "./recover.ts";
import { publish, removeOutgrown, type Published } from "./publish.ts";

/** Where an entry is in the log. When one has this, the entry survives a loss of power. */
export interface Appended {
  readonly index: number;
  readonly leaf: Uint8Array;
}

/** What opening found: entries that a crash had left in the journal, and the bytes of a write that it had cut off. */
export interface Recovered {
  readonly entries: number;
  readonly tornBytes: number;
}

/** Everything a writer starts from; made by `openLedger`. */
export interface LedgerParts {
  readonly storage: Storage;
  readonly keyRing: KeyRing;
  readonly key: SigningKey;
  readonly lock: Lock;
  readonly origin: string;
  readonly head: Checkpoint;
  readonly signedHead: string;
  readonly published: Published;
  readonly recovered: Recovered;
}

interface Waiting {
  readonly entries: readonly Uint8Array[];
  readonly leaves: readonly Uint8Array[];
  readonly resolve: (first: number) => void;
  readonly reject: (error: LedgerError) => void;
}

/** Bytes of one batch; more waits for the next. Bounds the memory that a batch takes twice. */
const largestBatch = 8 * 1024 * 1024;
/** What may be acknowledged without being in tiles before a checkpoint is made, and before appending has to wait for it. */
const publishAt = 16 * 1024 * 1024;
const waitAt = 64 * 1024 * 1024;

/**
 * The one writer of a log.
 *
 * Appending is group commit without a timer: what is asked for while a batch is being synced goes with the next one.
 * After any failed write or sync the writer takes nothing more, for after a failed sync nobody can say what the disk
 * holds (PostgreSQL's "fsyncgate", 2018); opening the log again finds out. What was acknowledged is there.
 */
export class Ledger {
  readonly origin: string;
  readonly recovered: Recovered;
  readonly #parts: LedgerParts;
  readonly #knownFolders = new Set<string>();
  readonly #journals: JournalWriter;
  #key: SigningKey;
  #head: Checkpoint;
  #signedHead: string;
  #published: Published;
  #waiting: Waiting[] = [];
  #pending: Uint8Array[] = [];
  #pendingLeaves: Uint8Array[] = [];
  #pendingBytes = 0;
  #reader: LogReader | null = null;
  #flushing: Promise<void> | null = null;
  #publishing: Promise<void> | null = null;
  #failure: LedgerError | null = null;
  #closed = false;

  constructor(parts: LedgerParts) {
    this.#parts = parts;
    this.origin = parts.origin;
    this.recovered = parts.recovered;
    this.#key = parts.key;
    this.#head = parts.head;
    this.#signedHead = parts.signedHead;
    this.#published = parts.published;
    this.#journals = new JournalWriter(parts.storage, parts.origin, this.#knownFolders);
  }

  /** Entries that are safe on disk, whether or not a signed head covers them yet. */
  get size(): number {
    return this.#published.frontier.size + this.#pending.length;
  }

  /** The last signed head. */
  get head(): Checkpoint {
    return this.#head;
  }

  /** The name and public key that verify this log's heads. */
  get verifierKey(): SigningKey["public"] {
    return this.#key.public;
  }

  /** The failure that stopped the writer, or null. */
  get failure(): LedgerError | null {
    return this.#failure;
  }

  /**
   * Appends one entry: any bytes up to 65,535. Resolves when it is safe on disk.
   * Throws `entry-too-large`, `no-space`, `read-only`, `storage-failed`, `stopped`, `closed`.
   *
   * @example
   *   const { index } = await ledger.append(new TextEncoder().encode("{}"));
   */
  async append(entry: Uint8Array): Promise<Appended> {
    const [appended] = await this.appendAll([entry]);
    return appended!;
  }

  /** Appends several entries side by side, with nothing between them, and all of them in one batch. */
  async appendAll(entries: readonly Uint8Array[]): Promise<readonly Appended[]> {
    this.#checkUsable();
    for (const entry of entries) checkEntryLength(entry);
    if (entries.length === 0) return [];
    const copies = entries.map((entry) => Uint8Array.prototype.slice.call(entry));
    const leaves = copies.map(leafHash);
    const first = await new Promise<number>((resolve, reject) => {
      this.#waiting.push({ entries: copies, leaves, resolve, reject });
      this.#flushing ??= this.#flush();
    });
    return leaves.map((leaf, at) => ({ index: first + at, leaf }));
  }

  /**
   * Signs a head over everything acknowledged so far and returns it. Call it now and then, and before making proofs;
   * `close` does it too. Between two heads entries are safe from crashes, but not yet from being tampered with.
   */
  async checkpoint(): Promise<Checkpoint> {
    this.#checkUsable();
    return this.#cover(this.size);
  }

  /** Reads up to the last signed head. */
  reader(): LogReader {
    if (this.#reader?.signedHead !== this.#signedHead) {
      this.#reader = new LogReader(this.#parts.storage, this.#head, this.#signedHead);
    }
    return this.#reader;
  }

  /** An entry that is acknowledged, also where no head covers it yet. Throws `not-found` and `damaged`. */
  async entry(index: number): Promise<Uint8Array> {
    const pending = this.#pending[index - this.#published.frontier.size];
    return pending ?? (await this.reader().entry(index)).bytes;
  }

  /** Signs what is left, gives the lock back and closes the files. A writer that had stopped only gives the lock back. */
  async close(): Promise<void> {
    if (this.#closed) return;
    this.#closed = true;
    try {
      await this.#flushing;
      if (this.#failure === null) await this.#cover(this.size);
      if (this.#failure === null) await this.#removeJournals();
    } finally {
      await this.#publishing?.catch(() => {});
      await this.#journals.close();
      await this.#parts.lock.release();
    }
  }

  /** Brings what a crash left in the journal into the tiles, then removes the journal. Part of `openLedger`. */
  async takeUp(recovery: Recovery): Promise<void> {
    this.#pending = [...recovery.entries];
    this.#pendingLeaves = [...recovery.leaves];
    await this.checkpoint();
    for (const path of recovery.files) await this.#parts.storage.remove(path);
    if (recovery.files.length > 0) await this.#parts.storage.syncFolder(journalFolder);
  }

  /**
   * Makes a new signing key, has the old one endorse it, and signs the head with it. The old private key is removed; its
   * public half stays in the log, so proofs that it signed still verify.
   */
  async rotateKey(): Promise<Checkpoint> {
    this.#checkUsable();
    const { storage, keyRing, lock } = this.#parts;
    await lock.check();
    const next = await introduceKey(storage, keyRing, this.origin, {
      key: this.#key.public,
      signing: this.#key,
    });
    await keyRing.promote();
    this.#key = next;
    return this.#cover(this.size);
  }

  /**
   * Signs an earlier head of this log with the key of now, so that it verifies with either. Throws `forked` where the
   * head is not one of this log: a head is never signed over other entries than those that are here.
   */
  async signAgain(signedHead: string): Promise<NoteSignature> {
    this.#checkUsable();
    const { origin, size, root, note } = parseCheckpoint(signedHead);
    const now =
      origin === this.origin && size <= this.#head.size ? await this.reader().tree.root(size) : null;
    if (now === null || !equalBytes(now, root)) {
      throw new LedgerError(
        "forked",
        `the head over ${size} entries is not one of the log ${this.origin}`,
        "It belongs to another copy of the log: keep it as evidence, apart from this one.",
      );
    }
    return parseNote(signNote(note.text, [this.#key])).signatures[0]!;
  }

  async #cover(size: number): Promise<Checkpoint> {
    while (this.#head.size < size || !isSignedBy(this.#head, this.#key.public)) {
      if (this.#failure !== null) throw this.#failure;
      this.#publishing ??= this.#publish();
      await this.#publishing;
    }
    return this.#head;
  }

  async #flush(): Promise<void> {
    let batch: Waiting[] = [];
    try {
      for (;;) {
        // One turn of the event loop: those who have just been answered can ask again and be in this batch.
        await setImmediate();
        if (this.#failure !== null) break;
        batch = this.#takeBatch();
        if (batch.length === 0) break;
        await this.#write(batch);
        if (this.#pendingBytes >= publishAt && this.#publishing === null) {
          this.#publishing = this.#publish();
          this.#publishing.catch(() => {});
        }
        if (this.#pendingBytes >= waitAt) await this.#publishing;
      }
    } catch (cause) {
      this.#stop(cause, batch);
    } finally {
      this.#flushing = null;
    }
  }

  #takeBatch(): Waiting[] {
    let bytes = 0;
    let count = 0;
    for (const { entries } of this.#waiting) {
      bytes += entries.reduce((sum, entry) => sum + entry.length, 0);
      if (count > 0 && bytes > largestBatch) break;
      count += 1;
    }
    return this.#waiting.splice(0, count);
  }

  async #write(batch: readonly Waiting[]): Promise<void> {
    const entries = batch.flatMap((waiting) => waiting.entries);
    const leaves = batch.flatMap((waiting) => waiting.leaves);
    const start = this.size;
    const length = await this.#journals.write(start, entries, leaves);
    for (const entry of entries) this.#pending.push(entry);
    for (const leaf of leaves) this.#pendingLeaves.push(leaf);
    this.#pendingBytes += length;
    let first = start;
    for (const waiting of batch) {
      waiting.resolve(first);
      first += waiting.entries.length;
    }
  }

  async #publish(): Promise<void> {
    const { storage, lock } = this.#parts;
    try {
      const entries = [...this.#pending];
      const leaves = [...this.#pendingLeaves];
      const before = this.#published;
      this.#journals.startNewFile();
      const after = await publish(storage, before, entries, leaves, this.#knownFolders);
      await lock.check();
      await this.#sign(after);
      this.#pending = this.#pending.slice(entries.length);
      this.#pendingLeaves = this.#pendingLeaves.slice(entries.length);
      this.#pendingBytes = this.#pending.reduce((sum, entry) => sum + entry.length, 0);
      this.#published = after;
      await this.#removeJournals();
      await removeOutgrown(storage, before.frontier, after.frontier.size);
    } catch (cause) {
      throw this.#stop(cause, []);
    } finally {
      this.#publishing = null;
    }
  }

  async #sign({ frontier }: Published): Promise<void> {
    const text = formatTreeHead({ origin: this.origin, size: frontier.size, root: frontier.root() });
    const signed = signNote(text, [this.#key]);
    const { storage, keyRing } = this.#parts;
    // Remembered first: a head that somebody has seen must be one that we know of.
    await keyRing.remember(signed);
    await writeWhole(storage, checkpointPath, utf8(signed));
    await storage.syncFolder("");
    this.#head = parseCheckpoint(signed);
    this.#signedHead = signed;
  }

  async #removeJournals(): Promise<void> {
    const isIdle = this.#pending.length === 0 && this.#flushing === null;
    await this.#journals.removeSpent(this.#published.frontier.size, isIdle);
  }

  #stop(cause: unknown, batch: readonly Waiting[]): LedgerError {
    const error = storageError("writing the log", cause);
    this.#failure ??= error;
    const waiting = [...batch, ...this.#waiting.splice(0)];
    for (const { reject } of waiting) reject(error);
    return error;
  }

  #checkUsable(): void {
    if (this.#failure !== null) {
      throw new LedgerError(
        "stopped",
        `the writer stopped when this happened: ${this.#failure.message}`,
        `${this.#failure.remedy} Close this writer and open the log again.`,
        this.#failure,
      );
    }
    if (this.#closed) throw new LedgerError("closed", "this writer was closed", "Open the log again.");
  }
}
