import { equalBytes } from "../verify/bytes.ts";
import type { TreeHead } from "../verify/checkpoint.ts";
import type { Frontier } from "../tree/frontier.ts";
import { checkpointPath } from "../log/open-log.ts";
import type { Findings } from "./findings.ts";

/** Heads that were signed earlier, and what the log now has at their sizes. */
export class WantedRoots {
  readonly #heads: readonly TreeHead[];
  readonly #sizes: ReadonlySet<number>;
  readonly #roots = new Map<number, Uint8Array>();

  constructor(heads: readonly TreeHead[]) {
    this.#heads = heads;
    this.#sizes = new Set(heads.map(({ size }) => size));
  }

  /** Takes note of the root of a tree that has grown to its size. */
  see(tree: Frontier): void {
    if (this.#sizes.has(tree.size)) this.#roots.set(tree.size, tree.root());
  }

  /** Compares them with the log, which has `have` entries in all. */
  compare(findings: Findings, have: number): void {
    for (const { size, root } of this.#heads) {
      const now = this.#roots.get(size);
      if (now === undefined)
        findings.add(
          "rolled-back",
          checkpointPath,
          null,
          `the log has ${have} entries, but a head over ${size} was signed`,
        );
      else if (!equalBytes(now, root))
        findings.add(
          "forked",
          checkpointPath,
          null,
          `the first ${size} entries are not those that were signed before`,
        );
    }
  }
}
