import { LedgerError } from "../ledger-error.ts";
import { inTurns } from "../storage/in-turns.ts";
import { folderOf, makeFolders, unfinished, type Storage, type WritableFile } from "../storage/storage.ts";
import { decodeEntries, encodeEntries } from "../tree/bundle.ts";
import type { Frontier, FullTile } from "../tree/frontier.ts";
import { leafHash } from "../tree/hash.ts";
import { hashLength, tilePath, tileWidth, type TileName } from "../tree/tile-path.ts";
import { equalBytes } from "../verify/bytes.ts";

/** The part of the log that is in tiles: its frontier, and the entries of the last, partial bundle. */
export interface Published {
  readonly frontier: Frontier;
  readonly tail: readonly Uint8Array[];
}

/** What publishing writes, and what is published after it. */
export interface Plan {
  readonly bundles: readonly TileFile[];
  readonly tiles: readonly TileFile[];
  readonly after: Published;
}

export interface TileFile {
  readonly path: string;
  readonly bytes: Uint8Array;
  readonly isFull: boolean;
}

/** Node has four threads for files, and the journal must not wait behind publishing. */
const workAtOnce = 2;
/** Entries that are worked on at a stretch, a few milliseconds of hashing. */
const sliceLength = 2 * tileWidth;
/** Slices whose files are written before any is synced: the first sync then carries most of the others with it. */
const slicesAtOnce = 16;

interface Slice extends Plan {
  readonly before: Published;
}

/**
 * Writes entries that follow `published` as bundles and tiles, durably, then reads everything back, hashes it again and
 * compares the roots: a head must never be signed over bytes that are not what the disk holds.
 *
 * A file that exists already is never replaced. It stays if it holds the same (a publication was interrupted), otherwise
 * `damaged` is thrown.
 */
export async function publish(
  storage: Storage,
  published: Published,
  entries: readonly Uint8Array[],
  leaves: readonly Uint8Array[],
  knownFolders: Set<string>,
): Promise<Published> {
  const folders = new Set<string>();
  let now = published;
  let slices: Slice[] = [];
  for (let taken = 0; taken < entries.length;) {
    // Slices end where tiles end, so that only the last one has partial tiles. Between them appending goes on.
    const end = taken + sliceLength - (now.frontier.size % tileWidth);
    const plan = planFiles(now, entries.slice(taken, end), leaves.slice(taken, end));
    taken = Math.min(end, entries.length);
    const isLast = taken === entries.length;
    const tiles = isLast ? plan.tiles : plan.tiles.filter(({ isFull }) => isFull);
    for (const { path } of [...plan.bundles, ...tiles]) folders.add(folderOf(path));
    for (const folder of folders) await makeFolders(storage, folder, knownFolders);
    slices.push({ before: now, bundles: plan.bundles, tiles, after: plan.after });
    now = plan.after;
    if (slices.length < slicesAtOnce && !isLast) continue;
    await writeOnce(
      storage,
      slices.flatMap((slice) => [...slice.bundles, ...slice.tiles]),
    );
    for (const slice of slices) {
      await compareWithDisk(storage, slice.before, slice.bundles, slice.after.frontier);
      await compareTiles(storage, slice.tiles);
    }
    slices = [];
  }
  await inTurns([...folders], workAtOnce, (folder) => storage.syncFolder(folder));
  return now;
}

/** Works out the bundles and tiles that entries behind `published` make, without writing anything. */
export function planFiles(
  published: Published,
  entries: readonly Uint8Array[],
  leaves: readonly Uint8Array[],
): Plan {
  const frontier = published.frontier.copy();
  const full: TileFile[] = [];
  for (const leaf of leaves) frontier.append(leaf, (tile) => full.push(tileFile(tile)));
  const { files, tail } = bundleFiles(published, entries);
  const tiles = [...full, ...frontier.partialTiles().map(tileFile)];
  return { bundles: files, tiles, after: { frontier, tail } };
}

