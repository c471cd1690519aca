import { FOLDERS, listParties, type Corpus, type PartyKind } from "@cleartitle/corpus";

import { didYouMean } from "../../ask/did-you-mean.ts";
import { CleartitleError } from "../../cleartitle-error.ts";
import { listText } from "../../render/terms/list-text.ts";
import type { ExitStatus, Surroundings } from "../../surroundings.ts";
import { openTerms } from "../open-terms.ts";
import { tell, type TermsOptions } from "./terms-options.ts";

export interface ListOptions extends TermsOptions {
  readonly kind?: string;
  readonly grade?: string;
  readonly find?: string;
  readonly own?: true;
}

/** `cleartitle terms list`: whose terms are on record. */
export async function listTerms(options: ListOptions, around: Surroundings): Promise<ExitStatus> {
  const { corpus } = await openTerms(options, around);
  const parties = listParties(corpus, {
    kind: options.kind === undefined ? undefined : kindOf(options.kind),
    grade: options.grade === undefined ? undefined : gradeOf(corpus, options.grade),
    text: options.find,
    own: options.own,
  });
  await tell(options, around, parties, (paper) => listText(paper, parties));
  return 0;
}

/** A kind in the singular or, as the folders are called, in the plural. */
function kindOf(text: string): PartyKind {
  const kinds = Object.keys(FOLDERS) as PartyKind[];
  const found = kinds.find((kind) => kind === text || FOLDERS[kind] === text);
  if (found !== undefined) return found;
  throw new CleartitleError(
    "usage",
    `--kind takes ${kinds.join(", ")}, not "${text}".${didYouMean(text, kinds)}`,
  );
}

function gradeOf({ registry }: Corpus, text: string): string {
  if (Object.hasOwn(registry.grades, text)) return text;
  const grades = Object.keys(registry.grades);
  throw new CleartitleError(
    "usage",
    `--grade takes ${grades.join(", ")}, not "${text}".${didYouMean(text, grades)}`,
  );
}
