import { existsSync, statSync } from "node:fs";
import { DatabaseSync } from "node:sqlite";
import { pathToFileURL } from "node:url";
import type { LogReader } from "@cleartitle/ledger";
import { differsFromLog } from "./differs-from-log.ts";
import { schemaVersion } from "./schema.ts";

/**
 * What is wrong with the catalog at `path`, without changing it: it is held against each entry that it says it covers. Null where nothing is, where
 * there is none, and where it is of another version: the next command makes that one anew.
 */
export async function indexProblem(path: string, reader: LogReader): Promise<string | null> {
  if (!existsSync(path)) return null;
  let file: DatabaseSync | null = null;
  try {
    file = openToRead(path);
    const state = new Map(
      file
        .prepare("SELECT name, value FROM state")
        .all()
        .map(({ name, value }) => [String(name), String(value)]),
    );
    if (state.get("schema") !== schemaVersion) return null;
    const size = Number(state.get("size") ?? 0);
    const isHere = Number.isSafeInteger(size) && size >= 0 && size <= reader.head.size;
    if (!isHere) return `it covers other entries than the ${reader.head.size} of the log`;
    const root = Buffer.from(await reader.tree.root(size)).toString("hex");
    if (size > 0 && state.get("root") !== root) return "it was made from another log";
    return await differsFromLog(file, reader, size);
  } catch (error) {
    if (file !== null && !(error instanceof Error && "errcode" in error)) throw error;
    return `it cannot be read (${error instanceof Error ? error.message : String(error)})`;
  } finally {
    file?.close();
  }
}

/** Without a log of its own SQLite need not write anything to read a file, even in a folder that may only be read. */
function openToRead(path: string): DatabaseSync {
  const log = statSync(`${path}-wal`, { throwIfNoEntry: false });
  if (log !== undefined && log.size > 0) return new DatabaseSync(path, { readOnly: true });
  const url = pathToFileURL(path);
  url.searchParams.set("immutable", "1");
  return new DatabaseSync(url, { readOnly: true });
}
