import { LedgerError } from "../ledger-error.ts";
import { checkWithNode } from "../keys/signing-key.ts";
import { listAll, unfinished, type Storage } from "../storage/storage.ts";
import { decodeEntries } from "../tree/bundle.ts";
import { Frontier, perfectRoot, type FullTile } from "../tree/frontier.ts";
import { leafHash } from "../tree/hash.ts";
import { hashLength, tilePath, tilesOfTree, tileWidth } from "../tree/tile-path.ts";
import { equalBytes, utf8Text } from "../verify/bytes.ts";
import { parseCheckpoint, type TreeHead } from "../verify/checkpoint.ts";
import { readKeyChain } from "../verify/key-chain.ts";
import { journalFolder, readJournal, type JournalContent } from "./journal.ts";
import { keyFolder } from "./key-notes.ts";
import { planFiles, type TileFile } from "./publish.ts";
import type { LogProblem, LogProblemCode, LogReport, VerifyOptions } from "./log-report.ts";
import { checkpointPath, readHead } from "./open-log.ts";

/**
 * Verifies a whole log from its bytes: hashes every entry again, rebuilds every tile, and compares with the signed head.
 * Reads only; needs no lock and no private key. Every byte of every file of the log counts.
 *
 * @example
 *   const report = await verifyLog(new FolderStorage("ledger"));
 *   for (const { file, message } of report.problems) console.error(`${file}: ${message}`);
 */
export async function verifyLog(storage: Storage, options: VerifyOptions = {}): Promise<LogReport> {
  const verification = new Verification(storage, options);
  await verification.run();
  return verification.report();
}

class Verification {
  readonly #storage: Storage;
  readonly #options: VerifyOptions;
  readonly #problems: LogProblem[] = [];
  readonly #notes: string[] = [];
  readonly #roots = new Map<number, Uint8Array>();
  #head: TreeHead | null = null;
  readonly #unsigned: Uint8Array[] = [];

  constructor(storage: Storage, options: VerifyOptions) {
    this.#storage = storage;
    this.#options = options;
  }

  report(): LogReport {
    return {
      head: this.#head,
      unsigned: this.#unsigned.length,
      problems: this.#problems,
      notes: this.#notes,
    };
  }

