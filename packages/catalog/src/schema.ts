/** The tables of the catalog. Everything in them follows from the log; `position` is an entry's index there. */
export interface CatalogTables {
  readonly state: { readonly name: string; readonly value: string };
  readonly record: {
    readonly position: number;
    readonly id: string;
    readonly kind: string;
    readonly recorded: string;
    readonly happened: string | null;
    readonly basis: string;
    readonly generation: string | null;
    readonly subject: string | null;
    readonly use: string | null;
    readonly market: string | null;
    readonly verdict: string | null;
    /** The record itself, as canonical JSON. */
    readonly json: string;
  };
  readonly file: { readonly position: number; readonly sha256: string; readonly role: string };
  readonly party: { readonly position: number; readonly party: string };
  readonly fingerprint: {
    readonly position: number;
    readonly sha256: string | null;
    readonly algorithm: string;
    /** Of its hash. */
    readonly digits: number;
    /** Its hash, and what else it has, one behind the other. */
    readonly bits: Uint8Array;
  };
  readonly duty: { readonly position: number; readonly code: string; readonly phase: string | null };
  /** Somebody vouches for a fact; that a duty is done is the fact `met.<duty>`. */
  readonly statement: {
    /** The SHA-256 of the file it is about; empty where it is about none. */
    readonly subject: string;
    readonly fact: string;
    /** As JSON; empty where it is private. */
    readonly value: string;
    readonly use: string | null;
    /** The market, or wherever it was published. */
    readonly market: string | null;
    readonly position: number;
  };
  /** What the record with this id vouches for was taken back: all of it where `fact` is empty. */
  readonly withdrawal: { readonly record: string; readonly fact: string; readonly position: number };
  /** A note or a piece of evidence is about the record with this id. */
  readonly about: { readonly position: number; readonly about: string };
}

export type TableName = Exclude<keyof CatalogTables, "state">;

export const tableNames: readonly TableName[] = [
  "record",
  "file",
  "party",
  "fingerprint",
  "duty",
  "statement",
  "withdrawal",
  "about",
];

/** Goes up with every change of the tables; an older catalog is thrown away and rebuilt from the log. */
export const schemaVersion = "4";

export const createTables = `
  CREATE TABLE state (name TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID;
  CREATE TABLE record (
    position INTEGER PRIMARY KEY, id TEXT NOT NULL, kind TEXT NOT NULL, recorded TEXT NOT NULL, happened TEXT,
    basis TEXT NOT NULL, generation TEXT, subject TEXT, use TEXT, market TEXT, verdict TEXT, json TEXT NOT NULL
  );
  CREATE INDEX record_id ON record (id);
  CREATE INDEX record_generation ON record (generation, position) WHERE generation IS NOT NULL;
  CREATE INDEX record_subject ON record (subject, kind, use, market, position) WHERE subject IS NOT NULL;
  CREATE INDEX record_verdict ON record (verdict, position) WHERE verdict IS NOT NULL;
  CREATE INDEX record_use ON record (use, position) WHERE use IS NOT NULL;
  CREATE INDEX record_recorded ON record (recorded);
  CREATE INDEX record_kind ON record (kind, position);
  CREATE TABLE file (sha256 TEXT, position INTEGER, role TEXT, PRIMARY KEY (sha256, position, role)) WITHOUT ROWID;
  CREATE TABLE party (party TEXT, position INTEGER, PRIMARY KEY (party, position)) WITHOUT ROWID;
  CREATE TABLE fingerprint (
    position INTEGER PRIMARY KEY, sha256 TEXT, algorithm TEXT NOT NULL, digits INTEGER NOT NULL, bits BLOB NOT NULL
  );
  CREATE TABLE duty (position INTEGER, code TEXT, phase TEXT, PRIMARY KEY (position, code)) WITHOUT ROWID;
  CREATE INDEX duty_code ON duty (code, position);
  CREATE TABLE statement (
    subject TEXT, fact TEXT, value TEXT, use TEXT, market TEXT, position INTEGER,
    PRIMARY KEY (subject, fact, position, value)
  ) WITHOUT ROWID;
  CREATE TABLE withdrawal (
    record TEXT, fact TEXT, position INTEGER, PRIMARY KEY (record, fact, position)
  ) WITHOUT ROWID;
  CREATE TABLE about (about TEXT, position INTEGER, PRIMARY KEY (about, position)) WITHOUT ROWID;
`;
