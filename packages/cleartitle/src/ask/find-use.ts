import { normalName, type Corpus } from "@cleartitle/corpus";

import { CleartitleError } from "../cleartitle-error.ts";
import { didYouMean } from "./did-you-mean.ts";

/** The code of the use that a code or a label means, whatever its case and punctuation; or an error with the nearest one. */
export function findUse(corpus: Corpus, code: string): string {
  if (Object.hasOwn(corpus.registry.uses, code)) return code;
  const wanted = normalName(code);
  const meant = Object.values(corpus.registry.uses).find((use) =>
    [use.code, use.label].some((name) => normalName(name) === wanted),
  );
  if (meant !== undefined) return meant.code;
  const codes = Object.keys(corpus.registry.uses);
  const near = didYouMean(code, codes) || ` Uses: ${codes.join(", ")}.`;
  throw new CleartitleError("unknown-use", `No use is called "${code}".${near}`);
}
