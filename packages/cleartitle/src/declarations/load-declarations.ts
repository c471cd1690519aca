import { createHash } from "node:crypto";
import { existsSync, readFileSync, statSync } from "node:fs";
import { dirname, join, resolve } from "node:path";

import type { Corpus } from "@cleartitle/corpus";

import { CleartitleError } from "../cleartitle-error.ts";
import { explainFileError } from "../files/explain-file-error.ts";
import { configFolder, findProject } from "../records/ledger-place.ts";
import type { Surroundings } from "../surroundings.ts";
import { checkDeclarations } from "./check-declarations.ts";
import type { Declarations, Proof } from "./declarations.ts";
import type { ReadDeclarations } from "./read-declarations.ts";

export const declarationsFile = "cleartitle.yaml";

/** One file of declarations, checked. */
export interface LoadedDeclarations {
  readonly path: string;
  /** Paths in it are relative to this. */
  readonly folder: string;
  readonly declarations: Declarations;
  /** SHA-256 of the file as it is. */
  readonly sha256: string;
  /** SHA-256 of each proof file, by the path as it is written. */
  readonly proofs: ReadonlyMap<string, { readonly sha256: string; readonly bytes: number }>;
}

/**
 * The declarations that hold here, the nearer ones last: the person's own (`~/.config/cleartitle/cleartitle.yaml`) and those of the project upwards.
 *
 * @throws CleartitleError `declarations` with file and line
 */
export async function loadDeclarations(
  corpus: Corpus,
  environment: Surroundings["environment"],
  from: string,
  today: string,
): Promise<readonly LoadedDeclarations[]> {
  const project = findProject(from);
  const paths = [
    join(configFolder(environment), declarationsFile),
    ...(project === null ? [] : [join(project, declarationsFile)]),
  ];
  const found = [...new Set(paths)].filter((path) => existsSync(path));
  return Promise.all(found.map(async (path) => loadOne(corpus, path, today)));
}

async function loadOne(corpus: Corpus, path: string, today: string): Promise<LoadedDeclarations> {
  const bytes = readBounded(path);
  // The schema takes longer to load than an answer, and most people declare nothing.
  const { readDeclarations } = await import("./read-declarations.ts");
  const known = readDeclarations(bytes.toString("utf8"), path);
  const declarations = checkDeclarations(corpus, known, today);
  const folder = dirname(path);
  const proofs = new Map<string, { sha256: string; bytes: number }>();
  for (const { proof, path: place } of proofsOf(declarations))
    proofs.set(proof.file, hashProof(folder, proof, place, known.wrong));
  return { path, folder, declarations, sha256: digest(bytes), proofs };
}

/** A proof that is gone or was changed proves nothing. */
function hashProof(
  folder: string,
  { file, sha256 }: Proof,
  place: readonly PropertyKey[],
  wrong: ReadDeclarations["wrong"],
): { sha256: string; bytes: number } {
  const path = resolve(folder, file);
  if (!existsSync(path) || !statSync(path).isFile())
    throw wrong(place, `the proof ${file} is not there: put the file back, or take the line out.`);
  const bytes = read(path);
  const is = digest(bytes);
  if (sha256 !== undefined && sha256.toLowerCase() !== is)
    throw wrong(place, `the proof ${file} is not the file that was declared: its SHA-256 is ${is}.`);
  return { sha256: is, bytes: bytes.length };
}

function proofsOf(
  declarations: Declarations,
): readonly { readonly proof: Proof; readonly path: readonly PropertyKey[] }[] {
  const { accounts = [] } = declarations;
  const listed = (proofs: readonly Proof[] | undefined, path: readonly PropertyKey[]) =>
    (proofs ?? []).map((proof, at) => ({ proof, path: [...path, "proof", at] }));
  return [
    ...accounts.flatMap(({ plans }, at) =>
      plans.flatMap(({ proof }, period) => listed(proof, ["accounts", at, "plans", period])),
    ),
    ...(["models", "adapters", "inputs", "attestations"] as const).flatMap((name) =>
      (declarations[name] ?? []).flatMap(({ proof }, at) => listed(proof, [name, at])),
    ),
  ];
}

/** A character has four bytes at the most; `readDeclarations` counts the characters themselves. */
const mostBytes = 4_194_304;

function readBounded(path: string): Buffer {
  const status = statSync(path);
  if (!status.isFile())
    throw new CleartitleError(
      "declarations",
      `${path}:1: it is no plain file; put the declarations into one.`,
    );
  if (status.size > mostBytes)
    throw new CleartitleError(
      "declarations",
      `${path}:1: The file has more than 4 MiB, and no more are read. Take out what is not needed.`,
    );
  return read(path);
}

function read(path: string): Buffer {
  try {
    return readFileSync(path);
  } catch (error) {
    throw explainFileError(path, error);
  }
}

const digest = (bytes: Uint8Array): string => createHash("sha256").update(bytes).digest("hex");
