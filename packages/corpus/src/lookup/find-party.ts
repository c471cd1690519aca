import type { Corpus } from "../corpus.ts";
import { nearest } from "../nearest.ts";
import type { Party, PartyKind } from "../party.ts";
import { normalName } from "./normal-name.ts";
import { squeezedName } from "./squeezed-name.ts";
import { own } from "../own.ts";

interface NameIndex {
  readonly ids: ReadonlyMap<string, readonly Party[]>;
  readonly names: ReadonlyMap<string, readonly Party[]>;
  /** Ids, names and aliases without what parts their words. */
  readonly squeezed: ReadonlyMap<string, readonly Party[]>;
}

const indexes = new WeakMap<Corpus, NameIndex>();

/**
 * The party that an id, a name or an alias means, whatever its case and punctuation and with or without spaces; of one kind where `kind` is given. An id wins over
 * a name. Undefined where nobody has the name, or where two parties share it: a guess would put the wrong terms into a chain.
 *
 * @example
 * findParty(corpus, "model", "FLUX.1 [dev]")?.id // "flux-1-dev"
 */
export function findParty(corpus: Corpus, kind: PartyKind | undefined, name: string): Party | undefined {
  const exact = own(corpus.parties, name);
  if (exact !== undefined && fits(exact, kind)) return exact;
  const { ids, names, squeezed } = indexOf(corpus);
  const wanted = normalName(name);
  if (wanted === "") return undefined;
  for (const parties of [ids.get(wanted), names.get(wanted), squeezed.get(squeezedName(name))]) {
    const found = parties?.filter((party) => fits(party, kind)) ?? [];
    if (found.length > 0) return found.length === 1 ? found[0] : undefined;
  }
  return undefined;
}

/** The id of the party that a mistyped name most likely means, for the message that says so. */
export function suggestParty(corpus: Corpus, kind: PartyKind | undefined, name: string): string | undefined {
  const parties = Object.values(corpus.parties).filter((party) => fits(party, kind));
  const near = nearest(
    name,
    parties.flatMap((party) => [party.id, party.name, ...party.aliases]),
  );
  return near === undefined
    ? undefined
    : parties.find((party) => [party.id, party.name, ...party.aliases].includes(near))?.id;
}

function fits(party: Party, kind: PartyKind | undefined): boolean {
  return kind === undefined || party.kind === kind;
}

function indexOf(corpus: Corpus): NameIndex {
  let index = indexes.get(corpus);
  if (index === undefined) {
    const ids = new Map<string, Party[]>();
    const names = new Map<string, Party[]>();
    const squeezed = new Map<string, Party[]>();
    for (const party of Object.values(corpus.parties)) {
      add(ids, normalName(party.id), party);
      for (const name of [party.name, ...party.aliases]) add(names, normalName(name), party);
      for (const name of [party.id, party.name, ...party.aliases]) add(squeezed, squeezedName(name), party);
    }
    index = { ids, names, squeezed };
    indexes.set(corpus, index);
  }
  return index;
}

function add(index: Map<string, Party[]>, key: string, party: Party): void {
  const parties = index.get(key);
  if (parties === undefined) index.set(key, [party]);
  else if (!parties.includes(party)) parties.push(party);
}
