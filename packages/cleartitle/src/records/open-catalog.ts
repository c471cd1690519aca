import { join } from "node:path";

import { Catalog } from "@cleartitle/catalog";
import { LedgerError, type LogReader } from "@cleartitle/ledger";

import { KnownIndex } from "./known-index.ts";
import type { LedgerPlace } from "./ledger-place.ts";

export interface OpenedCatalog {
  readonly catalog: Catalog;
  /** The reader whose head the catalog covers. */
  readonly reader: LogReader;
  /** Closes the catalog, and remembers its file as one that says what the log says. */
  readonly close: () => Promise<void>;
}

/**
 * The index, brought up to the log and held against it: what it says counts in answers, and unlike the log it is not signed. One that says anything
 * else than the log, that is broken, or of another log, is thrown away and made again; where none can be kept (a folder that may only be read) it is
 * made in memory. Where a writer brought it further than the head that was read, `newer` reads the head again.
 */
export async function openCatalog(
  place: LedgerPlace,
  reader: LogReader,
  newer?: () => Promise<LogReader>,
): Promise<OpenedCatalog> {
  const known = new KnownIndex(place);
  // Asked before the file is opened: what is remembered is a file that nobody has open.
  const isKnown = await known.isKnown();
  let catalog: Catalog;
  try {
    catalog = await Catalog.open(join(place.folder, "catalog.sqlite"));
  } catch {
    return inMemory(reader);
  }
  try {
    const covered = await bringUp(catalog, reader, newer);
    if (!isKnown && !(await saysWhatTheLogSays(catalog, covered))) await catalog.rebuild(covered);
    const opened = performance.now();
    return {
      catalog,
      reader: covered,
      close: async () => {
        await catalog.close();
        // Who has it open for long cannot tell whether somebody else wrote to the file meanwhile.
        if (performance.now() - opened < longestTrusted) await known.remember();
      },
    };
  } catch (error) {
    await catalog.close();
    if (error instanceof LedgerError) throw error;
    return inMemory(reader);
  }
}

const longestTrusted = 60_000;

async function inMemory(reader: LogReader): Promise<OpenedCatalog> {
  const catalog = await Catalog.open();
  await catalog.catchUp(reader);
  return { catalog, reader, close: async () => catalog.close() };
}

/** Whether a catalog has just the content that the log gives: made anew from the log in memory, and compared. */
export async function saysWhatTheLogSays(catalog: Catalog, reader: LogReader): Promise<boolean> {
  const { catalog: again, close } = await inMemory(reader);
  try {
    return (await again.digest()) === (await catalog.digest());
  } finally {
    await close();
  }
}

async function bringUp(
  catalog: Catalog,
  reader: LogReader,
  newer: (() => Promise<LogReader>) | undefined,
): Promise<LogReader> {
  try {
    await catalog.catchUp(reader);
    return reader;
  } catch (error) {
    if (!isForked(error)) throw error;
    const again = (await newer?.()) ?? reader;
    if (again.head.size > reader.head.size && (await catchesUp(catalog, again))) return again;
    await catalog.rebuild(reader);
    return reader;
  }
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
