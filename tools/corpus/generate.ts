/**
 * `node tools/corpus/generate.ts [--check]`: makes the views of the corpus anew: a verdict table beside each party, the data package, the
 * pages of docs/terms. With `--check` it writes nothing and exits with 1 where something is stale.
 */
import { join } from "node:path";
import { CorpusError, loadCorpus } from "@cleartitle/corpus/node";
import { corpusJson, typeDeclarations } from "./data-package.ts";
import { distFiles } from "./dist.ts";
import { staleFiles, writeGenerated, type GeneratedPlace } from "./generated-files.ts";
import { pageFiles } from "./pages/page-files.ts";
import { verdictTables } from "./verdict-table.ts";

const root = join(import.meta.dirname, "../..");
const places: readonly GeneratedPlace[] = [
  { folder: "corpus", isGenerated: (path) => path.endsWith(".dist.yaml") },
  { folder: "docs/terms", isGenerated: (path) => path.endsWith(".md") },
];

try {
  const corpus = await loadCorpus(join(root, "corpus"));
  const tables = verdictTables(corpus);
  const files = new Map([
    ...distFiles(corpus, tables),
    ["corpus/corpus.json", corpusJson(corpus)] as const,
    ["corpus/index.d.ts", typeDeclarations(root)] as const,
    ...pageFiles(corpus, tables),
  ]);
  if (process.argv.includes("--check")) {
    const stale = staleFiles(root, files, places);
    for (const path of stale)
      console.log(
        `${path}:1: stale: does not match the corpus. Run node tools/corpus/generate.ts and commit what it writes.`,
      );
    console.log(
      `${files.size} generated files, ${stale.length === 0 ? "none stale" : `${stale.length} stale`}`,
    );
    if (stale.length > 0) process.exitCode = 1;
  } else {
    const written = writeGenerated(root, files, places);
    console.log(`${files.size} generated files, ${written.length} written`);
  }
} catch (error) {
  if (!(error instanceof CorpusError)) throw error;
  console.error(error.message);
  process.exitCode = 2;
}
