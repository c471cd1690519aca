import type { SourceFile } from "../authored/source-file.ts";
import { compileCorpus } from "../compile/compile-corpus.ts";
import type { Day } from "../date-bound.ts";
import { lintInput, linters } from "../lint/lint-corpus.ts";
import { orderKeys } from "./order-keys.ts";
import { tidyText } from "./tidy-text.ts";

/**
 * Mends what a machine can mend without changing an answer: the look of the files, and what linters know how to mend. Gives
 * the files that changed. Files that cannot be read are only tidied.
 */
export function fixCorpus(
  files: readonly SourceFile[],
  options: { readonly version: string; readonly today: Day },
): readonly SourceFile[] {
  let current = files.map((file) => ({ ...file, text: tidyText(file.text) }));
  current = current.map((file) =>
    file.path.startsWith("registry/") ? file : { ...file, text: orderKeys(file.text) },
  );
  for (const { fix } of linters) {
    if (fix === undefined) continue;
    const input = lintInput(compileCorpus(current, options), { texts: null, today: options.today });
    const mended = new Map(input.authored.entries.map((entry) => [entry.file.path, fix(entry, input)]));
    current = current.map((file) => ({ ...file, text: mended.get(file.path) ?? file.text }));
  }
  return current.filter((file, index) => file.text !== files[index]?.text);
}
