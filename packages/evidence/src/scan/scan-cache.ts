import { createHash } from "node:crypto";
import { type BigIntStats, statSync } from "node:fs";
import { extname, resolve } from "node:path";
import { DatabaseSync, type StatementSync } from "node:sqlite";
import type { Evidence } from "../evidence.ts";

export interface ScanCacheOptions {
  /** Names what reads: evidence of another reader is forgotten. */
  readonly reader: string;
  /** Today, as an ISO date: Content Credentials are checked again on another day, because certificates expire. */
  readonly today: string;
  /** Certificates that are trusted besides the pinned ones; with others they are checked again too. */
  readonly anchors?: string;
}

/** A file as it lay there before it was read. */
export interface FileState {
  readonly path: string;
  readonly size: string;
  readonly changed: string;
}

/** Marks a database as ours (SQLite's `application_id`): "CTsc". */
const applicationId = 0x43_54_73_63;
/** Answers that an interruption may cost. */
const rowsPerCommit = 64;

/**
 * What was read of files before, in a SQLite file: of a file with the same path, size and time of change, and of the same content (SHA-256)
 * under another name. An interrupted scan goes on where it was; memory does not grow with the number of files.
 */
export class ScanCache {
  readonly #database: DatabaseSync;
  /** The day, and whom one trusts: what an answer about Content Credentials hangs on. */
  readonly #day: string;
  readonly #find: StatementSync;
  readonly #findContent: StatementSync;
  readonly #keep: StatementSync;
  #uncommitted = 0;

  /** @throws where the file is no cache of this kind, or cannot be written. */
  constructor(path: string, { reader, today, anchors = "" }: ScanCacheOptions) {
    this.#day = anchors === "" ? today : `${today} ${createHash("sha256").update(anchors).digest("hex")}`;
    this.#database = openDatabase(path, reader);
    this.#find = this.#database.prepare(
      "SELECT evidence FROM file WHERE path = ? AND size = ? AND changed = ? AND (day IS NULL OR day = ?)",
    );
    this.#findContent = this.#database.prepare(
      "SELECT path, evidence FROM file WHERE sha256 = ? AND (day IS NULL OR day = ?) LIMIT 8",
    );
    this.#keep = this.#database.prepare(
      "INSERT OR REPLACE INTO file (path, size, changed, sha256, day, evidence) VALUES (?, ?, ?, ?, ?, ?)",
    );
  }

  /** How the file lies there now; null where it does not. */
  stateOf(path: string): FileState | null {
    const stats: BigIntStats | undefined = statSync(path, { bigint: true, throwIfNoEntry: false });
    return stats === undefined
      ? null
      : { path: resolve(path), size: String(stats.size), changed: String(stats.mtimeNs) };
  }

  /** What was read of the file when it was the same as now. */
  find({ path, size, changed }: FileState): Evidence | null {
    const row = this.#find.get(path, size, changed, this.#day);
    return row === undefined ? null : (JSON.parse(String(row["evidence"])) as Evidence);
  }

  /** What was read of another file with this content and the same ending of its name, which is all of a name that evidence hangs on. */
  findContent(sha256: string, path: string): Evidence | null {
    const ending = extname(path).toLowerCase();
    const same = this.#findContent
      .all(sha256, this.#day)
      .find((row) => extname(String(row["path"])).toLowerCase() === ending);
    return same === undefined ? null : (JSON.parse(String(same["evidence"])) as Evidence);
  }

  /** `state` is the one from before the file was read: if it changed meanwhile, it will be read again. */
  keep(state: FileState, evidence: Evidence): void {
    if (this.#uncommitted === 0) this.#database.exec("BEGIN");
    const day = evidence.contentCredentials.state === "absent" ? null : this.#day;
    this.#keep.run(state.path, state.size, state.changed, evidence.sha256, day, JSON.stringify(evidence));
    this.#uncommitted += 1;
    if (this.#uncommitted === rowsPerCommit) this.flush();
  }

  close(): void {
    this.flush();
    this.#database.close();
  }

  /** Writes what was kept so far, for who may be interrupted. */
  flush(): void {
    if (this.#uncommitted > 0) this.#database.exec("COMMIT");
    this.#uncommitted = 0;
  }
}

function openDatabase(path: string, reader: string): DatabaseSync {
  const database = new DatabaseSync(path, { timeout: 5000 });
  try {
    const tables = database.prepare("SELECT count(*) AS count FROM sqlite_schema").get()?.["count"];
    const id = database.prepare("PRAGMA application_id").get()?.["application_id"];
    if (tables !== 0 && id !== applicationId) throw new Error("it is a database of something else");
    // Nothing is lost that could not be read again, so no write waits for the disk.
    database.exec(
      `PRAGMA journal_mode = WAL; PRAGMA synchronous = OFF; PRAGMA cache_size = -8192; PRAGMA application_id = ${applicationId};
       CREATE TABLE IF NOT EXISTS reader (name TEXT PRIMARY KEY);
       CREATE TABLE IF NOT EXISTS file (path TEXT PRIMARY KEY, size TEXT NOT NULL, changed TEXT NOT NULL, sha256 TEXT, day TEXT, evidence TEXT NOT NULL);
       CREATE INDEX IF NOT EXISTS file_content ON file (sha256)`,
    );
    if (database.prepare("SELECT 1 FROM reader WHERE name = ?").get(reader) === undefined) {
      database.exec("DELETE FROM file; DELETE FROM reader");
      database.prepare("INSERT INTO reader (name) VALUES (?)").run(reader);
    }
  } catch (error) {
    database.close();
    throw error;
  }
  return database;
}
