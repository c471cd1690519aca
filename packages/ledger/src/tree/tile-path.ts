/** Hashes in a full tile and entries in a full bundle (C2SP tlog-tiles). */
export const tileWidth = 256;
export const hashLength = 32;

/** Where a tile of the tree (by its level) or a bundle of entries is: its number in the row and how much of it exists. */
export interface TileName {
  readonly level: number | "entries";
  readonly index: number;
  /** 1 to 256; below 256 the tile is partial. */
  readonly width: number;
}

/**
 * The path of a tile below the log's folder.
 *
 * @example
 *   tilePath({ level: 0, index: 1234067, width: 256 }); // "tile/0/x001/x234/067"
 *   tilePath({ level: "entries", index: 0, width: 3 }); // "tile/entries/000.p/3"
 */
export function tilePath({ level, index, width }: TileName): string {
  let path = digits(index % 1000);
  for (let rest = Math.floor(index / 1000); rest > 0; rest = Math.floor(rest / 1000)) {
    path = `x${digits(rest % 1000)}/${path}`;
  }
  return `tile/${level}/${path}${width === tileWidth ? "" : `.p/${width}`}`;
}

/** Every tile and bundle that a tree of `size` leaves has, level by level; partial ones last in their row. */
export function* tilesOfTree(size: number): Generator<TileName> {
  yield* tilesOfLevel("entries", size);
  for (let level = 0, hashes = size; hashes > 0; level += 1, hashes = Math.floor(hashes / tileWidth)) {
    yield* tilesOfLevel(level, hashes);
  }
}

function* tilesOfLevel(level: number | "entries", hashes: number): Generator<TileName> {
  const full = Math.floor(hashes / tileWidth);
  for (let index = 0; index < full; index += 1) yield { level, index, width: tileWidth };
  if (hashes % tileWidth > 0) yield { level, index: full, width: hashes % tileWidth };
}

function digits(value: number): string {
  return String(value).padStart(3, "0");
}
