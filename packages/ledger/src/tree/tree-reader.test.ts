import fc from "fast-check";
import { RFC9162 } from "@transmute/rfc9162";
import { describe, expect, test } from "vitest";
import { hashLeaf, isConsistent, isIncluded } from "../verify/merkle.ts";
import { Frontier } from "./frontier.ts";
import { leafHash, nodeHash, sha256 } from "./hash.ts";
import { hashLength, tilePath, tilesOfTree } from "./tile-path.ts";
import { TreeReader } from "./tree-reader.ts";

/** The definition of RFC 9162 §2.1.1, letter by letter: slow, and as easy to check as the text. */
function definedRoot(leaves: readonly Uint8Array[]): Uint8Array {
  if (leaves.length <= 1) return leaves[0] ?? sha256(new Uint8Array(0));
  let split = 1;
  while (split * 2 < leaves.length) split *= 2;
  return nodeHash(definedRoot(leaves.slice(0, split)), definedRoot(leaves.slice(split)));
}

function leafAt(index: number): Uint8Array {
  return leafHash(new TextEncoder().encode(`leaf ${index}`));
}

/** Tiles of a tree of `size` leaves, and a frontier over it. */
function grow(size: number): { readonly tiles: Map<string, Uint8Array>; readonly frontier: Frontier } {
  const tiles = new Map<string, Uint8Array>();
  const keep = (tile: Parameters<typeof tilePath>[0] & { readonly hashes: readonly Uint8Array[] }): void => {
    tiles.set(tilePath(tile), Buffer.concat(tile.hashes));
  };
  const frontier = new Frontier();
  for (let index = 0; index < size; index += 1) frontier.append(leafAt(index), keep);
  for (const tile of frontier.partialTiles()) keep(tile);
  return { tiles, frontier };
}

function reader(size: number): TreeReader {
  const { tiles } = grow(size);
  return new TreeReader(size, async (path) => tiles.get(path) ?? null);
}

