import { leastCommon, type FingerprintIndex, type NearFingerprint } from "./fingerprint-index.ts";
import type { GreyPicture } from "./perceptual-hash.ts";
import { cutStep, likelyCuts, PictureWindows, type Cut } from "./picture-windows.ts";
import { countOnes, hashWords, mirrorBits, ones, signsOf, type SignHash } from "./sign-hash.ts";
import { keyCount, keyedWords, keyOf, keysOfWindow } from "./window-keys.ts";

/** A recorded picture of which the one asked for seems to be a part, or the other way round. */
export interface NearPart extends NearFingerprint {
  readonly cut: Cut;
}

/** A window that lies a bit beside the right place still has this few of 256 bits wrong. */
const nearlyRight = 72;

/**
 * What may differ where a picture is taken for a part: of 256 sure bits, and of all 256. Many places were tried, so that
 * sure bits alone can agree by chance; in a true part most of the others agree as well.
 */
const partDistance = 5;
const mostDiffering = 28;

/** So many of the nearest records are looked at more closely. */
const mostRefined = 32;

interface Candidate {
  readonly row: number;
  /** Of the bits that both are sure of, the share that differs. */
  readonly share: number;
  /** Of all bits, sure or not, how many differ: they tell the better of two places where all sure ones agree. */
  readonly differing: number;
  readonly cut: Cut;
  readonly mirrored: boolean;
}

/**
 * Records whose centre is seen somewhere in the picture, nearest first: of which it is a crop, or which it shows with
 * something around. Every likely place is hashed, the hashes are put under keys, and each record looks up its own keys
 * once, so that nothing but the records has to be kept in memory.
 */
export function findParts(index: FingerprintIndex, picture: GreyPicture): readonly NearPart[] {
  const windows = new PictureWindows(picture);
  const candidates = [...scan(index, windows).values()]
    .toSorted((left, right) => left.share - right.share || left.row - right.row)
    .slice(0, mostRefined)
    .map((one) => refine(index, windows, one));
  return candidates
    .filter(({ share, differing }) => share * 256 <= partDistance && differing <= mostDiffering)
    .map(({ row, share, cut, mirrored }) => ({
      position: index.positionAt(row),
      distance: Math.round(share * 256),
      mirrored,
      cut: mirrored ? { ...cut, left: cut.right, right: cut.left } : cut,
    }))
    .toSorted((left, right) => left.distance - right.distance || left.position - right.position);
}

interface HashedWindow extends SignHash {
  readonly cut: Cut;
  readonly frequencies: Float64Array;
}

/** The best window for each row that has a nearly right one. */
function scan(index: FingerprintIndex, windows: PictureWindows): ReadonlyMap<number, Candidate> {
  const hashed: HashedWindow[] = [];
  for (const cut of likelyCuts) {
    const frequencies = windows.frequencies(cut);
    const one = windows.hash(cut, frequencies);
    if (countOnes(one.sure) >= leastCommon) hashed.push({ ...one, cut, frequencies });
  }
  const best = new Map<number, Candidate>();
  const centres = index.centres.words;
  for (let word = 0; word < keyedWords; word += 1) {
    const table = new KeyTable(hashed, word);
    for (let row = 0, at = word; row < index.size; row += 1, at += hashWords) {
      const key = keyOf(centres[at]!);
      if (!table.has(key)) continue;
      for (let entry = table.first(key); entry >= 0; entry = table.next(entry)) {
        const window = hashed[table.window(entry)]!;
        const mirrored = table.isMirrored(entry);
        const share = shareOf(index, row, window, mirrored);
        const known = best.get(row);
        if (share * 256 > nearlyRight || share > (known?.share ?? 1)) continue;
        const differing = allDiffering(index, row, window.hash, mirrored);
        if (share < (known?.share ?? 1) || differing < known!.differing)
          best.set(row, { row, share, differing, cut: window.cut, mirrored });
      }
    }
  }
  return best;
}

/** Windows under their keys: a bit for each key, and chains of entries. */
class KeyTable {
  readonly #bits = new Uint32Array(keyCount / 32);
  readonly #first = new Int32Array(keyCount).fill(-1);
  readonly #next: Int32Array;
  readonly #keysAWindow: number;

  constructor(hashed: readonly HashedWindow[], word: number) {
    const keys = hashed.map(({ hash, frequencies }) => keysOfWindow(hash, frequencies, word));
    this.#keysAWindow = keys[0]?.length ?? 1;
    this.#next = new Int32Array(keys.length * this.#keysAWindow);
    for (const [window, own] of keys.entries()) {
      for (const [at, key] of own.entries()) {
        const entry = window * this.#keysAWindow + at;
        this.#next[entry] = this.#first[key]!;
        this.#first[key] = entry;
        this.#bits[key >> 5]! |= 1 << (key & 31);
      }
    }
  }

  has(key: number): boolean {
    return ((this.#bits[key >> 5]! >>> (key & 31)) & 1) === 1;
  }

  first(key: number): number {
    return this.#first[key]!;
  }

  next(entry: number): number {
    return this.#next[entry]!;
  }

  window(entry: number): number {
    return Math.floor(entry / this.#keysAWindow);
  }

  isMirrored(entry: number): boolean {
    return entry % this.#keysAWindow >= this.#keysAWindow / 2;
  }
}

/** Of the bits of a centre that both are sure of, the share that differs; 1 where these are too few. */
function shareOf(index: FingerprintIndex, row: number, { hash, sure }: SignHash, mirrored: boolean): number {
  const centres = index.centres.words;
  const centresSure = index.centresSure.words;
  const turn = mirrored ? mirrorBits : 0;
  let common = 0;
  let differing = 0;
  for (let word = 0, at = row * hashWords; word < hashWords; word += 1, at += 1) {
    const both = sure[word]! & centresSure[at]!;
    common += ones(both);
    differing += ones((centres[at]! ^ hash[word]! ^ turn) & both);
  }
  return common < leastCommon ? 1 : differing / common;
}

function allDiffering(index: FingerprintIndex, row: number, hash: Uint32Array, mirrored: boolean): number {
  let differing = 0;
  for (let word = 0, at = row * hashWords; word < hashWords; word += 1, at += 1)
    differing += ones(index.centres.words[at]! ^ hash[word]! ^ (mirrored ? mirrorBits : 0));
  return differing;
}

/** Moves the four edges of the cut by a step, then by less and less, to where fewest bits differ. */
function refine(index: FingerprintIndex, windows: PictureWindows, candidate: Candidate): Candidate {
  const { row, mirrored } = candidate;
  let best = candidate;
  for (const move of [cutStep, cutStep / 2, cutStep / 4, cutStep / 8]) {
    const { left, top, right, bottom } = best.cut;
    for (const [before, after] of nine) {
      for (const [above, below] of nine) {
        const cut = {
          left: left + before * move,
          right: right + after * move,
          top: top + above * move,
          bottom: bottom + below * move,
        };
        const frequencies = windows.frequencies(cut);
        const differing = allDiffering(index, row, signsOf(frequencies), mirrored);
        if (differing >= best.differing) continue;
        const share = shareOf(index, row, windows.hash(cut, frequencies), mirrored);
        if (share <= best.share) best = { ...best, share, differing, cut };
      }
    }
  }
  return best;
}

const nine: readonly (readonly [number, number])[] = [0, -1, 1].flatMap((before) =>
  [0, -1, 1].map((after) => [before, after] as const),
);
