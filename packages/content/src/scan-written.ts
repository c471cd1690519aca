import { hiddenNames } from "./hidden-names.ts";
import { scanPrompt, type ScanOptions } from "./scan-prompt.ts";
import { splitNames } from "./split-names.ts";
import type { Written, WrittenFinding } from "./written.ts";

/**
 * Finds names in the texts of one file: its prompts, titles, descriptions and keywords. Beside what {@link scanPrompt} finds in each of them, names that are
 * joined (`#TaylorSwift`), that have a bare s behind them, and those whose words stand apart in the keywords or in title and keywords.
 *
 * @example scanWritten([{ where: "keywords", text: "castle, GregRutkowski" }])[0]?.name // "Greg Rutkowski"
 */
export function scanWritten(
  written: readonly Written[],
  options: Omit<ScanOptions, "negative"> = {},
): readonly WrittenFinding[] {
  const asked = { ...options, negative: true };
  const seen = new Set<string>();
  const texts = written.filter(({ where, text }) => {
    const key = `${where === "negativePrompt" ? "negative" : ""} ${text.trim()}`;
    return text.trim() !== "" && !seen.has(key) && seen.add(key).size > 0;
  });
  const found = texts.flatMap(({ where, text }): readonly WrittenFinding[] => {
    const plain = scanPrompt(text, asked);
    return [...plain, ...hiddenNames(text, plain, asked)].map((one) =>
      where === "negativePrompt"
        ? { ...one, where, part: "negative" }
        : { ...one, where: one.part === "negative" ? "negativePrompt" : where },
    );
  });
  const sure = new Set(
    found.flatMap(({ kind, name, confidence }) => (confidence === "certain" ? [`${kind} ${name}`] : [])),
  );
  return [...found, ...splitNames(texts, options).filter(({ kind, name }) => !sure.has(`${kind} ${name}`))];
}
