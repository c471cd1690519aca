import { execFile } from "node:child_process";
import { readFileSync, statSync } from "node:fs";
import { join } from "node:path";
import { promisify } from "node:util";

import type { Corpus } from "@cleartitle/corpus";
import { loadCorpus } from "@cleartitle/corpus/node";

import { readJson } from "../ask/read-json.ts";
import { CleartitleError } from "../cleartitle-error.ts";

/**
 * A version of the terms: a corpus.json, a folder with one or with authored terms, or a git revision of the repository one stands in.
 *
 * @throws CleartitleError `corpus-unreadable` where the name leads to none
 */
export async function readVersion(name: string): Promise<Corpus> {
  const status = statSync(name, { throwIfNoEntry: false });
  if (status?.isDirectory() === true) return loadCorpus(name, { cache: null });
  if (status?.isFile() === true) return parseCorpus(name, readFileSync(name, "utf8"));
  return parseCorpus(name, await readRevision(name));
}

async function readRevision(name: string): Promise<string> {
  try {
    const shown = `${name}:corpus/corpus.json`;
    const { stdout } = await promisify(execFile)("git", ["show", "--end-of-options", shown], {
      maxBuffer: 1 << 28,
    });
    return stdout;
  } catch (error) {
    throw new CleartitleError(
      "corpus-unreadable",
      `There is no version "${name}": name a corpus.json, a folder that has one, or a git revision with ${join("corpus", "corpus.json")}.`,
      error,
    );
  }
}

function parseCorpus(name: string, text: string): Corpus {
  let value: unknown;
  try {
    value = readJson(text, name, "corpus-unreadable");
  } catch (error) {
    if (error instanceof CleartitleError && error.issues.some(({ code }) => code !== "not-json")) throw error;
    throw new CleartitleError("corpus-unreadable", `${name} is not JSON.`, error);
  }
  if (isCorpus(value)) return value;
  throw new CleartitleError(
    "corpus-unreadable",
    `${name} is JSON, but not a corpus: it has no parties or no registry.`,
  );
}

function isCorpus(value: unknown): value is Corpus {
  if (typeof value !== "object" || value === null) return false;
  const { registry, parties, rules, digest, version } = value as Record<string, unknown>;
  const texts = typeof digest === "string" && typeof version === "string";
  return texts && [registry, parties, rules].every((part) => typeof part === "object" && part !== null);
}
