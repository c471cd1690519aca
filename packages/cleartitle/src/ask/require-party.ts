import { findParty, suggestParty, type Corpus, type Party, type PartyKind } from "@cleartitle/corpus";

import { CleartitleError } from "../cleartitle-error.ts";

const longList = 30;

/** The party of a kind that a person named by its id, its name or an alias; otherwise an error with the nearest id. */
export function requireParty(corpus: Corpus, kind: PartyKind, text: string): Party {
  const found = findParty(corpus, kind, text);
  if (found !== undefined) return found;
  const near = suggestParty(corpus, kind, text);
  const ids = Object.values(corpus.parties).flatMap((party) => (party.kind === kind ? [party.id] : []));
  const list =
    ids.length === 0
      ? " None is on record yet."
      : ` On record: ${ids.toSorted().slice(0, longList).join(", ")}${more(ids.length)}.`;
  throw new CleartitleError(
    kind === "market" ? "unknown-market" : "unknown-party",
    `No ${kind} on record is called "${text}".${near === undefined ? list : ` Did you mean "${near}"?`}`,
  );
}

const more = (count: number): string => (count > longList ? ` and ${count - longList} more` : "");
