import { existsSync } from "node:fs";
import { DatabaseSync, type StatementSync } from "node:sqlite";
import { pathToFileURL } from "node:url";

/** The SQLite file of a scan cache, opened. */
export interface ScanDatabase {
  readonly canWrite: boolean;
  /** It knew something that another reader had read; that is gone now. */
  readonly forgot: boolean;
  /** By path, size, time of change, day and reader. */
  readonly find: StatementSync;
  /** By SHA-256, day and reader. */
  readonly findContent: StatementSync;
  /** Path, size, time of change, SHA-256, day, evidence, reader. */
  readonly keep: StatementSync;
  /** All of it, or none. */
  together(work: () => void): void;
  close(): void;
}

/** Marks a database as ours (SQLite's `application_id`): "CTsc". */
const applicationId = 0x43_54_73_63;
/** Milliseconds to wait for another command that writes. */
const patience = 5000;
/** How often a busy file is tried again where SQLite does not wait by itself, and milliseconds between. */
const mostTries = 200;
const pause = 20;
/** SQLite's result codes (https://sqlite.org/rescode.html). */
const busy = 5;
const readOnly = 8;
const cannotOpen = 14;

/**
 * Opens the cache at a path, which is made where there is none; one that may only be read is opened for that.
 *
 * @throws where it is a file of something else, or damaged, or there is no place for one
 */
export function openScanDatabase(path: string, reader: string): ScanDatabase {
  for (let tries = 1; ; tries += 1) {
    try {
      const { database, forgot } = openForWriting(path, reader);
      return prepared(database, { canWrite: true, forgot });
    } catch (error) {
      const code = resultCode(error);
      // Commands that make the same cache at the same moment do not wait for each other by themselves.
      if (code === busy && tries < mostTries) {
        Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, pause);
        continue;
      }
      if ((code === readOnly || code === cannotOpen) && existsSync(path))
        return prepared(openForReading(path), { canWrite: false, forgot: false });
      throw error;
    }
  }
}

/** The lower eight bits say what happened, the others more closely. */
function resultCode(error: unknown): number {
  return error instanceof Error && "errcode" in error && typeof error.errcode === "number"
    ? error.errcode & 0xff
    : -1;
}

function openForWriting(
  path: string,
  reader: string,
): { readonly database: DatabaseSync; readonly forgot: boolean } {
  const database = new DatabaseSync(path, { timeout: patience });
  try {
    requireOurs(database);
    // Nothing is lost that could not be read again, so no write waits for the disk.
    database.exec(
      `PRAGMA journal_mode = WAL; PRAGMA synchronous = OFF; PRAGMA cache_size = -8192; PRAGMA application_id = ${applicationId};
       CREATE TABLE IF NOT EXISTS reader (name TEXT PRIMARY KEY);
       CREATE TABLE IF NOT EXISTS file (path TEXT PRIMARY KEY, size TEXT NOT NULL, changed TEXT NOT NULL, sha256 TEXT, day TEXT, evidence TEXT NOT NULL);
       CREATE INDEX IF NOT EXISTS file_content ON file (sha256)`,
    );
    const isOurs = database.prepare("SELECT 1 FROM reader WHERE name = ?").get(reader) !== undefined;
    const forgot = !isOurs && database.prepare("SELECT 1 FROM file LIMIT 1").get() !== undefined;
    if (!isOurs) {
      database.exec("BEGIN IMMEDIATE; DELETE FROM file; DELETE FROM reader");
      database.prepare("INSERT INTO reader (name) VALUES (?)").run(reader);
      database.exec("COMMIT");
    }
    return { database, forgot };
  } catch (error) {
    database.close();
    throw error;
  }
}

/** `immutable`: SQLite would otherwise need a file beside it, which cannot be made either. */
function openForReading(path: string): DatabaseSync {
  const address = pathToFileURL(path);
  address.searchParams.set("immutable", "1");
  const database = new DatabaseSync(address, { readOnly: true });
  try {
    if (!requireOurs(database)) throw new Error("it is empty and cannot be written");
    return database;
  } catch (error) {
    database.close();
    throw error;
  }
}

/** Whether there is something in it already; something else's database is not touched. */
function requireOurs(database: DatabaseSync): boolean {
  const tables = database.prepare("SELECT count(*) AS count FROM sqlite_schema").get()?.["count"];
  const id = database.prepare("PRAGMA application_id").get()?.["application_id"];
  if (tables !== 0 && id !== applicationId) throw new Error("it is a database of something else");
  return tables !== 0;
}

function prepared(database: DatabaseSync, state: Pick<ScanDatabase, "canWrite" | "forgot">): ScanDatabase {
  // A command of another version may take the file over at any time; its evidence is not ours, and ours is not its.
  const ours = "EXISTS (SELECT 1 FROM reader WHERE name = ?)";
  return {
    ...state,
    find: database.prepare(
      `SELECT evidence FROM file WHERE path = ? AND size = ? AND changed = ? AND (day IS NULL OR day = ?) AND ${ours}`,
    ),
    findContent: database.prepare(
      `SELECT path, evidence FROM file WHERE sha256 = ? AND (day IS NULL OR day = ?) AND ${ours} LIMIT 8`,
    ),
    keep: database.prepare(
      `INSERT OR REPLACE INTO file (path, size, changed, sha256, day, evidence) SELECT ?, ?, ?, ?, ?, ? WHERE ${ours}`,
    ),
    together: (work) => {
      database.exec("BEGIN IMMEDIATE");
      try {
        work();
        database.exec("COMMIT");
      } catch (error) {
        if (database.isTransaction) database.exec("ROLLBACK");
        throw error;
      }
    },
    close: () => database.close(),
  };
}