  async run(): Promise<void> {
    await this.#checkKeys();
    const head = await this.#readHead();
    if (head === null) return;
    this.#head = head;
    const remembered = this.#rememberedHeads(head);
    const tree = await this.#checkTiles(head, new Set(remembered.map(({ size }) => size)));
    await this.#checkJournal(head, tree.copy(), remembered);
    await this.#checkOtherFiles(head, tree);
    for (const { size, root } of remembered) {
      const now = this.#roots.get(size);
      if (now === undefined) {
        const have = head.size + this.#unsigned.length;
        this.#add(
          "rolled-back",
          checkpointPath,
          null,
          `the log has ${have} entries, but a head over ${size} was signed`,
        );
      } else if (!equalBytes(now, root)) {
        this.#add(
          "forked",
          checkpointPath,
          null,
          `the first ${size} entries are not those that were signed before`,
        );
      }
    }
  }

  async #checkKeys(): Promise<void> {
    const notes: string[] = [];
    for (const name of await this.#storage.list(keyFolder)) {
      if (!/^[0-9]+$/.test(name)) this.#strange(`${keyFolder}/${name}`);
    }
    for (let number = 0; ; number += 1) {
      const path = `${keyFolder}/${number}`;
      const bytes = await this.#storage.read(path);
      if (bytes === null) break;
      await this.#attempt("key-damaged", path, async () => {
        notes.push(utf8Text(bytes, path));
        const { keys } = await readKeyChain(notes, checkWithNode);
        if (number > 0 && keys[number]?.endorsed === false) {
          this.#notes.push(`${path}: the key before was lost, so nobody endorsed this one`);
        }
      });
    }
  }

  async #readHead(): Promise<TreeHead | null> {
    let head: TreeHead | null = null;
    await this.#attempt("checkpoint-damaged", checkpointPath, async () => {
      const { checkpoint, keys } = await readHead(this.#storage, this.#options);
      const known = checkpoint.note.signatures.filter(({ id }) =>
        keys.some(({ key }) => equalBytes(key.id, id)),
      );
      if (known.length < checkpoint.note.signatures.length) {
        this.#notes.push(`${checkpointPath}: signatures of others were not checked`);
      }
      head = { origin: checkpoint.origin, size: checkpoint.size, root: checkpoint.root };
    });
    return head;
  }

  #rememberedHeads(head: TreeHead): readonly TreeHead[] {
    return (this.#options.remembered ?? [])
      .map(parseCheckpoint)
      .filter(({ origin }) => origin === head.origin);
  }

  /** Rebuilds the tree from the entries and compares every stored hash. Returns the tree as the files have it. */
  async #checkTiles(head: TreeHead, sizes: ReadonlySet<number>): Promise<Frontier> {
    const frontier = new Frontier();
    const full: FullTile[] = [];
    for (let first = 0; first < head.size; first += tileWidth) {
      const width = Math.min(tileWidth, head.size - first);
      const believed = await this.#checkLeaves(first / tileWidth, width, frontier, head);
      for (const leaf of believed) {
        if (sizes.has(frontier.size)) this.#roots.set(frontier.size, frontier.root());
        frontier.append(leaf, (tile) => full.push(tile));
      }
      for (const tile of full.splice(0)) if (tile.level > 0) await this.#checkTile(tile);
    }
    for (const tile of frontier.partialTiles()) if (tile.level > 0) await this.#checkTile(tile);
    if (sizes.has(frontier.size)) this.#roots.set(frontier.size, frontier.root());
    if (this.#problems.length === 0 && !equalBytes(frontier.root(), head.root)) {
      this.#add(
        "rewritten",
        checkpointPath,
        null,
        "entries and hashes fit together, but not the root that was signed",
      );
    }
    return frontier;
  }

  /** Compares a bundle with its tile of level 0 and returns the hashes that are right as far as can be known. */
  async #checkLeaves(
    index: number,
    width: number,
    before: Frontier,
    head: TreeHead,
  ): Promise<readonly Uint8Array[]> {
    const bundlePath = tilePath({ level: "entries", index, width });
    const hashPath = tilePath({ level: 0, index, width });
    const hashes = await this.#readHashes(hashPath, width);
    const entries = await this.#readBundle(bundlePath, width);
    const leaves = entries?.map(leafHash) ?? null;
    if (leaves === null || hashes === null) return leaves ?? hashes ?? [];
    const at = leaves.findIndex((leaf, number) => !equalBytes(leaf, hashes[number]!));
    if (at < 0) return leaves;
    const entry = index * tileWidth + at;
    const isRight = await this.#judge(index, width, before, head);
    if (isRight(leaves)) {
      this.#add(
        "hash-changed",
        hashPath,
        entry,
        `hash ${at} is not that of entry ${entry}, which is as it was signed`,
      );
      return leaves;
    }
    if (isRight(hashes)) {
      this.#add("entry-changed", bundlePath, entry, `entry ${entry} is not what was signed`);
      return hashes;
    }
    const message = `entry ${entry} does not fit its hash in ${hashPath}, and neither fits what was signed`;
    this.#add("entry-or-hash-changed", bundlePath, entry, message);
    return leaves;
  }

  /** Who is right, the entries or their hashes? A full tile is judged by the tile above, the last one by the root. */
  async #judge(
    index: number,
    width: number,
    before: Frontier,
    head: TreeHead,
  ): Promise<(leaves: readonly Uint8Array[]) => boolean> {
    if (width === tileWidth) {
      const above = Math.floor(index / tileWidth);
      const aboveWidth = Math.min(tileWidth, Math.floor(head.size / tileWidth) - above * tileWidth);
      const bytes = await this.#storage.read(tilePath({ level: 1, index: above, width: aboveWidth }));
      const at = (index % tileWidth) * hashLength;
      const parent = bytes?.subarray(at, at + hashLength) ?? new Uint8Array(0);
      return (leaves) => equalBytes(perfectRoot(leaves), parent);
    }
    return (leaves) => {
      const whole = before.copy();
      for (const leaf of leaves) whole.append(leaf);
      return equalBytes(whole.root(), head.root);
    };
  }

  async #readBundle(path: string, width: number): Promise<readonly Uint8Array[] | null> {
    const bytes = await this.#storage.read(path);
    if (bytes === null) this.#add("missing", path, null, "this file of entries is missing");
    const entries = bytes === null ? null : decodeEntries(bytes);
    if (bytes === null || entries?.length === width) return entries;
    const found = entries === null ? "its lengths do not add up" : `it has ${entries.length} entries`;
    this.#add("cut-short", path, null, `it should hold ${width} entries, but ${found}`);
    return null;
  }

  async #readHashes(path: string, width: number): Promise<readonly Uint8Array[] | null> {
    const bytes = await this.#storage.read(path);
    if (bytes === null) this.#add("missing", path, null, "this tile is missing");
    else if (bytes.length !== width * hashLength) {
      this.#add("cut-short", path, null, `it has ${bytes.length} bytes, not ${width * hashLength}`);
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
    this.#add(
      "hash-changed",
      path,
      entry,
      `hash ${at} is not that of the ${tileWidth ** tile.level} entries from ${entry} on`,
    );
  }

  /**
   * Files beside those that the head needs: older partial tiles, which must be beginnings of what replaced them, and tiles
   * that an interrupted publication wrote ahead of the head, which must be what the journal makes of them.
   */
  async #checkOtherFiles(head: TreeHead, tree: Frontier): Promise<void> {
    const expected = new Set<string>();
    for (const tile of tilesOfTree(head.size)) expected.add(tilePath(tile));
    const newest = new Map<string, string | Uint8Array>(
      [...expected].map((path) => [withoutWidth(path), path]),
    );
    for (const { path, bytes } of await this.#filesAhead(head, tree)) newest.set(withoutWidth(path), bytes);
    for (const path of await listAll(this.#storage, "tile")) {
      if (expected.has(path)) continue;
      const whole = newest.get(withoutWidth(path));
      if (path.endsWith(unfinished) || whole === undefined) this.#strange(path);
      else
        await this.#checkBeginning(path, typeof whole === "string" ? await this.#storage.read(whole) : whole);
    }
    for (const name of await this.#storage.list("")) {
      if (!/^(tile\/|journal\/|key\/|lock\/|checkpoint)$/.test(name)) this.#strange(name);
    }
  }

  async #filesAhead(head: TreeHead, tree: Frontier): Promise<readonly TileFile[]> {
    const width = head.size % tileWidth;
    const path = tilePath({ level: "entries", index: Math.floor(head.size / tileWidth), width });
    const tail = width === 0 ? [] : decodeEntries((await this.#storage.read(path)) ?? new Uint8Array(0));
    if (this.#unsigned.length === 0 || tail?.length !== width) return [];
    const plan = planFiles({ frontier: tree, tail }, this.#unsigned, this.#unsigned.map(leafHash));
    return [...plan.bundles, ...plan.tiles];
  }

  async #checkBeginning(path: string, whole: Uint8Array | null): Promise<void> {
    const old = await this.#storage.read(path);
    if (old === null || whole === null) return;
    const width = Number(/\.p\/([1-9][0-9]*)$/.exec(path)?.[1] ?? tileWidth);
    const has = path.startsWith("tile/entries/") ? decodeEntries(old)?.length : old.length / hashLength;
    if (has === width && equalBytes(old, whole.subarray(0, old.length))) return;
    this.#add(
      "hash-changed",
      path,
      null,
      "it should be the beginning of the tile that replaced it, but is not",
    );
  }

  async #checkJournal(head: TreeHead, tree: Frontier, remembered: readonly TreeHead[]): Promise<void> {
    const names = await this.#storage.list(journalFolder);
    for (const [number, name] of names.entries()) {
      const path = `${journalFolder}/${name}`;
      const bytes = await this.#storage.read(path);
      if (bytes === null || !/^[0-9]{16}$/.test(name)) {
        this.#strange(path);
        continue;
      }
      const content = readJournal(bytes, head.origin, Number(name));
      const next = head.size + this.#unsigned.length;
      if (content.start > next) {
        this.#add(
          "journal-damaged",
          path,
          next,
          `it begins at entry ${content.start}, but entry ${next} is missing`,
        );
        continue;
      }
      if (content.end.state === "torn" && number === names.length - 1) {
        this.#notes.push(
          `${path}: a crash cut off a write; ${content.end.length} bytes from ${content.end.at} on are not used`,
        );
      } else if (content.end.state !== "whole") {
        const entry = content.start + content.entries.length;
        this.#add(
          "journal-damaged",
          path,
          entry,
          `the batch at byte ${content.end.at}, from entry ${entry} on, was changed`,
        );
      }
      await this.#followJournal(path, content, tree, remembered);
    }
  }

  async #followJournal(
    path: string,
    { start, entries, leaves }: JournalContent,
    tree: Frontier,
    remembered: readonly TreeHead[],
  ): Promise<void> {
    const head = this.#head!;
    for (const [at, leaf] of leaves.entries()) {
      const index = start + at;
      if (index < head.size) {
        const tile = { level: 0, index: Math.floor(index / tileWidth) } as const;
        const width = Math.min(tileWidth, head.size - tile.index * tileWidth);
        const bytes = await this.#storage.read(tilePath({ ...tile, width }));
        const offset = (index % tileWidth) * hashLength;
        if (bytes !== null && !equalBytes(bytes.subarray(offset, offset + hashLength), leaf)) {
          this.#add("forked", path, index, `it has another entry ${index} than the tiles`);
        }
      } else if (index === tree.size) {
        tree.append(leaf);
        this.#unsigned.push(entries[at]!);
        if (remembered.some(({ size }) => size === tree.size)) this.#roots.set(tree.size, tree.root());
      }
    }
  }

  #strange(path: string): void {
    if (path.endsWith(unfinished)) this.#notes.push(`${path}: left by a write that was interrupted`);
    else if (path.startsWith("lock.")) this.#notes.push(`${path}: left by a start that was interrupted`);
    else this.#add("unexpected-file", path, null, "this file does not belong to the log");
  }

  async #attempt(code: LogProblemCode, file: string, work: () => Promise<void>): Promise<void> {
    try {
      await work();
    } catch (error) {
      if (!(error instanceof LedgerError)) throw error;
      this.#add(code, file, null, error.message);
    }
  }

  #add(code: LogProblemCode, file: string, entry: number | null, message: string): void {
    this.#problems.push({ code, file, entry, message });
  }
}

function withoutWidth(path: string): string {
  return path.replace(/\.p\/[1-9][0-9]{0,2}$/, "");
}