describe("the tree", () => {
  test("has the root that RFC 9162 defines, for every size up to 300 and beyond two levels of tiles", async () => {
    const frontier = new Frontier();
    const leaves: Uint8Array[] = [];
    for (let size = 0; size <= 300; size += 1) {
      expect(frontier.root()).toEqual(definedRoot(leaves));
      leaves.push(leafAt(size));
      frontier.append(leafAt(size));
    }
    for (const size of [65_535, 65_536, 65_537, 70_000]) {
      const all = Array.from({ length: size }, (_, index) => leafAt(index));
      const root = definedRoot(all);
      expect(grow(size).frontier.root()).toEqual(root);
      expect(await reader(size).root(size)).toEqual(root);
    }
  });

  test("gives the tiles that the specification counts for 70,000 and for 256 entries", () => {
    const names = [...tilesOfTree(70_000)].map(tilePath).filter((path) => !path.startsWith("tile/entries"));
    expect(names).toHaveLength(273 + 1 + 1 + 1 + 1);
    expect(names.filter((name) => name.includes(".p/"))).toEqual([
      "tile/0/273.p/112",
      "tile/1/001.p/17",
      "tile/2/000.p/1",
    ]);
    expect([...tilesOfTree(256)].map(tilePath)).toEqual(["tile/entries/000", "tile/0/000", "tile/1/000.p/1"]);
    expect([...grow(70_000).tiles.keys()].sort()).toEqual(names.sort());
    expect(tilePath({ level: 0, index: 1_234_067, width: 256 })).toBe("tile/0/x001/x234/067");
  });

  test("proves every pair up to 64 so that an independent implementation accepts it, and nothing else", async () => {
    const tree = reader(64);
    const roots = await Promise.all(Array.from({ length: 65 }, (_, size) => tree.root(size)));
    for (let size = 1; size <= 64; size += 1) {
      const root = roots[size]!;
      for (let index = 0; index < size; index += 1) {
        const path = [...(await tree.inclusion(index, size))];
        const proof = { log_id: "", tree_size: size, leaf_index: index, inclusion_path: path };
        expect(await RFC9162.verifyInclusionProof(root, leafAt(index), proof)).toBe(true);
        expect(await isIncluded(index, size, leafAt(index), path, root)).toBe(true);
        expect(await isIncluded((index + 1) % size, size, leafAt(index), path, root)).toBe(size === 1);
        expect(await isIncluded(index, size, leafAt(index), [...path, root], root)).toBe(false);
        expect(await isIncluded(index, size, leafAt(index), path.slice(1), root)).toBe(size === 1);
      }
      for (let old = 1; old < size; old += 1) {
        const path = [...(await tree.consistency(old, size))];
        const isPower = (old & (old - 1)) === 0;
        const theirs = {
          log_id: "",
          tree_size_1: old,
          tree_size_2: size,
          // This implementation wants the old root in front where RFC 9162 leaves it out.
          consistency_path: isPower ? [roots[old]!, ...path] : path,
        };
        expect(await RFC9162.verifyConsistencyProof(roots[old]!, root, theirs)).toBe(true);
        expect(await isConsistent(old, size, roots[old]!, root, path)).toBe(true);
        expect(await isConsistent(old, size, roots[old - 1]!, root, path)).toBe(false);
        expect(await isConsistent(old, size, root, roots[old]!, path)).toBe(false);
        expect(await isConsistent(old, size, roots[old]!, root, [...path, root])).toBe(false);
      }
      expect(await isConsistent(size, size, root, root, [])).toBe(true);
      expect(await isConsistent(0, size, roots[0]!, root, [])).toBe(true);
      expect(await isConsistent(size, size, root, roots[size - 1]!, [])).toBe(false);
    }
  });

  test("proves random entries of large trees; consistency holds from step to step and across", async () => {
    const size = 140_000;
    const tree = reader(size);
    const sizes = fc.tuple(
      fc.integer({ min: 1, max: size }),
      fc.integer({ min: 1, max: size }),
      fc.nat(size - 1),
    );
    await fc.assert(
      fc.asyncProperty(sizes, async ([one, two, at]) => {
        const [small, large] = one < two ? [one, two] : [two, one];
        const index = at % large;
        const [old, now, last] = [await tree.root(small), await tree.root(large), await tree.root(size)];
        expect(await isIncluded(index, large, leafAt(index), await tree.inclusion(index, large), now)).toBe(
          true,
        );
        expect(await isConsistent(small, large, old, now, await tree.consistency(small, large))).toBe(true);
        expect(await isConsistent(large, size, now, last, await tree.consistency(large, size))).toBe(true);
        expect(await isConsistent(small, size, old, last, await tree.consistency(small, size))).toBe(true);
      }),
      { numRuns: 60, seed: 9162 },
    );
  });

  test("names a tile that is missing or cut short, and refuses sizes it does not have", async () => {
    const { tiles } = grow(300);
    const tree = new TreeReader(300, async (path) =>
      path === "tile/0/001.p/44" ? null : (tiles.get(path) ?? null),
    );
    await expect(tree.root(300)).rejects.toMatchObject({
      code: "damaged",
      message: "tile/0/001.p/44 is missing",
    });
    const short = new TreeReader(300, async (path) => tiles.get(path)?.subarray(hashLength) ?? null);
    await expect(short.root(300)).rejects.toMatchObject({ code: "damaged" });
    await expect(reader(3).inclusion(3, 3)).rejects.toMatchObject({ code: "not-found" });
    await expect(reader(3).inclusion(0, 4)).rejects.toMatchObject({ code: "not-found" });
    await expect(reader(3).consistency(4, 3)).rejects.toMatchObject({ code: "not-found" });
  });

  test("hashes leaves like the verifier, which uses another library", async () => {
    for (const length of [0, 1, 55, 56, 64, 65_535]) {
      const entry = new Uint8Array(length).fill(length % 251);
      expect(new Uint8Array(leafHash(entry))).toEqual(await hashLeaf(entry));
    }
  });
});
