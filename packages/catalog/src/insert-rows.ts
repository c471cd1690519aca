import type { Kysely } from "kysely";
import { tableNames, type CatalogTables, type TableName } from "./schema.ts";

export type MutableRows = { [Name in TableName]: CatalogTables[Name][] };

const rowsAtOnce = 500;

export function emptyRows(): MutableRows {
  return {
    record: [],
    file: [],
    party: [],
    fingerprint: [],
    duty: [],
    statement: [],
    withdrawal: [],
    about: [],
  };
}

export async function insertRows(database: Kysely<CatalogTables>, rows: MutableRows): Promise<void> {
  for (const name of tableNames) {
    for (let at = 0; at < rows[name].length; at += rowsAtOnce) {
      await database
        .insertInto(name)
        .values(rows[name].slice(at, at + rowsAtOnce))
        .execute();
    }
  }
}
