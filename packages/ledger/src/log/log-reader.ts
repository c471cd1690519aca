import { LedgerError } from "../ledger-error.ts";
import type { Storage } from "../storage/storage.ts";
import { decodeEntries } from "../tree/bundle.ts";
import { leafHash } from "../tree/hash.ts";
import { tilePath, tileWidth } from "../tree/tile-path.ts";
import { TreeReader } from "../tree/tree-reader.ts";
import { equalBytes } from "../verify/bytes.ts";
import type { TreeHead } from "../verify/checkpoint.ts";
import { formatProof } from "../verify/inclusion-proof.ts";

/** An entry as it was logged, and where. */
export interface LoggedEntry {
  readonly index: number;
  readonly bytes: Uint8Array;
}

const mostBundlesKept = 16;

/**
 * Reads a log up to one signed head: entries, roots and proofs. It needs no lock and may run beside the writer; what is
 * appended after that head is not seen.
 */
export class LogReader {
  readonly head: TreeHead;
  /** The signed head, letter by letter. */
  readonly signedHead: string;
  readonly tree: TreeReader;
  readonly #storage: Storage;
  readonly #bundles = new Map<number, readonly Uint8Array[]>();

  constructor(storage: Storage, head: TreeHead, signedHead: string) {
    this.head = head;
    this.signedHead = signedHead;
    this.tree = new TreeReader(head.size, (path) => storage.read(path));
    this.#storage = storage;
  }

  /** One entry, compared with its hash in the tree. Throws `not-found` and `damaged`. */
  async entry(index: number): Promise<LoggedEntry> {
    const leaf = await this.tree.leaf(index);
    const bytes = (await this.#bundle(Math.floor(index / tileWidth)))[index % tileWidth];
    if (bytes === undefined || !equalBytes(leafHash(bytes), leaf)) {
      throw new LedgerError(
        "damaged",
        `entry ${index} is not what was logged`,
        "Run the verification of the whole log; restore the file from a copy.",
      );
    }
    return { index, bytes };
  }

  /** All entries from `from` on, in order, each compared with its hash. */
  async *entries(from = 0): AsyncGenerator<LoggedEntry> {
    for (let index = from; index < this.head.size; index += 1) yield await this.entry(index);
  }

  /**
   * The text of a `.tlog-proof` file for the entry at `index`: it verifies offline, with the log's key alone.
   *
   * @example
   *   const { index } = await ledger.append(bytes);
   *   await ledger.checkpoint();
   *   const proof = await ledger.reader().prove(index);
   */
  async prove(index: number, extra: Uint8Array | null = null): Promise<string> {
    return formatProof(index, await this.tree.inclusion(index, this.head.size), this.signedHead, extra);
  }

  async #bundle(index: number): Promise<readonly Uint8Array[]> {
    const known = this.#bundles.get(index);
    if (known !== undefined) return known;
    const width = Math.min(tileWidth, this.head.size - index * tileWidth);
    const path = tilePath({ level: "entries", index, width });
    const full = tilePath({ level: "entries", index, width: tileWidth });
    const bytes = (await this.#storage.read(path)) ?? (await this.#storage.read(full));
    const entries = bytes === null ? null : decodeEntries(bytes);
    if (entries === null || entries.length < width) {
      throw new LedgerError(
        "damaged",
        bytes === null ? `${path} is missing` : `${path} is cut short or its lengths do not add up`,
        "Run the verification of the whole log; restore the file from a copy.",
      );
    }
    if (this.#bundles.size >= mostBundlesKept) this.#bundles.delete(this.#bundles.keys().next().value!);
    this.#bundles.set(index, entries);
    return entries;
  }
}
