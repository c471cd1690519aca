import type { NewRecord } from "@cleartitle/ledger/records";

import { evidenceName } from "../records/evidence-name.ts";
import type { LoadedDeclarations } from "./load-declarations.ts";

/** The files of declarations and their proofs, to be put on record by their hashes. */
export function proofRecords(loaded: readonly LoadedDeclarations[]): readonly NewRecord[] {
  return loaded.flatMap(({ path, sha256, proofs }): readonly NewRecord[] => [
    {
      kind: "evidence-file",
      body: { file: { sha256 }, proves: "declarations", fileName: evidenceName(path) },
    },
    ...[...proofs].map(([fileName, file]): NewRecord => ({
      kind: "evidence-file",
      body: { file, proves: "a declaration", about: sha256, fileName: evidenceName(fileName) },
    })),
  ]);
}
