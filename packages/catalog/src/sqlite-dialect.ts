import type { DatabaseSync, SQLInputValue } from "node:sqlite";
import { SqliteDialect, type SqliteDatabase } from "kysely";

/** Node's own SQLite in the shape that Kysely's SQLite dialect expects. */
export function sqliteDialect(database: DatabaseSync): SqliteDialect {
  const shim: SqliteDatabase = {
    close: () => database.close(),
    prepare(sql) {
      // A full disk has SQLite end the transaction itself; a failing rollback would hide what went wrong.
      const isOver = sql === "rollback" && !database.isTransaction;
      const statement = database.prepare(isOver ? "SELECT 1" : sql);
      const bound = (parameters: readonly unknown[]): SQLInputValue[] => parameters as SQLInputValue[];
      return {
        reader: statement.columns().length > 0,
        all: (parameters) => statement.all(...bound(parameters)),
        run: (parameters) => statement.run(...bound(parameters)),
        iterate: (parameters) => statement.iterate(...bound(parameters)),
      };
    },
  };
  return new SqliteDialect({ database: shim });
}
