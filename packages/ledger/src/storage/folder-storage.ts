import { constants, fdatasync, fsync, writeSync } from "node:fs";
import { link, mkdir, open, readdir, readFile, rename, rmdir, stat, unlink } from "node:fs/promises";
import { join } from "node:path";
import { storageError } from "./storage-error.ts";
import { Slots } from "./slots.ts";
import type { Storage, WritableFile } from "./storage.ts";

/** Files that are read side by side, however many are asked for. */
const mostRead = 64;

/** Keeps the log in a folder of the file system. The folder is made, with those above it, at the first write. */
export class FolderStorage implements Storage {
  readonly folder: string;
  readonly #reading = new Slots(mostRead);

  constructor(folder: string) {
    this.folder = folder;
  }

  async read(path: string): Promise<Uint8Array | null> {
    return this.#reading.use(() => absentAs(null, `reading ${path}`, () => readFile(this.#at(path))));
  }

  async list(folder: string): Promise<readonly string[]> {
    const found = await absentAs([], `listing ${folder || this.folder}`, () =>
      readdir(this.#at(folder), { withFileTypes: true }),
    );
    return found.map((entry) => (entry.isDirectory() ? `${entry.name}/` : entry.name)).sort();
  }

  async create(path: string, access?: "private"): Promise<WritableFile> {
    return during(`creating ${path}`, async () => {
      const mode = access === "private" ? 0o600 : 0o644;
      const handle = await open(
        this.#at(path),
        constants.O_WRONLY | constants.O_CREAT | constants.O_TRUNC,
        mode,
      );
      let length = 0;
      return {
        // The copy into the page cache is faster than handing it to another thread; the sync is not.
        write(bytes: Uint8Array): void {
          try {
            for (let at = 0; at < bytes.length;) {
              const written = writeSync(handle.fd, bytes, at, bytes.length - at, length);
              at += written;
              length += written;
            }
          } catch (cause) {
            throw storageError(`writing ${path}`, cause);
          }
        },
        sync: () => syncing(`syncing ${path}`, (done) => fdatasync(handle.fd, done)),
        close: () => during(`closing ${path}`, () => handle.close()),
      };
    });
  }

  async rename(from: string, to: string): Promise<void> {
    await during(`renaming ${from} to ${to}`, () => rename(this.#at(from), this.#at(to)));
  }

  async link(from: string, to: string): Promise<boolean> {
    return unless(["EEXIST"], `linking ${to}`, () => link(this.#at(from), this.#at(to)));
  }

  async renameFolder(from: string, to: string): Promise<boolean> {
    return unless(["ENOTEMPTY", "EEXIST"], `renaming ${from} to ${to}`, () =>
      rename(this.#at(from), this.#at(to)),
    );
  }

  async remove(path: string): Promise<void> {
    await absentAs(undefined, `removing ${path}`, () =>
      path.endsWith("/") ? rmdir(this.#at(path)) : unlink(this.#at(path)),
    );
  }

  async makeFolder(path: string): Promise<boolean> {
    if (path === "") {
      return during(
        `making ${this.folder}`,
        async () => (await mkdir(this.folder, { recursive: true })) !== undefined,
      );
    }
    return unless(["EEXIST"], `making ${path}`, () => mkdir(this.#at(path)));
  }

  async syncFolder(path: string): Promise<void> {
    // Windows has no handle on a folder that could be synced; its file systems log names themselves.
    if (process.platform === "win32") return;
    const handle = await during(`opening ${path || this.folder}`, () =>
      open(this.#at(path), constants.O_RDONLY),
    );
    try {
      await syncing(`syncing the folder ${path || this.folder}`, (done) => fsync(handle.fd, done));
    } finally {
      await handle.close();
    }
  }

  async isExposed(path: string): Promise<boolean> {
    if (process.platform === "win32") return false;
    const { mode } = await during(`looking at ${path}`, () => stat(this.#at(path)));
    return (mode & 0o077) !== 0;
  }

  #at(path: string): string {
    return join(this.folder, path);
  }
}

async function during<T>(doing: string, work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (cause) {
    throw storageError(doing, cause);
  }
}

function syncing(doing: string, start: (done: (error: Error | null) => void) => void): Promise<void> {
  return new Promise((resolve, reject) => {
    start((error) => (error === null ? resolve() : reject(storageError(doing, error))));
  });
}

async function absentAs<T, A>(absent: A, doing: string, work: () => Promise<T>): Promise<T | A> {
  try {
    return await work();
  } catch (cause) {
    if (isCode(cause, ["ENOENT", "ENOTDIR", "EISDIR"])) return absent;
    throw storageError(doing, cause);
  }
}

async function unless(codes: readonly string[], doing: string, work: () => Promise<void>): Promise<boolean> {
  try {
    await work();
    return true;
  } catch (cause) {
    if (isCode(cause, codes)) return false;
    throw storageError(doing, cause);
  }
}

function isCode(cause: unknown, codes: readonly string[]): boolean {
  return cause instanceof Error && "code" in cause && codes.includes(String(cause.code));
}
