import type { Band, Corpus, Use } from "@cleartitle/corpus";
import { page, plain } from "./markdown.ts";

const BANDS: readonly (readonly [Band, string, string])[] = [
  ["clear", "Clearly commercial", "The image earns money, or promotes something that does."],
  [
    "grey",
    "Grey areas",
    "It depends on the case and on the words of the licence. Where a licence draws the line elsewhere, its own line counts.",
  ],
  ["not-usually", "Usually not commercial", "Nobody earns by it. A licence may still see it otherwise."],
];

/** What commercial use means, and all uses by band. */
export function usesPage(corpus: Corpus): string {
  const uses = Object.values(corpus.registry.uses);
  return page([
    "# What commercial use means",
    "",
    "Licences rarely define it alike. These are the uses that Cleartitle tells apart; every answer is for one of them. A rule for a use covers all below it.",
    "",
    ...BANDS.flatMap(([band, title, text]) => [
      `## ${title}`,
      "",
      text,
      "",
      ...uses.filter((use) => use.band === band).map(useLine),
      "",
    ]),
    "## The tree",
    "",
    ...uses.filter(({ parent }) => parent === undefined).flatMap((root) => branch(uses, root, 0)),
  ]);
}

function useLine({ code, label, examples, needs }: Use): string {
  return `- **${plain(label)}** (\`${code}\`): ${examples.map(plain).join(", ")}${needs === "market" ? "; the answer also hangs on the market" : ""}`;
}

function branch(uses: readonly Use[], use: Use, depth: number): readonly string[] {
  const below = uses
    .filter(({ parent }) => parent === use.code)
    .flatMap((each) => branch(uses, each, depth + 1));
  return [`${"  ".repeat(depth)}- ${plain(use.label)} \`${use.code}\``, ...below];
}
