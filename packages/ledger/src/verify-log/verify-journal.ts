import type { Storage } from "../storage/storage.ts";
import type { Frontier } from "../tree/frontier.ts";
import { hashLength, tilePath, tileWidth } from "../tree/tile-path.ts";
import { equalBytes } from "../verify/bytes.ts";
import type { TreeHead } from "../verify/checkpoint.ts";
import { journalFolder, readJournal, type JournalContent } from "../log/journal.ts";
import type { Findings } from "./findings.ts";
import type { WantedRoots } from "./wanted-roots.ts";

/** Verifies the journal: what was acknowledged and is not under a signed head yet. */
export class JournalVerification {
  readonly #storage: Storage;
  readonly #findings: Findings;
  readonly #head: TreeHead;
  readonly #wanted: WantedRoots;
  readonly #unsigned: Uint8Array[] = [];

  constructor(storage: Storage, findings: Findings, head: TreeHead, wanted: WantedRoots) {
    this.#storage = storage;
    this.#findings = findings;
    this.#head = head;
    this.#wanted = wanted;
  }

  /** Lets `tree`, which has the entries under the head, grow by those of the journal, and returns them. */
  async check(tree: Frontier): Promise<readonly Uint8Array[]> {
    const head = this.#head;
    const names = await this.#storage.list(journalFolder);
    for (const [number, name] of names.entries()) {
      const path = `${journalFolder}/${name}`;
      const bytes = await this.#storage.read(path);
      if (bytes === null || !/^[0-9]{16}$/.test(name)) {
        this.#findings.addStrange(path);
        continue;
      }
      const content = readJournal(bytes, head.origin, Number(name));
      const next = head.size + this.#unsigned.length;
      if (content.start > next) {
        this.#findings.add(
          "journal-damaged",
          path,
          next,
          `it begins at entry ${content.start}, but entry ${next} is missing`,
        );
        continue;
      }
      if (content.end.state === "torn" && number === names.length - 1) {
        this.#findings.note(
          `${path}: a crash cut off a write; ${content.end.length} bytes from ${content.end.at} on are not used`,
        );
      } else if (content.end.state !== "whole") {
        const entry = content.start + content.entries.length;
        this.#findings.add(
          "journal-damaged",
          path,
          entry,
          `the batch at byte ${content.end.at}, from entry ${entry} on, was changed`,
        );
      }
      await this.#follow(path, content, tree);
    }
    return this.#unsigned;
  }

  async #follow(path: string, { start, entries, leaves }: JournalContent, tree: Frontier): Promise<void> {
    const head = this.#head;
    for (const [at, leaf] of leaves.entries()) {
      const index = start + at;
      if (index < head.size) {
        const tile = { level: 0, index: Math.floor(index / tileWidth) } as const;
        const width = Math.min(tileWidth, head.size - tile.index * tileWidth);
        const bytes = await this.#storage.read(tilePath({ ...tile, width }));
        const offset = (index % tileWidth) * hashLength;
        if (bytes !== null && !equalBytes(bytes.subarray(offset, offset + hashLength), leaf)) {
          this.#findings.add("forked", path, index, `it has another entry ${index} than the tiles`);
        }
      } else if (index === tree.size) {
        tree.append(leaf);
        this.#unsigned.push(entries[at]!);
        this.#wanted.see(tree);
      }
    }
  }
}
