import { existsSync, readFileSync } from "node:fs";
import { createHash } from "node:crypto";
import { dirname, join, resolve } from "node:path";
import type { Corpus } from "../corpus.ts";
import type { Day } from "../date-bound.ts";
import { fingerprint, keepCompiled, readCompiled } from "./compiled-cache.ts";
import { CorpusError } from "./corpus-error.ts";
import { listFolder, readFolder } from "./read-folder.ts";
import { listOwnFolder, readOwnFolder } from "./read-own-folder.ts";

export interface LoadOptions {
  /** Folders with the user's own terms, merged over the public ones in this order. */
  readonly own?: readonly string[];
  /** The day up to which own terms may be dated; where left out, any day will do. */
  readonly today?: Day;
  /** Where compiled forms are kept; `null` for nowhere. By default `.cache` inside the corpus folder. */
  readonly cache?: string | null;
}

/**
 * Loads the corpus in a folder: from its compiled form where nothing has changed since, else by compiling it. A published corpus folder
 * has only `corpus.json`, which is the compiled form itself; such a file may also be named, whatever it is called, so that an older form can be kept.
 *
 * @throws CorpusError where there is no corpus, or where a file has a mistake: a corpus that lacks a rule could turn a no into a yes.
 * @example
 * const corpus = await loadCorpus("corpus", { own: ["our-terms"] });
 */
export async function loadCorpus(folder: string, options: LoadOptions = {}): Promise<Corpus> {
  const root = resolve(folder);
  const own = [...new Set((options.own ?? []).map((each) => resolve(each)))];
  if (own.length === 0) return loadPublic(root, options);
  const publicFiles = isAuthored(root) ? paths(root) : [dataFile(root)];
  return cached([root, ...own], [...publicFiles, ...own.flatMap(ownPaths)], options, async () => {
    const { extendCorpus } = await import("../compile/compile-corpus.ts");
    const { checkOwn } = await import("../lint/check-own.ts");
    let corpus = await loadPublic(root, options);
    for (const each of own) {
      const { files, findings } = readOwnFolder(each);
      const extended = extendCorpus(corpus, files);
      const mistakes = [...findings, ...checkOwn(extended, options.today ?? "9999-12-31")];
      if (mistakes.length > 0) throw CorpusError.invalid(each, mistakes);
      ({ corpus } = extended);
    }
    return corpus;
  });
}

/** The compiled form as published: the only file of a corpus folder without authored files. */
const DATA = "corpus.json";

async function loadPublic(root: string, options: LoadOptions): Promise<Corpus> {
  if (!isAuthored(root)) return readData(root);
  return cached([root], [join(root, "package.json"), ...paths(root)], options, async () => {
    // YAML, schemas and the compiler are only loaded where they are needed: the compiled form must open in a few milliseconds.
    const { compileCorpus } = await import("../compile/compile-corpus.ts");
    const { corpus, findings } = compileCorpus(readFolder(root), { version: versionOf(root) });
    if (findings.length > 0) throw CorpusError.invalid(root, findings);
    return corpus;
  });
}

/** The compiled form that a folder holds, or that is named itself. */
function dataFile(root: string): string {
  return root.endsWith(".json") ? root : join(root, DATA);
}

function isAuthored(root: string): boolean {
  return existsSync(join(root, "registry"));
}

function paths(folder: string): readonly string[] {
  return listFolder(folder).map((path) => join(folder, path));
}

/** All that own terms hang on: a folder with something misplaced is never answered from before it. */
function ownPaths(folder: string): readonly string[] {
  const { paths: found, findings } = listOwnFolder(folder);
  return [...found, ...findings.map(({ file }) => file)].map((path) => join(folder, path));
}

async function cached(
  folders: readonly string[],
  files: readonly string[],
  options: LoadOptions,
  make: () => Promise<Corpus>,
): Promise<Corpus> {
  if (options.cache === null) return make();
  const [root = ""] = folders;
  const name = createHash("sha256").update(folders.join("\0")).digest("hex").slice(0, 16);
  const home = root.endsWith(".json") ? dirname(root) : root;
  const file = join(options.cache ?? join(home, ".cache"), `corpus-${name}.json`);
  const made = fingerprint(files);
  const kept = readCompiled(file, made);
  if (kept !== undefined) return kept;
  const corpus = await make();
  keepCompiled(file, made, corpus);
  return corpus;
}

function readData(root: string): Corpus {
  try {
    const data = JSON.parse(readFileSync(dataFile(root), "utf8")) as Partial<Corpus> | null;
    if (!data?.parties || !data.registry || !data.rules || !data.digest)
      throw new Error("it has no parties, registry, rules or digest");
    return data as Corpus;
  } catch (error) {
    throw new CorpusError(
      "corpus-missing",
      `${root} is not a corpus: it has neither a registry folder nor a readable ${DATA}. Name the folder that has the terms.`,
      [],
      { cause: error },
    );
  }
}

/** The version of the corpus is that of its data package. */
export function versionOf(root: string): string {
  try {
    const { version } = JSON.parse(readFileSync(join(root, "package.json"), "utf8")) as { version?: unknown };
    return typeof version === "string" ? version : "0.0.0";
  } catch {
    return "0.0.0";
  }
}
