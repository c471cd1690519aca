import type { Corpus } from "../corpus.ts";
import type { HashKind, ModelFile, Party } from "../party.ts";

/** A file of the corpus that a hash names. */
export interface HashMatch {
  readonly party: Party;
  readonly file: ModelFile;
  /** The kind of hash that agreed: `autov2` and `autov1` are short and say less than `sha256`. */
  readonly kind: HashKind;
}

const indexes = new WeakMap<Corpus, ReadonlyMap<string, readonly HashMatch[]>>();

/**
 * The files with a hash. Kinds are never mixed: a short hash of one kind is no prefix of another. The one exception is what the kinds
 * themselves say: AutoV2 is the first ten digits of the SHA-256, so a SHA-256 that no file has is looked up once more as AutoV2.
 *
 * @example
 * findByHash(corpus, "autov2", "4610115bb0")[0]?.party.id // "flux-1-dev"
 */
export function findByHash(corpus: Corpus, kind: HashKind, hash: string): readonly HashMatch[] {
  const index = indexOf(corpus);
  const wanted = normalHash(hash);
  const found = index.get(`${kind}:${wanted}`) ?? [];
  if (found.length > 0 || kind !== "sha256" || !/^[0-9a-f]{64}$/u.test(wanted)) return found;
  // A file that has a SHA-256 of its own has just been ruled out by it.
  return (index.get(`autov2:${wanted.slice(0, 10)}`) ?? []).filter(
    ({ file }) => file.hashes.sha256 === undefined,
  );
}

function normalHash(hash: string): string {
  return hash.trim().toLowerCase().replace(/^0x/u, "");
}

function indexOf(corpus: Corpus): ReadonlyMap<string, readonly HashMatch[]> {
  let index = indexes.get(corpus);
  if (index === undefined) {
    const filled = new Map<string, HashMatch[]>();
    for (const party of Object.values(corpus.parties)) {
      for (const file of party.files) {
        for (const [kind, hash] of Object.entries(file.hashes) as [HashKind, string][]) {
          const key = `${kind}:${normalHash(hash)}`;
          const matches = filled.get(key);
          if (matches === undefined) filled.set(key, [{ party, file, kind }]);
          else matches.push({ party, file, kind });
        }
      }
    }
    index = filled;
    indexes.set(corpus, index);
  }
  return index;
}
