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

/** Kinds of texts, in the order in which their names are told. */
const places = ["prompt", "negativePrompt", "title", "headline", "description", "keywords"] as const;

/** What a file carries in words that a person wrote for it: prompts, titles, descriptions, keywords, all values of all carriers. */
export function textsOfFile(evidence: Evidence): readonly Written[] {
  const found: Readonly<Partial<Record<TextPlace, unknown>>> = evidence;
  const { words = [] } = evidence;
  return places.flatMap((where) =>
    written(where, [found[where], words.filter(({ field }) => field === where)]),
  );
}

/** The same of a question, where there is no file, or beside one. */
export function textsOfQuestion({ made }: Question): readonly Written[] {
  return [
    ...written("prompt", made?.prompt),
    ...written("title", made?.title),
    ...written("keywords", made?.keywords),
  ];
}

/** Several texts stay apart; the keywords of one list are one text, in which commas keep names from running over two of them. */
function written(where: TextPlace, given: unknown): readonly Written[] {
  const texts = textsIn(given);
  if (where !== "keywords") return texts.map((text) => ({ where, text }));
  return texts.length === 0 ? [] : [{ where, text: texts.join(", ") }];
}

/** A text, a list of texts, or texts that say where they were found: each of them once. */
function textsIn(given: unknown): readonly string[] {
  if (typeof given === "string") return given.trim() === "" ? [] : [given];
  if (Array.isArray(given)) return [...new Set(given.flatMap(textsIn))];
  if (typeof given !== "object" || given === null) return [];
  const { value, values } = given as { readonly value?: unknown; readonly values?: unknown };
  return textsIn(value ?? values);
}
