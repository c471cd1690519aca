/**
 * What the ledger needs of a file system, and nothing more. Paths are relative, with forward slashes.
 *
 * Written bytes count only after `sync` of the file, a new or changed name only after `syncFolder` of its folder: an
 * implementation may lose anything else in a crash, and the tests make it do so.
 */
export interface Storage {
  /** The whole file, or null where there is none. */
  read(path: string): Promise<Uint8Array | null>;
  /** Names in a folder, folders with a slash behind them, sorted; empty where there is none. */
  list(folder: string): Promise<readonly string[]>;
  /** Makes an empty file or empties an existing one. `private` keeps it from everybody but its owner (mode 0600). */
  create(path: string, access?: "private"): Promise<WritableFile>;
  /** Gives a file a new name and replaces what had it. */
  rename(from: string, to: string): Promise<void>;
  /** Gives a file a second name, at once and only if nothing has it yet; false where something has. */
  link(from: string, to: string): Promise<boolean>;
  /** Gives a folder a new name; false where a folder with something in it has that name. */
  renameFolder(from: string, to: string): Promise<boolean>;
  /** Removes a file or an empty folder; nothing happens where it is gone already. */
  remove(path: string): Promise<void>;
  /** Makes one folder in an existing one; false where it was there. */
  makeFolder(path: string): Promise<boolean>;
  syncFolder(path: string): Promise<void>;
  /** Whether others than the owner can read the file. */
  isExposed(path: string): Promise<boolean>;
}

export interface WritableFile {
  /** Appends. May finish at once: group commit counts microseconds. */
  write(bytes: Uint8Array): void | Promise<void>;
  /** Returns when the bytes written so far would survive a loss of power. */
  sync(): Promise<void>;
  close(): Promise<void>;
}

/** The folder a path lies in; "" for the top. */
export function folderOf(path: string): string {
  return path.slice(0, Math.max(0, path.lastIndexOf("/")));
}

/** The ending of files that are not yet what they will be called. */
export const unfinished = ".unfinished";

/**
 * Writes a file so that at any moment there is either none, the old one or the whole new one. The new name is certain
 * only after `syncFolder` of its folder, which is the caller's: one sync does for many files.
 */
export async function writeWhole(
  storage: Storage,
  path: string,
  bytes: Uint8Array,
  access?: "private",
): Promise<void> {
  const file = await storage.create(path + unfinished, access);
  try {
    await file.write(bytes);
    await file.sync();
  } finally {
    await file.close();
  }
  await storage.rename(path + unfinished, path);
}

/** Makes a folder and those above it, each one durable in its parent. `known` saves asking twice. */
export async function makeFolders(storage: Storage, folder: string, known: Set<string>): Promise<void> {
  if (folder === "" || known.has(folder)) return;
  await makeFolders(storage, folderOf(folder), known);
  await storage.makeFolder(folder);
  await storage.syncFolder(folderOf(folder));
  known.add(folder);
}

/** All files below a folder, as paths, sorted. */
export async function listAll(storage: Storage, folder: string): Promise<readonly string[]> {
  const found: string[] = [];
  for (const name of await storage.list(folder)) {
    const path = folder === "" ? name : `${folder}/${name}`;
    if (name.endsWith("/")) found.push(...(await listAll(storage, path.slice(0, -1))));
    else found.push(path);
  }
  return found;
}
