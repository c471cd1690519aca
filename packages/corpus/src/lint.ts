export { fixCorpus } from "./fix/fix-corpus.ts";
export { lintCorpus, linters, type LintOptions, type LintReport } from "./lint/lint-corpus.ts";
export type { Checked, Linter, LintInput } from "./lint/linter.ts";
export type { StoredText, TextStore } from "./texts/text-store.ts";
