import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { afterEach, describe, expect, test } from "vitest";

import { checkRooms } from "./check-rooms.ts";

const made: string[] = [];
afterEach(() => {
  for (const folder of made.splice(0)) rmSync(folder, { recursive: true });
});

/** Builds a small house with the given files, and answers with the findings as `code file:line`. */
function findingsOf(files: Readonly<Record<string, string>>): readonly string[] {
  const root = mkdtempSync(join(tmpdir(), "rooms-"));
  made.push(root);
  const house: Record<string, string> = {
    "packages/corpus/package.json": `{ "exports": { ".": "./src/index.ts", "./node": "./src/node.ts" } }`,
    "packages/evidence/package.json": `{ "exports": { ".": "./src/index.ts", "./node": "./src/node/index.ts" } }`,
    "packages/title/package.json": `{ "exports": { ".": "./src/index.ts" } }`,
    "packages/rights/package.json": `{ "exports": { ".": "./src/index.ts" } }`,
    "packages/cleartitle/package.json": `{ "exports": { ".": "./src/index.ts" } }`,
    "corpus/services/acme-images.yaml": "id: acme-images",
    "corpus/registry/uses.yaml": "",
    ...files,
  };
  for (const [path, text] of Object.entries(house)) {
    mkdirSync(dirname(join(root, path)), { recursive: true });
    writeFileSync(join(root, path), text);
  }
  return checkRooms(root).map(({ code, file, line }) => `${code} ${file}:${line}`);
}

describe("what is allowed", () => {
  test("a house that keeps to the table has no findings", () => {
    const files = {
      "packages/corpus/src/index.ts": `import { parse } from "yaml";\nexport const corpus = parse;\n`,
      "packages/evidence/src/index.ts": `export { read } from "./read.ts";\n`,
      "packages/evidence/src/read.ts": `/* import "node:fs" */\n// Date.now()\nexport const read = "see https://x.org // y";\n`,
      "packages/evidence/src/node/index.ts": `import { open } from "node:fs/promises";\nexport { open };\n`,
      "packages/evidence/src/read.test.ts": `import { readFileSync } from "node:fs";\nconst at = Date.now();\n`,
      "packages/title/src/index.ts": `import { corpus } from "@cleartitle/corpus";\nconst day = new Date("2026-01-01");\n`,
      "packages/rights/src/index.ts": `import type { Chain } from "@cleartitle/title";\n`,
      "packages/rights/src/decide.test.ts": `import fc from "fast-check";\nconst vendor = "acme-images";\n`,
      "packages/cleartitle/src/index.ts": `import { read } from "@cleartitle/evidence/node";\nconst now = Date.now();\n`,
    };
    expect(findingsOf(files)).toEqual([]);
  });
});

