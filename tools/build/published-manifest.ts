import { readFileSync } from "node:fs";
import { join } from "node:path";

interface Manifest {
  readonly name: string;
  readonly version: string;
  readonly description: string;
  readonly license: string;
  readonly dependencies: Readonly<Record<string, string>>;
}

/** The package.json of the published package: built files in place of sources, and no scripts, so that nothing runs on install. */
export function publishedManifest(folder: string): object {
  const { name, version, description, license, dependencies } = JSON.parse(
    readFileSync(join(folder, "package.json"), "utf8"),
  ) as Manifest;
  return {
    name,
    version,
    description,
    keywords: ["ai", "images", "rights", "licence", "stock", "c2pa", "provenance"],
    license,
    type: "module",
    engines: { node: ">=24" },
    bin: { cleartitle: "./cli.js" },
    exports: {
      ".": { types: "./index.d.ts", default: "./index.js" },
      "./verify": { types: "./verify.d.ts", default: "./verify.js" },
      "./package.json": "./package.json",
    },
    types: "./index.d.ts",
    files: ["*.js", "*.d.ts", "verify-page.html", "corpus", "CHANGELOG.md"],
    dependencies,
  };
}
