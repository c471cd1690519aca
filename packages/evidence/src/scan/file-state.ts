import { createHash } from "node:crypto";
import { type BigIntStats, closeSync, constants, fstatSync, openSync, readSync } from "node:fs";
import { resolve } from "node:path";

/** A file as it lay there before it was read. */
export interface FileState {
  readonly path: string;
  readonly size: string;
  /** All else by which a change is noticed. */
  readonly changed: string;
}

/** Bytes of the beginning and of the end that are looked at. */
const looked = 4096;

/**
 * How the file lies there now; null where that cannot be told, so that nothing is kept of it and reading it says why.
 *
 * Size and time of change are not enough: `cp -p`, `rsync -t` and unpacking set the time back. The time at which the entry was changed cannot be set
 * by anybody, and another file has another number on its device. Where a system gives neither (FAT, some network drives), a change
 * in the middle of a file could go unseen, so nothing is kept of such files.
 */
export function fileState(path: string): FileState | null {
  let file: number | null = null;
  try {
    // Opening a pipe that nobody writes to would wait without end.
    file = openSync(path, constants.O_RDONLY | (constants.O_NONBLOCK ?? 0));
    const status = fstatSync(file, { bigint: true });
    if (!status.isFile() || status.ino === 0n || status.ctimeNs === 0n) return null;
    const { dev, ino, ctimeNs, mtimeNs, size } = status;
    const changed = [dev, ino, ctimeNs, mtimeNs, headAndTail(file, status)].join(" ");
    return { path: resolve(path), size: String(size), changed };
  } catch {
    return null;
  } finally {
    if (file !== null) closeSync(file);
  }
}

function headAndTail(file: number, { size }: BigIntStats): string {
  const bytes = Buffer.alloc(looked);
  const hash = createHash("sha256");
  const end = Number(size) - looked;
  for (const position of end > 0 ? [0, end] : [0])
    hash.update(bytes.subarray(0, readSync(file, bytes, 0, looked, position)));
  return hash.digest("hex").slice(0, 32);
}
