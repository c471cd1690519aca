import { scanWritten, type TextPlace, type Written } from "@cleartitle/content";
import type { Evidence } from "@cleartitle/evidence";

import type { ContentClaim } from "../answer.ts";
import type { Question } from "../ask/question.ts";

/** How often one name is reported for one text. */
const mostPlaces = 3;

/** Texts, and the names that they hold. */
export interface NamedWords {
  readonly texts: readonly Written[];
  readonly claims: readonly ContentClaim[];
}

/** The words that an answer is about: those of the file, and those that the question adds. */
export interface Words {
  readonly file: NamedWords;
  readonly asked: NamedWords;
}

/**
 * The names that texts hold, each with the words that matched and the fact it is evidence for. No claim proves nothing: the list of names does not
 * hold every name.
 */
export function namedWords(texts: readonly Written[]): NamedWords {
  const found = texts.length === 0 ? [] : scanWritten(texts, { perName: mostPlaces });
  return {
    texts,
    claims: found.map(({ fact, kind, name, matched, span, where, split, confidence, died, why }) => ({
      fact,
      kind,
      name,
      matched,
      span,
      where,
      ...(split === undefined ? {} : { split }),
      confidence,
      ...(died === undefined ? {} : { died }),
      why,
    })),
  };
}

/** What a file carries in words that a person wrote for it: prompts, titles, descriptions, keywords. */
export function textsOfFile({ prompt, negativePrompt }: Evidence): readonly Written[] {
  return [...written("prompt", prompt), ...written("negativePrompt", negativePrompt)];
}

/** The same of a question, where there is no file, or beside one. */
export function textsOfQuestion({ made }: Question): readonly Written[] {
  return [
    ...written("prompt", made?.prompt),
    ...written("title", made?.title),
    ...written("keywords", made?.keywords),
  ];
}

function written(where: TextPlace, given: string | readonly string[] | null | undefined): readonly Written[] {
  if (given === undefined || given === null || given.length === 0) return [];
  // A comma parts keywords, so that no name runs over two of them by chance.
  return [{ where, text: typeof given === "string" ? given : given.join(", ") }];
}
