import { LedgerError } from "../ledger-error.ts";
import { folderOf, listAll, makeFolders, unfinished, writeWhole, type Storage } from "../storage/storage.ts";
import { utf8, utf8Text } from "../verify/bytes.ts";
import type { Disclosure } from "../verify/disclosure.ts";
import { canonicalJson } from "./canonical-json.ts";

/** Keeps what opens the private fields of records, beside the log, so that it can be erased. */
export interface PrivateStore {
  /** Keeps the openings of one record; they are durable when it returns. */
  keep(record: string, openings: readonly Disclosure[]): Promise<void>;
  /** The openings that are still there. Throws `damaged` where they cannot be read. */
  openings(record: string): Promise<readonly Disclosure[]>;
  /** Removes salt and value of some fields, or of all, which is also done where they cannot be read; durable when it returns. */
  erase(record: string, fields: readonly string[] | "all"): Promise<void>;
  /** The records that have openings, or had begun to get some when a crash came. */
  records(): Promise<readonly string[]>;
}

/**
 * One small file per record, readable by its owner alone. Erasing removes the file or writes it anew without the field;
 * what the disk, its snapshots and backups keep of removed files is up to whoever runs them.
 */
export class FolderPrivateStore implements PrivateStore {
  readonly #storage: Storage;
  readonly #knownFolders = new Set<string>();

  constructor(storage: Storage) {
    this.#storage = storage;
  }

  async keep(record: string, openings: readonly Disclosure[]): Promise<void> {
    const path = pathOf(record);
    await this.#storage.makeFolder("");
    await makeFolders(this.#storage, folderOf(path), this.#knownFolders);
    await writeWhole(this.#storage, path, utf8(`${canonicalJson(openings)}\n`), "private");
    await this.#storage.syncFolder(folderOf(path));
  }

  async openings(record: string): Promise<readonly Disclosure[]> {
    const path = pathOf(record);
    const bytes = await this.#storage.read(path);
    if (bytes === null) return [];
    try {
      const openings: unknown = JSON.parse(utf8Text(bytes, path));
      if (!Array.isArray(openings)) throw new TypeError("it is no list");
      return openings as readonly Disclosure[];
    } catch (cause) {
      throw new LedgerError(
        "damaged",
        `${path}, which holds private fields, cannot be read`,
        "Restore the file from a copy; the record itself and its proof are not concerned.",
        cause,
      );
    }
  }

  async erase(record: string, fields: readonly string[] | "all"): Promise<void> {
    const before = await this.openings(record).catch((error: unknown) => {
      if (!(error instanceof LedgerError) || error.code !== "damaged") throw error;
      return null;
    });
    if (before === null) {
      // Nobody can say which bytes are those of the field, so none may stay.
      await this.#storage.remove(pathOf(record));
      await this.#storage.syncFolder(folderOf(pathOf(record)));
      return;
    }
    const left = fields === "all" ? [] : before.filter(({ field }) => !fields.includes(field));
    if (left.length === before.length && left.length > 0) return;
    const path = pathOf(record);
    if (left.length > 0) await writeWhole(this.#storage, path, utf8(`${canonicalJson(left)}\n`), "private");
    else await this.#storage.remove(path);
    await this.#storage.remove(path + unfinished);
    if (before.length > 0) await this.#storage.syncFolder(folderOf(path));
  }

  async records(): Promise<readonly string[]> {
    const paths = await listAll(this.#storage, "");
    const whole = paths.map((path) => (path.endsWith(unfinished) ? path.slice(0, -unfinished.length) : path));
    return [...new Set(whole)].flatMap((path) => /^[0-9a-f]{2}\/([0-9a-f-]{36})$/.exec(path)?.[1] ?? []);
  }
}

/** Spread over 256 folders by the first digits of the record's random id. */
function pathOf(record: string): string {
  if (!/^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/.test(record)) {
    throw new LedgerError(
      "not-found",
      `${JSON.stringify(record)} is not the id of a record`,
      "Copy the id whole.",
    );
  }
  return `${record.slice(0, 2)}/${record}`;
}
