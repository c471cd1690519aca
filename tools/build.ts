/**
 * `node tools/build.ts`: builds the package that is published, whole, in packages/cleartitle/dist: our rooms bundled, the corpus compiled,
 * the dependencies named. `npm publish packages/cleartitle/dist` is all that is left. Says nothing but where the package is.
 */
import { cpSync, mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";

import { loadCorpus } from "@cleartitle/corpus/node";
import { build } from "tsdown";

import { dropUnusedImports } from "./build/drop-unused-imports.ts";
import { publishedManifest } from "./build/published-manifest.ts";

const root = join(import.meta.dirname, "..");
const source = join(root, "packages/cleartitle");
const target = process.argv[2] ?? join(source, "dist");

rmSync(target, { recursive: true, force: true });
mkdirSync(join(target, "corpus"), { recursive: true });

await build({
  config: false,
  cwd: source,
  // Workers have entries of their own: they are started by the address of their file.
  entry: {
    index: "src/index.ts",
    cli: "src/cli.ts",
    verify: "src/verify/index.ts",
    "credential-worker": join(root, "packages/evidence/src/credentials/credential-worker.ts"),
    "scan-worker": join(root, "packages/evidence/src/scan/scan-worker.ts"),
  },
  outDir: target,
  format: "esm",
  platform: "node",
  target: "node24",
  dts: { oxc: true },
  clean: false,
  fixedExtension: false,
  deps: {
    alwaysBundle: [/^@cleartitle\//],
    neverBundle: ["@contentauth/c2pa-wasm", "commander", "yaml", "zod"],
  },
  logLevel: "warn",
  report: false,
});

const declarations = join(target, "index.d.ts");
writeFileSync(declarations, dropUnusedImports(readFileSync(declarations, "utf8")));

const corpus = await loadCorpus(join(root, "corpus"));
writeFileSync(join(target, "corpus/corpus.json"), JSON.stringify(corpus));
cpSync(join(root, "corpus/LICENSE"), join(target, "corpus/LICENSE"));
for (const file of ["README.md", "LICENSE", "CHANGELOG.md"]) cpSync(join(root, file), join(target, file));
writeFileSync(join(target, "package.json"), `${JSON.stringify(publishedManifest(source), null, 2)}\n`);
console.log(target);
