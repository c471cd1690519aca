import {
  findParty,
  FOLDERS,
  suggestParty,
  type Corpus,
  type Party,
  type PartyKind,
} from "@cleartitle/corpus";

import { CleartitleError } from "../cleartitle-error.ts";

/**
 * The party of whatever kind that a person named by its id, its name or an alias. A name that two of them share is not guessed at.
 *
 * @throws CleartitleError `unknown-party`, with the nearest id or the ids that share the name
 */
export function requireAnyParty(corpus: Corpus, text: string): Party {
  const found = findParty(corpus, undefined, text);
  if (found !== undefined) return found;
  const kinds = Object.keys(FOLDERS) as PartyKind[];
  const sharing = kinds.flatMap((kind) => findParty(corpus, kind, text) ?? []);
  const near = suggestParty(corpus, undefined, text);
  throw new CleartitleError(
    "unknown-party",
    sharing.length > 0
      ? `"${text}" may be ${sharing.map(({ kind, id }) => `the ${kind} ${id}`).join(" or ")}. Say the id.`
      : `Nobody on record is called "${text}".${near === undefined ? " `cleartitle terms list` lists all." : ` Did you mean "${near}"?`}`,
  );
}
