import { createHash } from "node:crypto";
import { extname, resolve } from "node:path";
import type { Evidence } from "../evidence.ts";
import { type FileState, fileState } from "./file-state.ts";
import { openScanDatabase, type ScanDatabase } from "./scan-database.ts";

export interface ScanCacheOptions {
  /** Names what reads, and in which way: evidence of another reader is forgotten. */
  readonly reader: string;
  /** Today, as an ISO date: Content Credentials are checked again on another day, because certificates expire. */
  readonly today: string;
  /**
   * Told in a sentence where the cache is another version's, cannot be read or written any more, or only be read. Files are read all the same: a
   * cache saves time and has no answer of its own.
   */
  readonly onTrouble?: (reason: string) => void;
  /** Certificates that are trusted besides the pinned ones; with others they are checked again too. */
  readonly anchors?: string;
}

/** Answers that an interruption may cost, and characters of them. */
const rowsPerWrite = 64;
const charactersPerWrite = 4_194_304;

interface Row {
  readonly state: FileState;
  readonly sha256: string | null;
  readonly day: string | null;
  readonly evidence: string;
}

/**
 * What was read of files before, in a SQLite file: of the same file that nobody has touched since (`fileState`), and of the same content (SHA-256)
 * under another name. An interrupted scan goes on where it was; memory does not grow with the number of files. Several commands may use one at once:
 * rows are written a few at a time, so that nobody holds the file for long.
 */
export class ScanCache {
  readonly #database: ScanDatabase;
  readonly #reader: string;
  /** The day, and whom one trusts: what an answer about Content Credentials hangs on. */
  readonly #day: string;
  readonly #onTrouble: (reason: string) => void;
  #rows: Row[] = [];
  #characters = 0;
  #hasTrouble = false;

  /** @throws where the file is no cache of this kind, or there is no place for one. */
  constructor(path: string, { reader, today, anchors = "", onTrouble }: ScanCacheOptions) {
    this.#reader = reader;
    this.#day = anchors === "" ? today : `${today} ${createHash("sha256").update(anchors).digest("hex")}`;
    this.#onTrouble = onTrouble ?? ((): void => {});
    this.#database = openScanDatabase(resolve(path), reader);
    if (this.#database.forgot)
      this.#onTrouble(
        "it was made by another version; what it knew is forgotten, and the files are read anew",
      );
    if (this.#database.canWrite) return;
    this.#onTrouble("it cannot be written; what it knows is used, and nothing is added");
  }

  /** How the file lies there now; null where it does not, or cannot be looked at: then reading it says why. */
  stateOf(path: string): FileState | null {
    return fileState(path);
  }

  /** What was read of the file when it was the same as now. */
  find({ path, size, changed }: FileState): Evidence | null {
    const waiting = this.#rows.find(
      ({ state }) => state.path === path && state.size === size && state.changed === changed,
    );
    if (waiting !== undefined) return JSON.parse(waiting.evidence) as Evidence;
    return this.#attempt(() => {
      const row = this.#database.find.get(path, size, changed, this.#day, this.#reader);
      return row === undefined ? null : (JSON.parse(String(row["evidence"])) as Evidence);
    }, null);
  }

  /** What was read of another file with this content and the same ending of its name, which is all of a name that evidence hangs on. */
  findContent(sha256: string, path: string): Evidence | null {
    const ending = extname(path).toLowerCase();
    const fits = (other: string): boolean => extname(other).toLowerCase() === ending;
    const waiting = this.#rows.find((row) => row.sha256 === sha256 && fits(row.state.path));
    if (waiting !== undefined) return JSON.parse(waiting.evidence) as Evidence;
    return this.#attempt(() => {
      const same = this.#database.findContent
        .all(sha256, this.#day, this.#reader)
        .find((row) => fits(String(row["path"])));
      return same === undefined ? null : (JSON.parse(String(same["evidence"])) as Evidence);
    }, null);
  }

  /** `state` is the one from before the file was read: if it changed meanwhile, it will be read again. */
  keep(state: FileState, evidence: Evidence): void {
    if (this.#hasTrouble || !this.#database.canWrite) return;
    const day = evidence.contentCredentials.state === "absent" ? null : this.#day;
    const text = JSON.stringify(evidence);
    this.#rows.push({ state, sha256: evidence.sha256, day, evidence: text });
    this.#characters += text.length;
    if (this.#rows.length === rowsPerWrite || this.#characters > charactersPerWrite) this.flush();
  }

  close(): void {
    this.flush();
    this.#attempt(() => this.#database.close(), undefined);
  }

  /** Writes what was kept so far, for who may be interrupted. */
  flush(): void {
    const rows = this.#rows;
    this.#rows = [];
    this.#characters = 0;
    if (rows.length === 0) return;
    this.#attempt(() => {
      this.#database.together(() => {
        for (const { state, sha256, day, evidence } of rows)
          this.#database.keep.run(state.path, state.size, state.changed, sha256, day, evidence, this.#reader);
      });
    }, undefined);
  }

  /** After the first failure the cache knows nothing and keeps nothing: files are read as if there were none. */
  #attempt<T>(work: () => T, otherwise: T): T {
    if (this.#hasTrouble) return otherwise;
    try {
      return work();
    } catch (error) {
      this.#hasTrouble = true;
      this.#onTrouble(`${error instanceof Error ? error.message : String(error)}; files are read without it`);
      return otherwise;
    }
  }
}
