import { concatenate, equalBytes, type Bytes } from "./bytes.ts";
import { sha256 } from "./web-crypto.ts";

/** RFC 9162 §2.1.1: a leaf is hashed behind 0x00, a node behind 0x01, so that neither can pass for the other. */
export function hashLeaf(entry: Uint8Array): Promise<Bytes> {
  return sha256(concatenate(Uint8Array.of(0), entry));
}

function hashNode(left: Uint8Array, right: Uint8Array): Promise<Bytes> {
  return sha256(concatenate(Uint8Array.of(1), left, right));
}

/**
 * Says whether `proof` leads from the leaf at `index` to the root of a tree of `size` leaves.
 *
 * Source: RFC 9162 §2.1.3.2. Numbers are halved, never shifted: JavaScript shifts wrap at 32 bits.
 */
export async function isIncluded(
  index: number,
  size: number,
  leaf: Uint8Array,
  proof: readonly Uint8Array[],
  root: Uint8Array,
): Promise<boolean> {
  if (index < 0 || index >= size || leaf.length !== 32) return false;
  let at = index;
  let last = size - 1;
  let hash: Uint8Array = leaf;
  for (const step of proof) {
    if (last === 0 || step.length !== 32) return false;
    if (isOdd(at) || at === last) {
      hash = await hashNode(step, hash);
      while (!isOdd(at) && at !== 0) {
        at = half(at);
        last = half(last);
      }
    } else {
      hash = await hashNode(hash, step);
    }
    at = half(at);
    last = half(last);
  }
  return last === 0 && equalBytes(hash, root);
}

/**
 * Says whether `proof` shows that the tree of `size` leaves with `root` begins with the tree of `oldSize` leaves.
 * Every tree begins with the empty one, whose proof is empty.
 *
 * Source: RFC 9162 §2.1.4.2.
 */
export async function isConsistent(
  oldSize: number,
  size: number,
  oldRoot: Uint8Array,
  root: Uint8Array,
  proof: readonly Uint8Array[],
): Promise<boolean> {
  if (oldSize < 0 || oldSize > size || proof.some((step) => step.length !== 32)) return false;
  if (oldSize === size) return proof.length === 0 && equalBytes(oldRoot, root);
  if (oldSize === 0) return proof.length === 0;
  const steps = isPowerOfTwo(oldSize) ? [oldRoot, ...proof] : proof;
  const [first, ...rest] = steps;
  if (first === undefined) return false;
  let at = oldSize - 1;
  let last = size - 1;
  while (isOdd(at)) {
    at = half(at);
    last = half(last);
  }
  let oldHash: Uint8Array = first;
  let hash: Uint8Array = first;
  for (const step of rest) {
    if (last === 0) return false;
    if (isOdd(at) || at === last) {
      oldHash = await hashNode(step, oldHash);
      hash = await hashNode(step, hash);
      while (!isOdd(at) && at !== 0) {
        at = half(at);
        last = half(last);
      }
    } else {
      hash = await hashNode(hash, step);
    }
    at = half(at);
    last = half(last);
  }
  return last === 0 && equalBytes(oldHash, oldRoot) && equalBytes(hash, root);
}

function isOdd(value: number): boolean {
  return value % 2 === 1;
}

function half(value: number): number {
  return Math.floor(value / 2);
}

function isPowerOfTwo(value: number): boolean {
  let rest = value;
  while (rest % 2 === 0) rest /= 2;
  return rest === 1;
}
