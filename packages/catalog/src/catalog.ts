import { createHash } from "node:crypto";
import { DatabaseSync, type StatementSync } from "node:sqlite";
import { LedgerError, type LogReader } from "@cleartitle/ledger";
import { decodeRecord, type Fingerprint, type LedgerRecord } from "@cleartitle/ledger/records";
import { Kysely, type SelectQueryBuilder } from "kysely";
import type { CatalogQuery, CatalogRecord, FoundCopy, OpenDuty, Statement } from "./catalog-query.ts";
import { differsFromLog } from "./differs-from-log.ts";
import { emptyRows, insertRows } from "./insert-rows.ts";
import { isOpen } from "./is-open.ts";
import { Looks } from "./look/looks.ts";
import { copyDistance, type GreyPicture } from "./look/perceptual-hash.ts";
import { rowsOfRecord } from "./rows-of-record.ts";
import { createTables, schemaVersion, tableNames, type CatalogTables } from "./schema.ts";
import { sqliteDialect } from "./sqlite-dialect.ts";
import { Statements } from "./statements.ts";

const recordsAtOnce = 256;

/**
 * The queryable index of a ledger's records. It holds nothing that is not in the log: `rebuild` gives the same content,
 * bit by bit. The log is the truth; where catalog and log contradict each other, the catalog is thrown away.
 *
 * @example
 *   const catalog = await Catalog.open("catalog.sqlite");
 *   await catalog.catchUp(ledger.reader());
 *   const found = await catalog.find({ verdict: "forbidden", party: "midjourney" });
 */
export class Catalog {
  readonly #file: DatabaseSync;
  readonly #database: Kysely<CatalogTables>;
  readonly #looks: Looks;
  readonly #statements: Statements;
  #edits: StatementSync | null = null;

  private constructor(file: DatabaseSync) {
    this.#file = file;
    this.#looks = new Looks(file);
    this.#statements = new Statements(file);
    this.#database = new Kysely<CatalogTables>({ dialect: sqliteDialect(file) });
  }

