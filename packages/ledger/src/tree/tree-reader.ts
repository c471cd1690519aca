import { LedgerError } from "../ledger-error.ts";
import { emptyRoot, nodeHash } from "./hash.ts";
import { hashLength, tilePath, tileWidth, type TileName } from "./tile-path.ts";

/** Fetches the bytes of a tile, wherever it is kept; null where it is absent. */
export type ReadTile = (path: string) => Promise<Uint8Array | null>;

/** The hashes of a tile and of all levels between it and its root, computed once. */
type TileLevels = readonly (readonly Uint8Array[])[];

const tileHeight = 8;
const mostTilesKept = 512;

/**
 * Roots and proofs out of stored tiles. A reader answers for every size up to the one it was made for: the tiles of a
 * smaller tree are prefixes of those of a larger one.
 */
export class TreeReader {
  readonly size: number;
  readonly #read: ReadTile;
  readonly #kept = new Map<string, TileLevels>();

  constructor(size: number, read: ReadTile) {
    this.size = size;
    this.#read = read;
  }

  /** The root of the tree of the first `size` leaves. Throws `damaged` where a tile is missing or has the wrong length. */
  async root(size: number): Promise<Uint8Array> {
    return size === 0 ? emptyRoot : this.#range(0, size);
  }

  /** The hash of one leaf. */
  async leaf(index: number): Promise<Uint8Array> {
    if (!Number.isSafeInteger(index) || index < 0 || index >= this.size) throw beyond(index, this.size);
    return this.#perfect(index, 1);
  }

  /**
   * The way from the leaf at `index` to the root of the tree of the first `size` leaves: the leaf's sibling first.
   * Source: RFC 9162 §2.1.3.1.
   */
  async inclusion(index: number, size: number): Promise<readonly Uint8Array[]> {
    this.#check(size);
    if (index < 0 || index >= size) throw beyond(index, size);
    return this.#way(index, 0, size);
  }

  /**
   * The proof that the tree of `size` leaves begins with the tree of `oldSize` leaves; empty for equal sizes and for 0.
   * Source: RFC 9162 §2.1.4.1.
   */
  async consistency(oldSize: number, size: number): Promise<readonly Uint8Array[]> {
    this.#check(size);
    if (oldSize < 0 || oldSize > size) {
      throw new LedgerError(
        "not-found",
        `a log of ${size} entries never had ${oldSize}`,
        "Ask for a smaller size.",
      );
    }
    return oldSize === 0 || oldSize === size ? [] : this.#subproof(oldSize, 0, size, true);
  }

  /** The hashes of the partial tile of each level for a tree of `size` leaves: what a Frontier is made from. */
  async rows(size: number): Promise<readonly (readonly Uint8Array[])[]> {
    this.#check(size);
    const rows: Uint8Array[][] = [];
    for (let level = 0, hashes = size; hashes > 0; level += 1, hashes = Math.floor(hashes / tileWidth)) {
      const width = hashes % tileWidth;
      const levels = width === 0 ? [[]] : await this.#levels(level, Math.floor(hashes / tileWidth));
      rows.push(levels[0]!.slice(0, width));
    }
    return rows;
  }

  async #way(index: number, start: number, end: number): Promise<Uint8Array[]> {
    if (end - start === 1) return [];
    const middle = start + splitOf(end - start);
    return index < middle
      ? [...(await this.#way(index, start, middle)), await this.#range(middle, end)]
      : [...(await this.#way(index, middle, end)), await this.#range(start, middle)];
  }

  async #subproof(oldEnd: number, start: number, end: number, known: boolean): Promise<Uint8Array[]> {
    if (oldEnd === end) return known ? [] : [await this.#range(start, end)];
    const middle = start + splitOf(end - start);
    return oldEnd <= middle
      ? [...(await this.#subproof(oldEnd, start, middle, known)), await this.#range(middle, end)]
      : [...(await this.#subproof(oldEnd, middle, end, false)), await this.#range(start, middle)];
  }

  /** The root over the leaves from `start` to `end`; `start` lies where a split of the tree put it. */
  async #range(start: number, end: number): Promise<Uint8Array> {
    const width = end - start;
    const split = splitOf(width);
    if (split * 2 === width || width === 1) return this.#perfect(start, width);
    return nodeHash(await this.#perfect(start, split), await this.#range(start + split, end));
  }

  async #perfect(start: number, width: number): Promise<Uint8Array> {
    let level = 0;
    let span = 1;
    while (span * tileWidth <= width) {
      level += 1;
      span *= tileWidth;
    }
    const first = start / span;
    const levels = await this.#levels(level, Math.floor(first / tileWidth));
    const inner = Math.log2(width / span);
    const hash = levels[inner]?.[(first % tileWidth) / 2 ** inner];
    if (hash === undefined) throw missing({ level, index: Math.floor(first / tileWidth), width: tileWidth });
    return hash;
  }

  async #levels(level: number, index: number): Promise<TileLevels> {
    const key = `${level}/${index}`;
    const known = this.#kept.get(key);
    if (known !== undefined) return known;
    const hashesOfLevel = Math.floor(this.size / tileWidth ** level);
    const width = Math.min(tileWidth, hashesOfLevel - index * tileWidth);
    const bytes = await this.#fetch({ level, index, width });
    const hashes = Array.from({ length: width }, (_, at) =>
      bytes.subarray(at * hashLength, (at + 1) * hashLength),
    );
    const levels = innerLevels(hashes);
    if (this.#kept.size >= mostTilesKept) this.#kept.delete(this.#kept.keys().next().value!);
    this.#kept.set(key, levels);
    return levels;
  }

  async #fetch(tile: TileName): Promise<Uint8Array> {
    // A partial tile may be deleted once the full one exists (C2SP tlog-tiles, "Partial Tiles").
    const bytes =
      (await this.#read(tilePath(tile))) ?? (await this.#read(tilePath({ ...tile, width: tileWidth })));
    if (bytes === null) throw missing(tile);
    if (bytes.length % hashLength !== 0 || bytes.length < tile.width * hashLength) {
      throw new LedgerError(
        "damaged",
        `${tilePath(tile)} has ${bytes.length} bytes, not ${tile.width * hashLength}`,
        "Run the verification of the whole log; restore the file from a copy.",
      );
    }
    return bytes;
  }

  #check(size: number): void {
    if (size < 0 || size > this.size) {
      throw new LedgerError(
        "not-found",
        `the log has ${this.size} entries, not ${size}`,
        "Ask for a smaller size.",
      );
    }
  }
}

function innerLevels(hashes: readonly Uint8Array[]): TileLevels {
  const levels: (readonly Uint8Array[])[] = [hashes];
  for (let inner = 0; inner < tileHeight - 1; inner += 1) {
    const below = levels[inner]!;
    const above: Uint8Array[] = [];
    for (let at = 0; at + 1 < below.length; at += 2) above.push(nodeHash(below[at]!, below[at + 1]!));
    levels.push(above);
  }
  return levels;
}

/** The largest power of two smaller than `width` (RFC 9162 §2.1.1). */
function splitOf(width: number): number {
  let split = 1;
  while (split * 2 < width) split *= 2;
  return split;
}

function beyond(index: number, size: number): LedgerError {
  return new LedgerError("not-found", `the log has no entry ${index}, only ${size}`, "Count from 0.");
}

function missing(tile: TileName): LedgerError {
  return new LedgerError(
    "damaged",
    `${tilePath(tile)} is missing`,
    "Run the verification of the whole log; restore the file from a copy.",
  );
}
