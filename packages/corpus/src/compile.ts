export { compileCorpus, extendCorpus, type Compiled } from "./compile/compile-corpus.ts";
export { textFragment } from "./compile/text-fragment.ts";
export type { SourceFile } from "./authored/source-file.ts";
