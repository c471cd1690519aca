import { existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join, normalize } from "node:path";
import { beforeAll, describe, expect, test } from "vitest";
import type { Corpus } from "@cleartitle/corpus";
import { loadCorpus } from "@cleartitle/corpus/node";
import { corpusJson, typeDeclarations } from "./data-package.ts";
import { distFiles } from "./dist.ts";
import { staleFiles, writeGenerated } from "./generated-files.ts";
import { pageFiles } from "./pages/page-files.ts";
import { eraOn, verdictTables, type VerdictTables } from "./verdict-table.ts";

const root = join(import.meta.dirname, "../..");
let corpus: Corpus;
let tables: VerdictTables;

beforeAll(async () => {
  corpus = await loadCorpus(join(root, "corpus"));
  tables = verdictTables(corpus);
}, 120_000);

describe("verdict tables", () => {
  test("every party with dated rules has eras in order, each era an answer for every branch of uses", () => {
    for (const eras of tables.values()) {
      const days = eras.map(({ from }) => from);
      expect(days).toEqual(days.toSorted());
      for (const { plans } of eras)
        for (const { rows } of plans) expect(rows.flatMap(({ uses }) => uses)).toContain("personal");
    }
  });

  test("an era lasts until the next", () => {
    const eras = [
      { from: "2023-01-01", plans: [] },
      { from: "2024-01-01", plans: [] },
    ];
    expect(eraOn(eras, "2023-12-31")?.from).toBe("2023-01-01");
    expect(eraOn(eras, "2024-01-01")?.from).toBe("2024-01-01");
    expect(eraOn(eras, "2022-12-31")).toBeUndefined();
  });

  test("there is one file a party, beside the authored one", () => {
    const files = distFiles(corpus, tables);
    expect(files.size).toBe(Object.keys(corpus.parties).length);
    for (const path of files.keys())
      expect(existsSync(join(root, path.replace(".dist.yaml", ".yaml")))).toBe(true);
  });
});

describe("the data package", () => {
  test("is the compiled corpus, one party a line", () => {
    const json = corpusJson(corpus);
    expect(JSON.parse(json)).toEqual(corpus);
    expect(json.split("\n").length).toBeGreaterThan(Object.keys(corpus.parties).length);
  });

  test("has types without code, imports or links to them", () => {
    const types = typeDeclarations(root);
    for (const name of ["Corpus", "Registry", "Party", "Rule", "Test", "DateBound", "Period"])
      expect(types).toMatch(new RegExp(`export (?:interface|type) ${name}\\b`, "u"));
    expect(types).not.toMatch(/^import|^export (?:const|function)|\{@link/mu);
  });
});

describe("pages", () => {
  test("every link between pages leads to a page", () => {
    const files = pageFiles(corpus, tables);
    const dead = [...files].flatMap(([path, text]) =>
      [...text.matchAll(/\]\((?!https?:)([^)#]+)\)/gu)]
        .map((match) => normalize(join(dirname(path), match[1] ?? "")))
        .filter((target) => !files.has(target)),
    );
    expect(dead).toEqual([]);
  });

  test("the agency table has the columns and the order that contributors know", () => {
    const page = pageFiles(corpus, tables).get("docs/terms/microstock.md") ?? "";
    const rows = page.split("\n").filter((line) => line.startsWith("| "));
    expect(rows[0]).toBe("| Agency | Accepts AI content | Has AI generator |");
    const agencies = rows.slice(2, 14).map((row) => /\[(.+?)\]/u.exec(row)?.[1]);
    expect(agencies).toEqual([
      "Shutterstock",
      "Adobe Stock",
      "Getty Images",
      "Pond5",
      "Depositphotos",
      "Dreamstime",
      "Alamy",
      "Creative Market",
      "123rf",
      "Canva",
      "Vecteezy",
      "Panthermedia",
    ]);
  });

  test("no page says owned without more, or forever", () => {
    for (const [path, text] of pageFiles(corpus, tables))
      expect({ path, bad: /\bimmutable\b/iu.test(text) }).toEqual({ path, bad: false });
  });
});

test("what changed is written, what is no longer made is taken away, everything else is left", () => {
  const folder = mkdtempSync(join(tmpdir(), "generated-"));
  try {
    const places = [{ folder: "docs", isGenerated: (path: string) => path.endsWith(".md") }];
    const files = new Map([
      ["docs/a.md", "a"],
      ["docs/b/c.md", "c"],
    ]);
    expect(staleFiles(folder, files, places)).toEqual(["docs/a.md", "docs/b/c.md"]);
    writeGenerated(folder, files, places);
    expect(staleFiles(folder, files, places)).toEqual([]);
    mkdirSync(join(folder, "docs/old"));
    writeFileSync(join(folder, "docs/old/gone.md"), "x");
    writeFileSync(join(folder, "docs/old/kept.txt"), "x");
    writeFileSync(join(folder, "docs/a.md"), "edited");
    expect(writeGenerated(folder, files, places)).toEqual(["docs/a.md", "docs/old/gone.md"]);
    expect(existsSync(join(folder, "docs/old/kept.txt"))).toBe(true);
    expect(existsSync(join(folder, "docs/old/gone.md"))).toBe(false);
  } finally {
    rmSync(folder, { recursive: true });
  }
});
