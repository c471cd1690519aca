import type { ChainedKey } from "./key-chain.ts";
import type { Signer } from "./note.ts";
import { isSameKey, type VerifierKey } from "./verifier-key.ts";

/**
 * Which key of the log signed the head of a bundle, and how one comes to trust it.
 *
 * Offline nobody can see whether a key is still in its owner's hands: whoever takes it can sign with it, and endorse
 * another. So one that was only endorsed is never said to be the one that was given.
 */
export interface BundleSigner {
  readonly key: VerifierKey;
  /** `given`: this very key was given. `endorsed`: a key that was given leads to it. `own`: only the bundle names it. */
  readonly standing: "given" | "endorsed" | "own";
  /** Where it is `endorsed`: the key that was given, then those between the two, each of which endorsed the next. */
  readonly endorsedBy: readonly VerifierKey[];
  /** The key that came after it by the bundle's own notes, where one did: it was given up then. */
  readonly replacedBy: VerifierKey | null;
}

/** Of several that signed, one that was given counts before one that was endorsed, and a newer one before an older. */
export function signerOf(
  signers: readonly Signer[],
  chain: readonly ChainedKey[],
  pinned: readonly VerifierKey[],
): BundleSigner {
  const isPinned = (key: VerifierKey): boolean => pinned.some((pin) => isSameKey(pin, key));
  const placeOf = (key: VerifierKey): number => chain.findLastIndex((each) => isSameKey(each.key, key));
  const keys = signers
    .map(({ key }) => key)
    .filter(({ type }) => type === 1)
    .toSorted((a, b) => Number(isPinned(b)) - Number(isPinned(a)) || placeOf(b) - placeOf(a));
  const [key] = keys;
  if (key === undefined) throw new Error("a head without the signature of its log passed as signed");
  const place = placeOf(key);
  const replacedBy = (place < 0 ? undefined : chain[place + 1]?.key) ?? null;
  if (isPinned(key)) return { key, standing: "given", endorsedBy: [], replacedBy };
  if (pinned.length === 0) return { key, standing: "own", endorsedBy: [], replacedBy };
  const from = chain.findLastIndex((each, at) => at < place && isPinned(each.key));
  const endorsedBy = chain.slice(from, place).map((each) => each.key);
  return { key, standing: "endorsed", endorsedBy, replacedBy };
}
