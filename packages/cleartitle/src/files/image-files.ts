import { constants, type Dirent, type Stats } from "node:fs";
import { open, opendir, stat } from "node:fs/promises";
import { basename, join } from "node:path";

import { formatsOfName, sniffFormat } from "@cleartitle/evidence";

import { CleartitleError } from "../cleartitle-error.ts";
import { explainFileError } from "./explain-file-error.ts";

/** A file to answer for, or a path that cannot be answered for and why. */
export type Found =
  | { readonly kind: "image"; readonly path: string }
  | { readonly kind: "problem"; readonly path: string; readonly error: CleartitleError };

/** Entries of one folder that are put in order. */
const mostSorted = 10_000;

/**
 * The images behind the paths a person named, in order: a named file as it is, whatever its name; of a folder every file below it
 * that is an image by its name or by its first bytes, in the order of names (of a folder of more than ten thousand, only these first ones).
 *
 * A folder is entered once, however many links lead to it, so a loop ends. Hidden folders, `node_modules` and the shadow files of
 * macOS (`._x.png`, `__MACOSX`) are passed over inside folders. Pipes, sockets and devices are never opened.
 */
export async function* imageFiles(paths: readonly string[]): AsyncGenerator<Found> {
  const entered = new Map<string, number>();
  for (const [turn, path] of paths.entries()) {
    let images = 0;
    let problems = 0;
    const named = await look(path);
    if (named instanceof CleartitleError) {
      yield { kind: "problem", path, error: named };
      continue;
    }
    if (!named.isDirectory()) {
      if (named.isFile()) yield { kind: "image", path };
      else yield { kind: "problem", path, error: notAFile(path) };
      continue;
    }
    const walk: Walk = { entered, turn, met: false };
    for await (const found of imagesBelow(path, named, walk)) {
      if (found.kind === "image") images += 1;
      else problems += 1;
      yield found;
    }
    if (images + problems === 0 && !walk.met) yield { kind: "problem", path, error: noImages(path) };
  }
}

interface Walk {
  /** Every folder that was entered, and at the turn of which of the paths. */
  readonly entered: Map<string, number>;
  readonly turn: number;
  /** Whether a folder was met whose images came with a path before this one. */
  met: boolean;
}

async function* imagesBelow(folder: string, stats: Stats, walk: Walk): AsyncGenerator<Found> {
  const identity = `${stats.dev}:${stats.ino}`;
  const before = walk.entered.get(identity);
  if (before !== undefined) {
    walk.met ||= before < walk.turn;
    return;
  }
  walk.entered.set(identity, walk.turn);

  const entries = entriesOf(folder);
  for (;;) {
    let next: IteratorResult<Dirent>;
    try {
      next = await entries.next();
    } catch (error) {
      yield { kind: "problem", path: folder, error: explainFileError(folder, error) };
      return;
    }
    if (next.done === true) return;
    const entry = next.value;
    const path = join(folder, entry.name);
    const target = entry.isSymbolicLink() || entry.isDirectory() ? await look(path) : null;
    if (target instanceof CleartitleError) {
      yield { kind: "problem", path, error: target };
    } else if (target?.isDirectory()) {
      yield* imagesBelow(path, target, walk);
    } else if (target === null ? entry.isFile() : target.isFile()) {
      const image = await isImage(path);
      if (image instanceof CleartitleError) yield { kind: "problem", path, error: image };
      else if (image) yield { kind: "image", path };
    }
  }
}

/** In the order of names; what is beyond the limit comes in the order of the system, for a list of a million names would fill the memory. */
async function* entriesOf(folder: string): AsyncGenerator<Dirent> {
  let sorted: Dirent[] | null = [];
  for await (const entry of await opendir(folder)) {
    const hiddenFolder = entry.isDirectory() && /^(?:\..*|node_modules|__MACOSX)$/.test(entry.name);
    if (hiddenFolder || entry.name.startsWith("._")) continue;
    if (sorted === null) {
      yield entry;
      continue;
    }
    sorted.push(entry);
    if (sorted.length < mostSorted) continue;
    yield* inOrder(sorted);
    sorted = null;
  }
  if (sorted !== null) yield* inOrder(sorted);
}

const inOrder = (entries: readonly Dirent[]): readonly Dirent[] =>
  entries.toSorted((a, b) => (a.name < b.name ? -1 : 1));

/** By its name, or where the name says nothing, by its first bytes. */
async function isImage(path: string): Promise<boolean | CleartitleError> {
  if (formatsOfName(basename(path)).length > 0) return true;
  if (/\.[a-z][a-z0-9]{0,9}$/i.test(path)) return false;
  try {
    // What was a file may be a pipe by now, and opening one would wait for ever.
    await using file = await open(path, constants.O_RDONLY | (constants.O_NONBLOCK ?? 0));
    const { buffer, bytesRead } = await file.read({ buffer: new Uint8Array(64), position: 0 });
    return sniffFormat(buffer.subarray(0, bytesRead)) !== "unknown";
  } catch (error) {
    return explainFileError(path, error);
  }
}

async function look(path: string): Promise<Stats | CleartitleError> {
  try {
    return await stat(path);
  } catch (error) {
    return explainFileError(path, error);
  }
}

const notAFile = (path: string): CleartitleError =>
  new CleartitleError(
    "not-a-file",
    `${path} is neither a file nor a folder; name an image file or a folder of images.`,
  );

const noImages = (path: string): CleartitleError =>
  new CleartitleError(
    "no-images",
    `${path} holds no image files; name a folder with PNG, JPEG, WebP or other images.`,
  );
