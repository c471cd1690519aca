import { isMap, isScalar, isSeq, LineCounter, parseDocument, type Node } from "yaml";
import type { SourceFile } from "../source-file.ts";

/** Finds the line on which a place in a file is written. Files are parsed for positions only once somebody asks. */
export class LineFinder {
  readonly #parsed = new Map<SourceFile, { readonly root: Node | null; readonly lines: LineCounter }>();

  /** The line (1-based) of the key or item at `path`, or of the nearest thing above it that is there. */
  lineOf(file: SourceFile, path: readonly PropertyKey[]): number {
    let parsed = this.#parsed.get(file);
    if (parsed === undefined) {
      const lines = new LineCounter();
      parsed = { root: parseDocument(file.text, { lineCounter: lines, uniqueKeys: false }).contents, lines };
      this.#parsed.set(file, parsed);
    }
    let node: unknown = parsed.root;
    let offset = parsed.root?.range?.[0] ?? 0;
    for (const key of path) {
      if (isMap(node)) {
        const pair = node.items.find((item) => isScalar(item.key) && String(item.key.value) === String(key));
        if (pair === undefined) break;
        offset = (pair.key as Node).range?.[0] ?? offset;
        node = pair.value;
      } else if (isSeq(node)) {
        const item: unknown = node.items[Number(key)];
        if (item === undefined) break;
        offset = (item as Node).range?.[0] ?? offset;
        node = item;
      } else break;
    }
    return parsed.lines.linePos(offset).line;
  }
}
