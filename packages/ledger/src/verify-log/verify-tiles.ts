import type { Storage } from "../storage/storage.ts";
import { decodeEntries } from "../tree/bundle.ts";
import { Frontier, perfectRoot, type FullTile } from "../tree/frontier.ts";
import { leafHash } from "../tree/hash.ts";
import { hashLength, tilePath, tileWidth } from "../tree/tile-path.ts";
import { equalBytes } from "../verify/bytes.ts";
import type { TreeHead } from "../verify/checkpoint.ts";
import { checkpointPath } from "../log/open-log.ts";
import type { Findings } from "./findings.ts";
import type { WantedRoots } from "./wanted-roots.ts";

/** Verifies the entries of a log and every tile that its head needs. */
export class TilesVerification {
  readonly #storage: Storage;
  readonly #findings: Findings;
  readonly #head: TreeHead;
  readonly #wanted: WantedRoots;

  constructor(storage: Storage, findings: Findings, head: TreeHead, wanted: WantedRoots) {
    this.#storage = storage;
    this.#findings = findings;
    this.#head = head;
    this.#wanted = wanted;
  }

  /** Rebuilds the tree from the entries and compares every stored hash. Returns the tree as the files have it. */
  async check(): Promise<Frontier> {
    const head = this.#head;
    const frontier = new Frontier();
    const full: FullTile[] = [];
    for (let first = 0; first < head.size; first += tileWidth) {
      const width = Math.min(tileWidth, head.size - first);
      const believed = await this.#checkLeaves(first / tileWidth, width, frontier);
      for (const leaf of believed) {
        this.#wanted.see(frontier);
        frontier.append(leaf, (tile) => full.push(tile));
      }
      for (const tile of full.splice(0)) if (tile.level > 0) await this.#checkTile(tile);
    }
    for (const tile of frontier.partialTiles()) if (tile.level > 0) await this.#checkTile(tile);
    this.#wanted.see(frontier);
    if (this.#findings.problems.length === 0 && !equalBytes(frontier.root(), head.root)) {
      this.#findings.add(
        "rewritten",
        checkpointPath,
        null,
        "entries and hashes fit together, but not the root that was signed",
      );
    }
    return frontier;
  }

  /** Compares a bundle with its tile of level 0 and returns the hashes that are right as far as can be known. */
  async #checkLeaves(index: number, width: number, before: Frontier): Promise<readonly Uint8Array[]> {
    const bundlePath = tilePath({ level: "entries", index, width });
    const hashPath = tilePath({ level: 0, index, width });
    const hashes = await this.#readHashes(hashPath, width);
    const entries = await this.#readBundle(bundlePath, width);
    const leaves = entries?.map(leafHash) ?? null;
    if (leaves === null || hashes === null) return leaves ?? hashes ?? [];
    const at = leaves.findIndex((leaf, number) => !equalBytes(leaf, hashes[number]!));
    if (at < 0) return leaves;
    const entry = index * tileWidth + at;
    const isRight = await this.#judge(index, width, before);
    if (isRight(leaves)) {
      this.#findings.add(
        "hash-changed",
        hashPath,
        entry,
        `hash ${at} is not that of entry ${entry}, which is as it was signed`,
      );
      return leaves;
    }
    if (isRight(hashes)) {
      this.#findings.add("entry-changed", bundlePath, entry, `entry ${entry} is not what was signed`);
      return hashes;
    }
    const message = `entry ${entry} does not fit its hash in ${hashPath}, and neither fits what was signed`;
    this.#findings.add("entry-or-hash-changed", bundlePath, entry, message);
    return leaves;
  }

  /** Who is right, the entries or their hashes? A full tile is judged by the tile above, the last one by the root. */
  async #judge(
    index: number,
    width: number,
    before: Frontier,
  ): Promise<(leaves: readonly Uint8Array[]) => boolean> {
    if (width === tileWidth) {
      const above = Math.floor(index / tileWidth);
      const aboveWidth = Math.min(tileWidth, Math.floor(this.#head.size / tileWidth) - above * tileWidth);
      const bytes = await this.#storage.read(tilePath({ level: 1, index: above, width: aboveWidth }));
      const at = (index % tileWidth) * hashLength;
      const parent = bytes?.subarray(at, at + hashLength) ?? new Uint8Array(0);
      return (leaves) => equalBytes(perfectRoot(leaves), parent);
    }
    return (leaves) => {
      const whole = before.copy();
      for (const leaf of leaves) whole.append(leaf);
      return equalBytes(whole.root(), this.#head.root);
    };
  }

  async #readBundle(path: string, width: number): Promise<readonly Uint8Array[] | null> {
    const bytes = await this.#storage.read(path);
    if (bytes === null) this.#findings.add("missing", path, null, "this file of entries is missing");
    const entries = bytes === null ? null : decodeEntries(bytes);
    if (bytes === null || entries?.length === width) return entries;
    const found = entries === null ? "its lengths do not add up" : `it has ${entries.length} entries`;
    this.#findings.add("cut-short", path, null, `it should hold ${width} entries, but ${found}`);
    return null;
  }

  async #readHashes(path: string, width: number): Promise<readonly Uint8Array[] | null> {
    const bytes = await this.#storage.read(path);
    if (bytes === null) this.#findings.add("missing", path, null, "this tile is missing");
    else if (bytes.length !== width * hashLength) {
      this.#findings.add("cut-short", path, null, `it has ${bytes.length} bytes, not ${width * hashLength}`);
    } else {
      return Array.from({ length: width }, (_, at) => bytes.subarray(at * hashLength, (at + 1) * hashLength));
    }
    return null;
  }

  async #checkTile(tile: FullTile): Promise<void> {
    const path = tilePath(tile);
    const stored = await this.#readHashes(path, tile.width);
    const at = stored?.findIndex((hash, number) => !equalBytes(hash, tile.hashes[number]!)) ?? -1;
    if (at < 0) return;
    const entry = (tile.index * tileWidth + at) * tileWidth ** tile.level;
    this.#findings.add(
      "hash-changed",
      path,
      entry,
      `hash ${at} is not that of the ${tileWidth ** tile.level} entries from ${entry} on`,
    );
  }
}
