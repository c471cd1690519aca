/**
 * `node tools/build.ts`: builds the package that is published, whole, in packages/cleartitle/dist: our rooms bundled, the corpus compiled,
 * the dependencies named. `npm publish packages/cleartitle/dist` is all that is left. Says nothing but where the package is.
 */
import { cpSync, mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";

import { loadCorpus } from "@cleartitle/corpus/node";
import { build, type InlineConfig } from "tsdown";

import { bundleForBrowser } from "./build/bundle-for-browser.ts";
import { dropUnusedImports } from "./build/drop-unused-imports.ts";
import { publishedManifest } from "./build/published-manifest.ts";
import { buildVerifyPage } from "./build/verify-page.ts";

const root = join(import.meta.dirname, "..");
const source = join(root, "packages/cleartitle");
const target = process.argv[2] ?? join(source, "dist");

rmSync(target, { recursive: true, force: true });
mkdirSync(join(target, "corpus"), { recursive: true });

const common: InlineConfig = {
  config: false,
  cwd: source,
  outDir: target,
  format: "esm",
  platform: "node",
  target: "node24",
  dts: { oxc: true },
  deps: {
    alwaysBundle: [/^@cleartitle\//],
    neverBundle: ["@contentauth/c2pa-wasm", "commander", "yaml", "zod"],
  },
  clean: false,
  fixedExtension: false,
  logLevel: "warn",
  report: false,
};
await build({
  ...common,
  // Workers have entries of their own: they are started by the address of their file.
  entry: {
    index: "src/index.ts",
    cli: "src/cli.ts",
    "credential-worker": join(root, "packages/evidence/src/credentials/credential-worker.ts"),
    "scan-worker": join(root, "packages/evidence/src/scan/scan-worker.ts"),
  },
});
// The entry for browsers is one file that shares nothing with the rest: nothing of Node can get into it by a shared part.
await build({ ...common, entry: { verify: "src/verify/index.ts" }, dts: { oxc: true, emitDtsOnly: true } });
writeFileSync(join(target, "verify.js"), await bundleForBrowser(join(source, "src/verify/index.ts")));

for (const name of ["index.d.ts", "verify.d.ts"]) {
  const declarations = join(target, name);
  writeFileSync(declarations, dropUnusedImports(readFileSync(declarations, "utf8")));
}
writeFileSync(join(target, "verify-page.html"), await buildVerifyPage());

const corpus = await loadCorpus(join(root, "corpus"));
writeFileSync(join(target, "corpus/corpus.json"), JSON.stringify(corpus));
cpSync(join(root, "corpus/LICENSE"), join(target, "corpus/LICENSE"));
for (const file of ["README.md", "LICENSE", "CHANGELOG.md"]) cpSync(join(root, file), join(target, file));
writeFileSync(join(target, "package.json"), `${JSON.stringify(publishedManifest(source), null, 2)}\n`);
console.log(target);
