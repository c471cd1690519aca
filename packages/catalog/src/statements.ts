import type { DatabaseSync, StatementSync } from "node:sqlite";
import type { Json } from "@cleartitle/ledger/records";
import type { Statement } from "./catalog-query.ts";

type Row = Omit<Statement, "value"> & { readonly value: string };

/** What people vouch for, in the tables `statement` and `withdrawal`. */
export class Statements {
  readonly #file: DatabaseSync;
  #about: StatementSync | null = null;

  constructor(file: DatabaseSync) {
    this.#file = file;
  }

  /** What stands about a file, by its SHA-256, or, with null, about no file in particular, in the order of the log. */
  about(subject: string | null): readonly Statement[] {
    this.#about ??= this.#file.prepare(`
      SELECT statement.position, record.id, record.kind, record.recorded, statement.fact, statement.value,
        statement.use, statement.market
      FROM statement JOIN record ON record.position = statement.position
      WHERE statement.subject = ? AND ${standing("record.id")}
      ORDER BY statement.position, statement.fact, statement.value`);
    const rows = this.#about.all(subject ?? "") as unknown as readonly Row[];
    return rows.map(({ value, ...row }) => ({
      ...row,
      value: value === "" ? undefined : (JSON.parse(value) as Json),
    }));
  }

  any(): boolean {
    return this.#file.prepare("SELECT 1 FROM statement LIMIT 1").get() !== undefined;
  }

  /** The position of the record that took back all that the one with this id says; null where none did. */
  withdrawn(id: string): number | null {
    const row = this.#file
      .prepare("SELECT MIN(position) AS position FROM withdrawal WHERE record = ? AND fact = ''")
      .get(id);
    return (row?.["position"] as number | null | undefined) ?? null;
  }
}

/** SQL: nobody took back what the record with this id says in a row of the statements. */
export function standing(id: string, row = "statement"): string {
  return `NOT EXISTS (
    SELECT 1 FROM withdrawal WHERE withdrawal.record = ${id} AND withdrawal.fact IN ('', ${row}.fact)
      AND withdrawal.position > ${row}.position
  )`;
}