  /** Opens the catalog at `path`, or one in memory. One of another version or a damaged one begins empty. */
  static async open(path = ":memory:"): Promise<Catalog> {
    const file = new DatabaseSync(path);
    // The log can always give it back, so nothing is waited for.
    file.exec(
      "PRAGMA journal_mode = WAL; PRAGMA synchronous = OFF; PRAGMA busy_timeout = 5000; PRAGMA cache_size = -65536",
    );
    const catalog = new Catalog(file);
    if (catalog.#state("schema") !== schemaVersion) catalog.#clear();
    return catalog;
  }

  /** How many entries of the log are in the catalog. */
  async size(): Promise<number> {
    return Number(this.#state("size") ?? 0);
  }

  /**
   * Takes in what the log has gained, and returns how many entries that were. Throws `forked` where the log is not the
   * one that the catalog was made from.
   */
  async catchUp(reader: LogReader): Promise<number> {
    const size = await this.size();
    if ((await this.#compare(reader)) === reader.head.size && this.#state("root") !== null) return 0;
    const from = await this.#database.transaction().execute(async (transaction) => {
      // Writing first takes the turn of the one writer; whoever had it before may have brought in the same entries.
      await transaction.replaceInto("state").values({ name: "schema", value: schemaVersion }).execute();
      const begin = await this.#compare(reader);
      let rows = emptyRows();
      for await (const { index, bytes } of reader.entries(begin)) {
        const added = rowsOfRecord(index, decodeRecord(bytes));
        for (const name of tableNames) (rows[name] as unknown[]).push(...added[name]);
        if ((index + 1) % recordsAtOnce !== 0) continue;
        await insertRows(transaction, rows);
        rows = emptyRows();
      }
      await insertRows(transaction, rows);
      const state = {
        schema: schemaVersion,
        origin: reader.head.origin,
        size: String(reader.head.size),
        root: await rootAt(reader, reader.head.size),
      };
      const values = Object.entries(state).map(([name, value]) => ({ name, value }));
      await transaction.replaceInto("state").values(values).execute();
      return begin;
    });
    this.#looks.extend(size);
    return reader.head.size - from;
  }

  /** Throws everything away and takes it in again from the log. */
  async rebuild(reader: LogReader): Promise<number> {
    this.#clear();
    return this.catchUp(reader);
  }

  /** Says where it differs from the log that it was made from, entry by entry; null where it does not. */
  async differsFrom(reader: LogReader): Promise<string | null> {
    return differsFromLog(this.#file, reader, await this.#compare(reader));
  }

  /** Records in the order of the log, or the other way round. */
  async find(query: CatalogQuery): Promise<readonly CatalogRecord[]> {
    let select = this.#filtered(query).select(["record.position", "record.json"]);
    select = select.orderBy("record.position", query.newestFirst ? "desc" : "asc");
    const rows = await (query.limit === undefined ? select : select.limit(query.limit)).execute();
    return rows.map(({ position, json }) => ({ position, record: JSON.parse(json) as LedgerRecord }));
  }

  /**
   * Records of pictures that look like this one, nearest first: copies that were scaled, encoded anew, stripped of their
   * metadata, recoloured or mirrored. `most` is how many of 256 sure bits may differ.
   */
  async findCopies(fingerprint: Fingerprint, most: number = copyDistance): Promise<readonly FoundCopy[]> {
    return this.#looks.copies(fingerprint, most).map((one) => ({ ...one, record: this.#record(one) }));
  }

  /**
   * Records of pictures of which this one shows the middle, nearest first: they were cropped, by up to a quarter from each
   * side, or something was added around them.
   */
  async findParts(picture: GreyPicture): Promise<readonly FoundCopy[]> {
    return this.#looks.parts(picture).map((one) => ({ ...one, record: this.#record(one) }));
  }

  /** Duties of the latest decision for each image, use and market that nothing has closed since. */
  async openDuties(
    query: { readonly subject?: string; readonly code?: string } = {},
  ): Promise<readonly OpenDuty[]> {
    let select = this.#database
      .selectFrom("duty")
      .innerJoin("record", "record.position", "duty.position")
      .where(isOpen)
      .select(["duty.position", "record.subject", "record.use", "record.market", "duty.code", "duty.phase"])
      .orderBy("duty.position")
      .orderBy("duty.code");
    if (query.subject !== undefined) select = select.where("record.subject", "=", query.subject);
    if (query.code !== undefined) select = select.where("duty.code", "=", query.code);
    return select.execute();
  }

  /**
   * What people vouch for of a file, by its SHA-256, or, with null, of no file in particular, in the order of the log. What was taken back is left
   * out; what contradicts each other is not.
   */
  statements(subject: string | null): readonly Statement[] {
    return this.#statements.about(subject);
  }

  /** The records of edits that made the file with this SHA-256, in the order of the log. */
  editsInto(sha256: string): readonly CatalogRecord<"edit">[] {
    this.#edits ??= this.#file.prepare(`
      SELECT record.position, record.json FROM file JOIN record ON record.position = file.position
      WHERE file.sha256 = ? AND file.role = 'after' ORDER BY record.position`);
    const rows = this.#edits.all(sha256) as unknown as readonly { position: number; json: string }[];
    return rows.map(({ position, json }) => ({ position, record: JSON.parse(json) as LedgerRecord<"edit"> }));
  }

  /** Whether anybody vouches for anything. */
  hasStatements(): boolean {
    return this.#statements.any();
  }

  /** The position of the record that took back all that this one vouches for; null where none did. */
  withdrawn(id: string): number | null {
    return this.#statements.withdrawn(id);
  }

  /** All uses, markets or parties that records have, sorted: what one may ask for. */
  valuesOf(part: "use" | "market" | "party"): readonly string[] {
    const table = part === "party" ? "party" : "record";
    const rows = this.#file
      .prepare(`SELECT DISTINCT ${part} AS value FROM ${table} WHERE ${part} IS NOT NULL ORDER BY ${part}`)
      .all() as unknown as readonly { readonly value: string }[];
    return rows.map(({ value }) => value);
  }

  /** Digests of the corpora that the log names, so that a writer does not log them again. */
  async corpora(): Promise<readonly string[]> {
    const found = await this.find({ kind: "corpus" });
    return [...new Set(found.flatMap(({ record }) => (record as LedgerRecord<"corpus">).body.digest ?? []))];
  }

  /** A digest over all content: two catalogs with the same one answer every question alike. */
  async digest(): Promise<string> {
    const hash = createHash("sha256");
    for (const name of ["state", ...tableNames] as const) {
      const statement = this.#file.prepare(`SELECT * FROM ${name} ORDER BY ${orderOf[name]}`);
      hash.update(`${name}\n`);
      for (const row of statement.iterate()) hash.update(`${JSON.stringify(row)}\n`);
    }
    return hash.digest("hex");
  }

  async close(): Promise<void> {
    await this.#database.destroy();
    if (this.#file.isOpen) this.#file.close();
  }

  #filtered(query: CatalogQuery): SelectQueryBuilder<CatalogTables, "record", object> {
    let select: SelectQueryBuilder<CatalogTables, "record", object> = this.#database.selectFrom("record");
    for (const name of ["verdict", "use", "market", "kind", "generation", "id"] as const) {
      const wanted = query[name];
      if (wanted !== undefined) select = select.where(`record.${name}`, "=", wanted);
    }
    const { file, party, from, until, openDuty, after } = query;
    if (from !== undefined) select = select.where("record.recorded", ">=", from);
    if (until !== undefined) select = select.where("record.recorded", "<", until);
    if (after !== undefined) select = select.where("record.position", ">", after);
    if (file !== undefined) {
      select = select.where("record.position", "in", (inner) =>
        inner
          .selectFrom("file")
          .select("position")
          .where("sha256", "=", file)
          .unionAll(
            inner
              .selectFrom("file")
              .innerJoin("record as aim", "aim.position", "file.position")
              .innerJoin("about", "about.about", "aim.id")
              .select("about.position")
              .where("file.sha256", "=", file),
          ),
      );
    }
    if (party !== undefined) {
      select = select.where("record.position", "in", (inner) =>
        inner.selectFrom("party").select("position").where("party", "=", party),
      );
    }
    if (openDuty !== undefined) {
      select = select.where((expressions) => {
        const open = expressions
          .selectFrom("duty")
          .select("duty.code")
          .whereRef("duty.position", "=", "record.position")
          .where(isOpen);
        return expressions.exists(openDuty === true ? open : open.where("duty.code", "=", openDuty));
      });
    }
    return select;
  }

  /** How many entries of the log are here already. Throws `forked` where they are those of another log. */
  async #compare(reader: LogReader): Promise<number> {
    const size = await this.size();
    const root = this.#state("root");
    if (size > reader.head.size || (size > 0 && root !== (await rootAt(reader, size)))) {
      throw new LedgerError(
        "forked",
        `the catalog was made from another log, or from one of ${size} entries; this one has ${reader.head.size}`,
        "Verify the log, then rebuild the catalog from it.",
      );
    }
    return size;
  }

  #state(name: string): string | null {
    const has = this.#file.prepare("SELECT 1 FROM sqlite_schema WHERE name = 'state'").get() !== undefined;
    if (!has) return null;
    const row = this.#file.prepare("SELECT value FROM state WHERE name = ?").get(name);
    return (row?.["value"] as string | undefined) ?? null;
  }

  #clear(): void {
    // Tables of earlier versions go too.
    const tables = this.#file.prepare("SELECT name FROM sqlite_schema WHERE type = 'table'").all();
    for (const { name } of tables) this.#file.exec(`DROP TABLE IF EXISTS "${String(name)}"`);
    this.#file.exec(createTables);
    this.#looks.forget();
  }

  #record({ position }: { readonly position: number }): LedgerRecord {
    const row = this.#file.prepare("SELECT json FROM record WHERE position = ?").get(position);
    return JSON.parse(String(row!["json"])) as LedgerRecord;
  }
}

const orderOf: { readonly [Name in keyof CatalogTables]: string } = {
  state: "name",
  record: "position",
  file: "sha256, position, role",
  party: "party, position",
  fingerprint: "position",
  duty: "position, code",
  statement: "subject, fact, position, value",
  withdrawal: "record, fact, position",
  about: "about, position",
};

async function rootAt(reader: LogReader, size: number): Promise<string> {
  return Buffer.from(await reader.tree.root(size)).toString("hex");
}
