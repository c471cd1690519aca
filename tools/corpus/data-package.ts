import { readFileSync } from "node:fs";
import { join } from "node:path";
import type { Corpus } from "@cleartitle/corpus";

/** The compiled corpus as published, one party a line, so that a change of one party is a change of one line. */
export function corpusJson(corpus: Corpus): string {
  const parties = Object.entries(corpus.parties).map(
    ([id, party]) => `${JSON.stringify(id)}:${JSON.stringify(party)}`,
  );
  const rest = [
    `"version":${JSON.stringify(corpus.version)}`,
    `"digest":${JSON.stringify(corpus.digest)}`,
    `"registry":${JSON.stringify(corpus.registry)}`,
    `"parties":{\n${parties.join(",\n")}\n}`,
    `"rules":${JSON.stringify(corpus.rules)}`,
  ];
  return `{${rest.join(",\n")}}\n`;
}

/** The files that say what a compiled corpus is made of, in the order in which they build on each other. */
const TYPE_FILES = ["date-bound", "registry", "rule", "party", "corpus"];

/** The types of the data package: the interfaces of `packages/corpus`, without its code and its imports. */
export function typeDeclarations(root: string): string {
  const sources = TYPE_FILES.map((name) =>
    readFileSync(join(root, "packages/corpus/src", `${name}.ts`), "utf8"),
  );
  const interfaces = sources.flatMap((source) =>
    source
      .split(/\n\n+/u)
      .filter((block) => /^(?:\/\*\*[\s\S]*?\*\/\n)?export (?:interface|type) \w/u.test(block)),
  );
  return [
    "// Made from packages/corpus by tools/corpus/generate.ts: do not edit.",
    ...interfaces.map((block) => block.trim().replaceAll(/\{@link BEGINNING\}/gu, "0000-01-01")),
    "declare const corpus: Corpus;\nexport default corpus;",
  ]
    .join("\n\n")
    .concat("\n");
}
