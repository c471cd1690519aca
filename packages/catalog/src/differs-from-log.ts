import { DatabaseSync } from "node:sqlite";
import { LedgerError, type LogReader } from "@cleartitle/ledger";
import { decodeRecord } from "@cleartitle/ledger/records";
import { rowsOfRecord } from "./rows-of-record.ts";
import { createTables, tableNames, type TableName } from "./schema.ts";

type Row = Readonly<Record<string, unknown>>;

/**
 * Says where the tables differ from what the first `size` entries of the log give; null where they do not. Everybody who may write to the folder
 * can change the tables, so nothing that they say of themselves is believed: neither a digest nor an index of SQLite.
 */
export async function differsFromLog(
  file: DatabaseSync,
  reader: LogReader,
  size: number,
): Promise<string | null> {
  try {
    file.exec("BEGIN");
    try {
      return differsInShape(file) ?? (await differsInRows(file, reader, size));
    } finally {
      if (file.isTransaction) file.exec("ROLLBACK");
    }
  } catch (error) {
    // What is wrong with the log is for others to say.
    if (error instanceof LedgerError) throw error;
    return `it cannot be read (${error instanceof Error ? error.message : String(error)})`;
  }
}

/** A view, a trigger or another index would answer other questions than the tables do. */
function differsInShape(file: DatabaseSync): string | null {
  const fresh = new DatabaseSync(":memory:");
  try {
    fresh.exec(createTables);
    if (shapeOf(file) !== shapeOf(fresh)) return "its tables are not those of an index";
  } finally {
    fresh.close();
  }
  const checks = file.prepare("PRAGMA integrity_check").all();
  const says = String(checks[0]?.["integrity_check"]);
  return checks.length === 1 && says === "ok" ? null : `it is damaged (${says})`;
}

function shapeOf(file: DatabaseSync): string {
  const query = "SELECT type, name, tbl_name, sql FROM sqlite_schema ORDER BY type, name";
  return JSON.stringify(file.prepare(query).all());
}

async function differsInRows(file: DatabaseSync, reader: LogReader, size: number): Promise<string | null> {
  const tables = tableNames.map((name) => new RowsInTurn(file, name));
  for (let index = 0; index < size; index += 1) {
    const { bytes } = await reader.entry(index);
    const wanted = rowsOfRecord(index, decodeRecord(bytes));
    for (const table of tables) {
      if (!table.has(index, wanted[table.name]))
        return `what it says of record ${index} is not what was recorded`;
    }
  }
  const extra = tables.find((table) => !table.isOver);
  return extra === undefined ? null : `it has a row in ${extra.name} that no record gives`;
}

/** The rows of a table, in the order of the log. */
class RowsInTurn {
  readonly name: TableName;
  readonly #columns: readonly string[];
  readonly #rows: Iterator<unknown>;
  #next: Row | undefined;

  constructor(file: DatabaseSync, name: TableName) {
    const statement = file.prepare(`SELECT * FROM ${name} ORDER BY position`);
    this.name = name;
    this.#columns = statement.columns().map((column) => column.name);
    this.#rows = statement.iterate();
    this.#advance();
  }

  get isOver(): boolean {
    return this.#next === undefined;
  }

  /** Takes the rows of one record, and says whether they are these. */
  has(position: number, wanted: readonly object[]): boolean {
    const found: string[] = [];
    while (this.#next !== undefined && this.#next["position"] === position) {
      found.push(this.#text(this.#next));
      this.#advance();
    }
    const texts = wanted.map((row) => this.#text(row as Row));
    return found.length === texts.length && found.toSorted().join("\n") === texts.toSorted().join("\n");
  }

  #text(row: Row): string {
    return JSON.stringify(
      this.#columns.map((name) => {
        const value = row[name];
        return value instanceof Uint8Array ? { bytes: Buffer.from(value).toString("base64") } : value;
      }),
    );
  }

  #advance(): void {
    const { done, value } = this.#rows.next();
    this.#next = done === true ? undefined : (value as Row);
  }
}
