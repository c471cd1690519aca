import { scanPrompt } from "@cleartitle/content";

import type { ContentClaim } from "../answer.ts";

/** How often one name is reported for one file. */
const mostPlaces = 3;

/**
 * The names that a prompt holds, each with the words that matched and the fact it is evidence for. What a negative prompt names is not
 * shown in the picture and is left out. No claim proves nothing: the list of names does not hold every name.
 */
export function contentOf(prompt: string | null): readonly ContentClaim[] {
  if (prompt === null || prompt === "") return [];
  return scanPrompt(prompt, { perName: mostPlaces }).map(
    ({ fact, kind, name, matched, span, confidence, died, why }) => ({
      fact,
      kind,
      name,
      matched,
      span,
      confidence,
      ...(died === undefined ? {} : { died }),
      why,
    }),
  );
}
