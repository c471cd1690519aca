import { storageError } from "./storage-error.ts";
import { folderOf, type Storage, type WritableFile } from "./storage.ts";

/** What happens to one operation of the storage: `null` lets it pass. */
export type Fault = (operation: string, path: string, count: number) => Error | null;

/** Decides what an unsynced byte or name becomes in a crash: true keeps it. */
export type Luck = () => boolean;

interface Content {
  bytes: Uint8Array;
  durable: Uint8Array;
  exposed: boolean;
}

/**
 * A file system in memory that forgets like a real one: `crash` gives back what a disk might hold after a loss of power,
 * where everything that was not synced may be there, be missing or be there in part.
 */
export class MemoryStorage implements Storage {
  #names = new Map<string, Content | "folder">();
  #durableNames = new Map<string, Content | "folder">();
  #count = 0;
  #fault: Fault = () => null;

  /** Calls `fault` before every operation that changes something; its error is thrown instead of doing it. */
  injectFaults(fault: Fault): void {
    this.#fault = fault;
    this.#count = 0;
  }

  /** How many changing operations have been asked for since faults were last set. */
  get operations(): number {
    return this.#count;
  }

  /** What is on the disk after a loss of power now. */
  crash(lucky: Luck): MemoryStorage {
    const survivor = new MemoryStorage();
    const paths = new Set([...this.#names.keys(), ...this.#durableNames.keys()]);
    for (const path of [...paths].sort()) {
      const now = this.#names.get(path);
      const before = this.#durableNames.get(path);
      const kept = now === before || lucky() ? now : before;
      if (kept === undefined) continue;
      if (folderOf(path) !== "" && !survivor.#names.has(folderOf(path))) continue;
      survivor.#names.set(path, kept === "folder" ? kept : afterCrash(kept, lucky));
    }
    survivor.#durableNames = new Map(survivor.#names);
    return survivor;
  }

  /** A copy that shares nothing, as if the folder had been copied. */
  copy(): MemoryStorage {
    const copy = new MemoryStorage();
    for (const [path, content] of this.#names) {
      copy.#names.set(path, content === "folder" ? content : { ...content, bytes: content.bytes.slice() });
    }
    copy.#durableNames = new Map(copy.#names);
    return copy;
  }

  /** Puts a file there as a stranger would, past all operations. Null removes it. */
  tamper(path: string, bytes: Uint8Array | null): void {
    if (bytes === null) this.#names.delete(path);
    else this.#names.set(path, { bytes, durable: bytes, exposed: false });
  }

  async read(path: string): Promise<Uint8Array | null> {
    const content = this.#names.get(path);
    return content === undefined || content === "folder" ? null : content.bytes.slice();
  }

  async list(folder: string): Promise<readonly string[]> {
    const found: string[] = [];
    for (const [path, content] of this.#names) {
      if (folderOf(path) !== folder || path === "") continue;
      found.push(path.slice(folder === "" ? 0 : folder.length + 1) + (content === "folder" ? "/" : ""));
    }
    return found.sort();
  }

  async create(path: string, access?: "private"): Promise<WritableFile> {
    this.#meet("create", path);
    const content: Content = {
      bytes: new Uint8Array(0),
      durable: new Uint8Array(0),
      exposed: access !== "private",
    };
    this.#names.set(path, content);
    return {
      write: (bytes: Uint8Array): void => {
        try {
          this.#meet("write", path);
        } catch (error) {
          // A full disk takes a part of what it is given.
          content.bytes = joined(content.bytes, bytes.subarray(0, bytes.length >> 1));
          throw error;
        }
        content.bytes = joined(content.bytes, bytes);
      },
      sync: async (): Promise<void> => {
        this.#meet("sync", path);
        content.durable = content.bytes;
      },
      close: async (): Promise<void> => {},
    };
  }

  async rename(from: string, to: string): Promise<void> {
    this.#meet("rename", to);
    this.#names.set(to, this.#existing(from));
    this.#names.delete(from);
  }

  async link(from: string, to: string): Promise<boolean> {
    this.#meet("link", to);
    if (this.#names.has(to)) return false;
    this.#names.set(to, this.#existing(from));
    return true;
  }

  async renameFolder(from: string, to: string): Promise<boolean> {
    this.#meet("rename", to);
    if ((await this.list(to)).length > 0) return false;
    for (const [path, content] of this.#names) {
      if (path !== from && !path.startsWith(`${from}/`)) continue;
      this.#names.delete(path);
      this.#names.set(to + path.slice(from.length), content);
    }
    return true;
  }

  async remove(path: string): Promise<void> {
    this.#meet("remove", path);
    this.#names.delete(path.replace(/\/$/, ""));
  }

  async makeFolder(path: string): Promise<boolean> {
    this.#meet("mkdir", path);
    if (path === "" || this.#names.has(path)) return false;
    this.#names.set(path, "folder");
    return true;
  }

  async syncFolder(path: string): Promise<void> {
    this.#meet("sync", path);
    for (const known of this.#durableNames.keys()) {
      if (folderOf(known) === path && !this.#names.has(known)) this.#durableNames.delete(known);
    }
    for (const [name, content] of this.#names) {
      if (folderOf(name) === path) this.#durableNames.set(name, content);
    }
  }

  async isExposed(path: string): Promise<boolean> {
    const content = this.#existing(path);
    return content !== "folder" && content.exposed;
  }

  #meet(operation: string, path: string): void {
    this.#count += 1;
    const error = this.#fault(operation, path, this.#count);
    if (error !== null) throw storageError(`${operation} of ${path}`, error);
  }

  #existing(path: string): Content | "folder" {
    const content = this.#names.get(path);
    if (content === undefined) throw storageError(`opening ${path}`, new Error("no such file"));
    return content;
  }
}

function afterCrash({ bytes, durable, exposed }: Content, lucky: Luck): Content {
  let kept = durable;
  if (bytes.length > durable.length) {
    const part = lucky() ? bytes.length : durable.length + ((bytes.length - durable.length) >> 1);
    if (lucky()) kept = bytes.slice(0, part);
  }
  return { bytes: kept, durable: kept, exposed };
}

function joined(left: Uint8Array, right: Uint8Array): Uint8Array {
  const both = new Uint8Array(left.length + right.length);
  both.set(left);
  both.set(right, left.length);
  return both;
}
