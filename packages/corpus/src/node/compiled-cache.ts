import { mkdirSync, readFileSync, renameSync, rmSync, statSync, writeFileSync, readdirSync } from "node:fs";
import { createHash } from "node:crypto";
import { dirname, join } from "node:path";
import type { Corpus } from "../corpus.ts";

/**
 * What a compiled form was made from: name, size and times of every file, as git's index judges freshness, and the same for this
 * package's own code, so that a change of the compiler is never answered from before it.
 */
export function fingerprint(files: readonly string[]): string {
  const hash = createHash("sha256");
  for (const file of [...files, ...codeFiles()]) {
    const status = statSync(file, { throwIfNoEntry: false });
    hash.update(`${file}\0${status?.size}\0${status?.mtimeMs}\0${status?.ctimeMs}\0${status?.ino}\n`);
  }
  return hash.digest("hex");
}

let ownCode: readonly string[] | undefined;

/** In a checkout the code of this package; once built, the files beside this one, and nothing above: there lie other people's packages. */
function codeFiles(): readonly string[] {
  const inCheckout = import.meta.filename.endsWith(".ts");
  const folder = inCheckout ? dirname(import.meta.dirname) : import.meta.dirname;
  ownCode ??= readdirSync(folder, { recursive: inCheckout, encoding: "utf8" })
    .filter((name) => /(?<!\.test)\.[jt]s$/u.test(name))
    .toSorted()
    .map((name) => join(folder, name));
  return ownCode;
}

/** The compiled form in `file`, if it was made from exactly these files. */
export function readCompiled(file: string, made: string): Corpus | undefined {
  try {
    const text = readFileSync(file, "utf8");
    const end = text.indexOf("\n");
    return text.slice(0, end) === made ? (JSON.parse(text.slice(end + 1)) as Corpus) : undefined;
  } catch {
    return undefined; // not there, half of it, or unreadable: it is only a cache
  }
}

/** Keeps the compiled form, whole or not at all; a folder that cannot be written is no reason to fail. */
export function keepCompiled(file: string, made: string, corpus: Corpus): void {
  const draft = `${file}.${process.pid}`;
  try {
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(draft, `${made}\n${JSON.stringify(corpus)}`);
    renameSync(draft, file);
  } catch {
    rmSync(draft, { force: true });
  }
}
