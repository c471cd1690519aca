/**
 * `node tools/compile-names.ts`: compiles corpus/names to packages/content/src/names.generated.ts. With `--check` it writes nothing and
 * ends with status 1 where the file is stale.
 */
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";

import { compileNames, kindOfFile, NamesError } from "./names/compile-names.ts";

const root = join(import.meta.dirname, "..");
const target = join(root, "packages/content/src/names.generated.ts");
try {
  const files = Object.fromEntries(
    Object.keys(kindOfFile).map((file) => [file, readFileSync(join(root, "corpus/names", file), "utf8")]),
  );
  const compiled = compileNames(files);
  if (process.argv.includes("--check")) {
    if (compiled !== readFileSync(target, "utf8")) {
      console.error("packages/content/src/names.generated.ts is stale: run node tools/compile-names.ts");
      process.exitCode = 1;
    }
  } else {
    writeFileSync(target, compiled);
    console.log(`names.generated.ts: ${(Buffer.byteLength(compiled) / 1024).toFixed(0)} KB`);
  }
} catch (error) {
  if (!(error instanceof NamesError)) throw error;
  console.error(error.message);
  process.exitCode = 2;
}
