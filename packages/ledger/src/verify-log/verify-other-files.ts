import { listAll, unfinished, type Storage } from "../storage/storage.ts";
import { decodeEntries } from "../tree/bundle.ts";
import type { Frontier } from "../tree/frontier.ts";
import { leafHash } from "../tree/hash.ts";
import { hashLength, tilePath, tilesOfTree, tileWidth } from "../tree/tile-path.ts";
import { equalBytes } from "../verify/bytes.ts";
import type { TreeHead } from "../verify/checkpoint.ts";
import { planFiles, type TileFile } from "../log/publish.ts";
import type { Findings } from "./findings.ts";

/** Verifies what lies in the folder of a log beside the files that its head needs. */
export class OtherFilesVerification {
  readonly #storage: Storage;
  readonly #findings: Findings;
  readonly #head: TreeHead;

  constructor(storage: Storage, findings: Findings, head: TreeHead) {
    this.#storage = storage;
    this.#findings = findings;
    this.#head = head;
  }

  /**
   * Files beside those that the head needs: older partial tiles, which must be beginnings of what replaced them, and tiles
   * that an interrupted publication wrote ahead of the head, which must be what the journal makes of them.
   */
  async check(tree: Frontier, unsigned: readonly Uint8Array[]): Promise<void> {
    const head = this.#head;
    const expected = new Set<string>();
    for (const tile of tilesOfTree(head.size)) expected.add(tilePath(tile));
    const newest = new Map<string, string | Uint8Array>(
      [...expected].map((path) => [withoutWidth(path), path]),
    );
    for (const { path, bytes } of await this.#filesAhead(tree, unsigned))
      newest.set(withoutWidth(path), bytes);
    for (const path of await listAll(this.#storage, "tile")) {
      if (expected.has(path)) continue;
      const whole = newest.get(withoutWidth(path));
      if (path.endsWith(unfinished) || whole === undefined) this.#findings.addStrange(path);
      else
        await this.#checkBeginning(path, typeof whole === "string" ? await this.#storage.read(whole) : whole);
    }
    for (const name of await this.#storage.list("")) {
      if (!/^(tile\/|journal\/|key\/|lock\/|checkpoint)$/.test(name)) this.#findings.addStrange(name);
    }
  }

  async #filesAhead(tree: Frontier, unsigned: readonly Uint8Array[]): Promise<readonly TileFile[]> {
    const head = this.#head;
    const width = head.size % tileWidth;
    const path = tilePath({ level: "entries", index: Math.floor(head.size / tileWidth), width });
    const tail = width === 0 ? [] : decodeEntries((await this.#storage.read(path)) ?? new Uint8Array(0));
    if (unsigned.length === 0 || tail?.length !== width) return [];
    const plan = planFiles({ frontier: tree, tail }, unsigned, unsigned.map(leafHash));
    return [...plan.bundles, ...plan.tiles];
  }

  async #checkBeginning(path: string, whole: Uint8Array | null): Promise<void> {
    const old = await this.#storage.read(path);
    if (old === null || whole === null) return;
    const width = Number(/\.p\/([1-9][0-9]*)$/.exec(path)?.[1] ?? tileWidth);
    const has = path.startsWith("tile/entries/") ? decodeEntries(old)?.length : old.length / hashLength;
    if (has === width && equalBytes(old, whole.subarray(0, old.length))) return;
    this.#findings.add(
      "hash-changed",
      path,
      null,
      "it should be the beginning of the tile that replaced it, but is not",
    );
  }
}

function withoutWidth(path: string): string {
  return path.replace(/\.p\/[1-9][0-9]{0,2}$/, "");
}