/** Removes the partial tiles of rows that have become full: C2SP allows that, and only that. */
export async function removeOutgrown(storage: Storage, before: Frontier, size: number): Promise<void> {
  const partial: readonly TileName[] = [
    ...before.partialTiles(),
    ...(before.size % tileWidth === 0
      ? []
      : [{ level: "entries" as const, index: Math.floor(before.size / tileWidth), width: 1 }]),
  ];
  for (const { level, index } of partial) {
    const span = level === "entries" ? tileWidth : tileWidth ** (level + 1);
    if (size < (index + 1) * span) continue;
    const folder = folderOf(tilePath({ level, index, width: 1 }));
    for (const name of await storage.list(folder)) await storage.remove(`${folder}/${name}`);
    await storage.remove(`${folder}/`);
  }
}

function bundleFiles(
  published: Published,
  entries: readonly Uint8Array[],
): { readonly files: readonly TileFile[]; readonly tail: readonly Uint8Array[] } {
  const files: TileFile[] = [];
  let index = Math.floor(published.frontier.size / tileWidth);
  let tail = [...published.tail];
  let taken = 0;
  while (taken < entries.length) {
    const more = entries.slice(taken, taken + tileWidth - tail.length);
    taken += more.length;
    tail.push(...more);
    const path = tilePath({ level: "entries", index, width: tail.length });
    files.push({ path, bytes: encodeEntries(tail), isFull: tail.length === tileWidth });
    if (tail.length < tileWidth) break;
    tail = [];
    index += 1;
  }
  return { files, tail };
}

function tileFile(tile: FullTile): TileFile {
  const bytes = new Uint8Array(tile.hashes.length * hashLength);
  for (const [at, hash] of tile.hashes.entries()) bytes.set(hash, at * hashLength);
  return { path: tilePath(tile), bytes, isFull: tile.width === tileWidth };
}

/** Writes files, makes them durable, and only then gives them their names, which nothing else may have. */
async function writeOnce(storage: Storage, files: readonly TileFile[]): Promise<void> {
  const open: WritableFile[] = [];
  try {
    for (const { path, bytes } of files) {
      const file = await storage.create(path + unfinished);
      open.push(file);
      await file.write(bytes);
    }
    await inTurns(open, workAtOnce, (file) => file.sync());
  } finally {
    await inTurns(open, workAtOnce, (file) => file.close());
  }
  await inTurns(files, workAtOnce, (file) => giveName(storage, file));
}

async function giveName(storage: Storage, { path, bytes }: TileFile): Promise<void> {
  if (!(await storage.link(path + unfinished, path))) {
    const there = await storage.read(path);
    if (there === null || !equalBytes(there, bytes)) throw mismatch(path);
  }
  await storage.remove(path + unfinished);
}

/** Reads the new bundles and rebuilds the tree from them, starting from what was signed before. */
async function compareWithDisk(
  storage: Storage,
  published: Published,
  bundles: readonly TileFile[],
  frontier: Frontier,
): Promise<void> {
  const again = published.frontier.copy();
  let known: readonly Uint8Array[] = published.tail;
  for (const { path } of bundles) {
    const bytes = await storage.read(path);
    const entries = bytes === null ? null : decodeEntries(bytes);
    if (entries === null) throw mismatch(path);
    for (const [at, entry] of known.entries()) {
      if (entries[at] === undefined || !equalBytes(entries[at], entry)) throw mismatch(path);
    }
    for (const entry of entries.slice(known.length)) again.append(leafHash(entry));
    known = [];
  }
  if (again.size !== frontier.size || !equalBytes(again.root(), frontier.root())) {
    throw mismatch(bundles.at(-1)?.path ?? "the last bundle");
  }
}

async function compareTiles(storage: Storage, tiles: readonly TileFile[]): Promise<void> {
  for (const { path, bytes } of tiles) {
    const there = await storage.read(path);
    if (there === null || !equalBytes(there, bytes)) throw mismatch(path);
  }
}

function mismatch(path: string): LedgerError {
  return new LedgerError(
    "damaged",
    `${path} does not hold what was written to it, so no head was signed over it`,
    "Verify the log and check the disk; the entries are still in the journal.",
  );
}
