import { rm } from "node:fs/promises";
import { join } from "node:path";

import { Catalog } from "@cleartitle/catalog";
import { LedgerError, type LogReader } from "@cleartitle/ledger";

import { KnownIndex } from "./known-index.ts";
import type { LedgerPlace } from "./ledger-place.ts";

export interface OpenedCatalog {
  readonly catalog: Catalog;
  /** The reader whose head the catalog covers. */
  readonly reader: LogReader;
  /** What was wrong with the index, where it had to be made anew; else null. */
  readonly indexFault: string | null;
  /** Closes the catalog, and remembers its file as one that says what the log says. */
  readonly close: () => Promise<void>;
}

/** Who has the file open for longer cannot tell whether somebody else wrote to it meanwhile. */
const longestTrusted = 60_000;

/**
 * The index, brought up to the log and held against it, entry by entry: whoever may write to the folder can change the index, and only what is in
 * the log counts. It can always be made again, so one that differs, a broken one, or one of another log is thrown away, and where none
 * can be kept (a folder that may only be read) it is made in memory. Where a writer brought it further than the head that was read,
 * `newer` reads the head again. A file that nobody touched since it was last held against the log is believed as it is.
 */
export async function openCatalog(
  place: LedgerPlace,
  reader: LogReader,
  newer?: () => Promise<LogReader>,
): Promise<OpenedCatalog> {
  const path = join(place.folder, "catalog.sqlite");
  const known = new KnownIndex(place);
  // Asked before the file is opened: what is remembered is a file that nobody has open.
  const isKnown = await known.isKnown();
  const opening = { path, known, reader, newer };
  const kept = await openKept({ ...opening, isKnown });
  if (!("fault" in kept)) return kept;
  if (kept.fault !== null) {
    await removeCatalog(path);
    const anew = await openKept({ ...opening, isKnown: false });
    if (!("fault" in anew)) return { ...anew, indexFault: kept.fault };
  }
  const catalog = await Catalog.open();
  await catalog.catchUp(reader);
  return { catalog, reader, indexFault: kept.fault, close: async () => catalog.close() };
}

interface Opening {
  readonly path: string;
  readonly known: KnownIndex;
  readonly isKnown: boolean;
  readonly reader: LogReader;
  readonly newer: (() => Promise<LogReader>) | undefined;
}

/** The index of the file; else what is wrong with it, or null where it cannot be used for now. */
async function openKept({
  path,
  known,
  isKnown,
  reader,
  newer,
}: Opening): Promise<OpenedCatalog | { readonly fault: string | null }> {
  let catalog: Catalog | null = null;
  try {
    catalog = await Catalog.open(path);
    const covered = await bringUp(catalog, reader, newer);
    const fault = isKnown ? null : await catalog.differsFrom(covered);
    if (fault === null) {
      const [opened, file] = [performance.now(), catalog];
      const close = async (): Promise<void> => {
        await file.close();
        if (performance.now() - opened < longestTrusted) await known.remember();
      };
      return { catalog, reader: covered, indexFault: null, close };
    }
    await catalog.close();
    return { fault };
  } catch (error) {
    await catalog?.close().catch(() => {});
    // A writer brought it further while it was compared: what it says now is not what this head covers.
    if (isForked(error)) return { fault: null };
    if (error instanceof LedgerError) throw error;
    return { fault: isDamage(error) ? `it cannot be read (${(error as Error).message})` : null };
  }
}

/** Takes in what the log has gained, and returns the reader whose head is covered. */
async function bringUp(
  catalog: Catalog,
  reader: LogReader,
  newer: (() => Promise<LogReader>) | undefined,
): Promise<LogReader> {
  if (await catchesUp(catalog, reader)) return reader;
  const again = (await newer?.()) ?? reader;
  if (again.head.size > reader.head.size && (await catchesUp(catalog, again))) return again;
  await catalog.rebuild(reader);
  return reader;
}

async function removeCatalog(path: string): Promise<void> {
  for (const name of [path, `${path}-wal`, `${path}-shm`, `${path}-journal`])
    await rm(name, { force: true }).catch(() => {});
}

/** What SQLite says of a file that is no database, or a broken one, or one with rows where others belong; not of a full disk. */
function isDamage(error: unknown): boolean {
  const code = error instanceof Error && "errcode" in error ? Number(error.errcode) & 0xff : 0;
  return [1, 11, 19, 20, 26].includes(code);
}

async function catchesUp(catalog: Catalog, reader: LogReader): Promise<boolean> {
  try {
    await catalog.catchUp(reader);
    return true;
  } catch (error) {
    if (isForked(error)) return false;
    throw error;
  }
}

const isForked = (error: unknown): boolean => error instanceof LedgerError && error.code === "forked";
