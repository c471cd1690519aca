import { emptyRoot, nodeHash } from "./hash.ts";
import { tileWidth, type TileName } from "./tile-path.ts";

/** A tile that became full. */
export interface FullTile extends TileName {
  readonly level: number;
  readonly hashes: readonly Uint8Array[];
}

/**
 * The right edge of a growing Merkle tree: for every level the hashes of its last, partial tile. That is all one needs
 * to go on appending, to write the tiles and to know the root; it is at most 255 hashes a level.
 *
 * Mutable on purpose: it sits in the hot path. Tiles: C2SP tlog-tiles; hashes: RFC 9162 §2.1.1.
 */
export class Frontier {
  size = 0;
  readonly #rows: Uint8Array[][];

  /** `rows` are the hashes of the partial tile of each level, level 0 first, of a tree of `size` leaves. */
  constructor(size = 0, rows: readonly (readonly Uint8Array[])[] = []) {
    this.size = size;
    this.#rows = rows.map((row) => [...row]);
  }

  copy(): Frontier {
    return new Frontier(this.size, this.#rows);
  }

  /** Adds one leaf and hands every tile that it completes to `full`, lowest level first. */
  append(leaf: Uint8Array, full?: (tile: FullTile) => void): void {
    this.size += 1;
    let hash = leaf;
    let span = tileWidth;
    for (let level = 0; ; level += 1, span *= tileWidth) {
      const row = (this.#rows[level] ??= []);
      row.push(hash);
      if (row.length < tileWidth) return;
      full?.({ level, index: this.size / span - 1, width: tileWidth, hashes: row });
      hash = perfectRoot(row);
      this.#rows[level] = [];
    }
  }

  /** The partial tiles of the tree as it is now, lowest level first. */
  partialTiles(): readonly FullTile[] {
    return this.#rows.flatMap((hashes, level) =>
      hashes.length === 0
        ? []
        : [
            {
              level,
              index: Math.floor(this.size / tileWidth ** (level + 1)),
              width: hashes.length,
              hashes: [...hashes],
            },
          ],
    );
  }

  /** The Merkle root over all leaves. */
  root(): Uint8Array {
    let root: Uint8Array | null = null;
    // From the right edge of the lowest level to the left of the highest: smaller subtrees hang on the right.
    for (const row of this.#rows) {
      for (const subtree of subtreesFromRight(row)) root = root === null ? subtree : nodeHash(subtree, root);
    }
    return root ?? emptyRoot;
  }
}

/** The root over a power of two of hashes. */
export function perfectRoot(hashes: readonly Uint8Array[]): Uint8Array {
  let row = hashes;
  while (row.length > 1) row = parents(row);
  return row[0] ?? emptyRoot;
}

function parents(row: readonly Uint8Array[]): Uint8Array[] {
  const above: Uint8Array[] = [];
  for (let at = 0; at + 1 < row.length; at += 2) above.push(nodeHash(row[at]!, row[at + 1]!));
  return above;
}

/** The perfect subtrees that a row of hashes falls into, the rightmost and smallest first. */
function* subtreesFromRight(row: readonly Uint8Array[]): Generator<Uint8Array> {
  let end = row.length;
  for (let width = 1; end > 0; width *= 2) {
    if (end % (width * 2) === 0) continue;
    yield perfectRoot(row.slice(end - width, end));
    end -= width;
  }
}
