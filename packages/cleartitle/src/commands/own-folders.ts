import { delimiter } from "node:path";

import type { Surroundings } from "../surroundings.ts";

/** The option that every command with terms has. */
export interface OwnOptions {
  readonly corpus?: readonly string[];
}

/**
 * The folders of the user's own terms: those of CLEARTITLE_CORPUS (a list like PATH), then those given with `--corpus`, each laid over the
 * ones before.
 */
export function ownFolders(
  { corpus = [] }: OwnOptions,
  { environment }: Pick<Surroundings, "environment">,
): readonly string[] {
  const everywhere = (environment["CLEARTITLE_CORPUS"] ?? "").split(delimiter);
  return [...everywhere, ...corpus].filter((folder) => folder !== "");
}