describe("what is not", () => {
  const cases: readonly (readonly [string, string, string, string])[] = [
    ["a room that the table does not know", "attic/package.json", `{}`, "room-unknown packages/attic:1"],
    [
      "evidence knows the corpus",
      "evidence/src/a.ts",
      `import type { Corpus } from "@cleartitle/corpus";`,
      "room-import packages/evidence/src/a.ts:1",
    ],
    [
      "an import over several lines",
      "corpus/src/a.ts",
      `const a = 1;\nimport {\n  decide,\n} from "@cleartitle/rights";`,
      "room-import packages/corpus/src/a.ts:2",
    ],
    [
      "a re-export",
      "corpus/src/a.ts",
      `export * from "@cleartitle/title";`,
      "room-import packages/corpus/src/a.ts:1",
    ],
    [
      "a dynamic import",
      "title/src/a.ts",
      `const r = await import("@cleartitle/rights");`,
      "room-import packages/title/src/a.ts:1",
    ],
    [
      "rights takes a value of title",
      "rights/src/a.ts",
      `import { chain } from "@cleartitle/title";`,
      "room-types-only packages/rights/src/a.ts:1",
    ],
    [
      "an entry that is not declared",
      "title/src/a.ts",
      `import { x } from "@cleartitle/corpus/src/x.ts";`,
      "room-face packages/title/src/a.ts:1",
    ],
    [
      "a relative path into another room",
      "title/src/a.ts",
      `import { x } from "../../corpus/src/x.ts";`,
      "room-face packages/title/src/a.ts:1",
    ],
    [
      "a test that goes around an entry",
      "title/src/a.test.ts",
      `import { x } from "../../corpus/src/x.ts";`,
      "room-face packages/title/src/a.test.ts:1",
    ],
    [
      "a room that imports itself by name",
      "title/src/a.ts",
      `import { x } from "@cleartitle/title";`,
      "room-face packages/title/src/a.ts:1",
    ],
    [
      "a dependency of rights",
      "rights/src/a.ts",
      `import { z } from "zod";`,
      "room-pure packages/rights/src/a.ts:1",
    ],
    [
      "a vendor in rights",
      "rights/src/a.ts",
      `const x =\n  party.id === "acme-images";`,
      "room-vendor packages/rights/src/a.ts:2",
    ],
    ["Date.now", "corpus/src/a.ts", `const x = Date.now();`, "room-world packages/corpus/src/a.ts:1"],
    ["new Date()", "title/src/a.ts", `\nconst x = new Date( );`, "room-world packages/title/src/a.ts:2"],
    [
      "process.env",
      "corpus/src/a.ts",
      `const x = process.env.HOME;`,
      "room-world packages/corpus/src/a.ts:1",
    ],
    ["fetch", "corpus/src/a.ts", `const x = await fetch(url);`, "room-world packages/corpus/src/a.ts:1"],
    ["Math.random", "rights/src/a.ts", `const x = Math.random();`, "room-world packages/rights/src/a.ts:1"],
    [
      "the network",
      "corpus/src/a.ts",
      `import { get } from "node:https";`,
      "room-world packages/corpus/src/a.ts:1",
    ],
    ["a long file", "corpus/src/a.ts", "const a = 1;\n".repeat(301), "file-size packages/corpus/src/a.ts:1"],
  ];
  test.each(cases)("%s", (_, path, text, expected) => {
    expect(findingsOf({ [`packages/${path}`]: text })).toEqual([expected]);
  });

  test("a Node built-in that evidence's entry reaches, through a file or a worker's address", () => {
    const files = {
      "packages/evidence/src/index.ts": `export { a } from "./a.ts";\nconst w = new URL("./worker.ts", import.meta.url);\n`,
      "packages/evidence/src/a.ts": `import { readFileSync } from "fs";\n`,
      "packages/evidence/src/worker.ts": `import { parentPort } from "node:worker_threads";\n`,
      "packages/rights/src/index.ts": `const b = Buffer.from("x");\n`,
    };
    expect(findingsOf(files)).toEqual([
      "room-node packages/evidence/src/a.ts:1",
      "room-node packages/evidence/src/worker.ts:1",
      "room-node packages/rights/src/index.ts:1",
    ]);
  });

  test("a Node built-in behind an entry that is for browsers, in a room whose others are not; types are no matter", () => {
    const files = {
      "packages/ledger/package.json": `{ "exports": { ".": "./src/index.ts", "./verify": "./src/verify.ts" } }`,
      "packages/ledger/src/index.ts": `import { open } from "node:fs/promises";\n`,
      "packages/ledger/src/verify.ts": `import type { Key } from "./key.ts";\nexport { a } from "./a.ts";\n`,
      "packages/ledger/src/key.ts": `import { X509Certificate } from "node:crypto";\n`,
      "packages/ledger/src/a.ts": `import { hash } from "node:crypto";\n`,
    };
    expect(findingsOf(files)).toEqual(["room-node packages/ledger/src/a.ts:1"]);
  });
});
