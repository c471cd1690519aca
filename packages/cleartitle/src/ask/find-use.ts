import type { Corpus } from "@cleartitle/corpus";

import { CleartitleError } from "../cleartitle-error.ts";
import { didYouMean } from "./did-you-mean.ts";

/** The code of a use, or an error with the nearest one. */
export function findUse(corpus: Corpus, code: string): string {
  if (Object.hasOwn(corpus.registry.uses, code)) return code;
  const codes = Object.keys(corpus.registry.uses);
  const near = didYouMean(code, codes) || ` Uses: ${codes.join(", ")}.`;
  throw new CleartitleError("unknown-use", `No use is called "${code}".${near}`);
}
