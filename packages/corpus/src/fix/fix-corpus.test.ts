import { expect, test } from "vitest";
import { compileCorpus } from "../compile/compile-corpus.ts";
import { smallFiles } from "../fixture/small-corpus.ts";
import { fixCorpus } from "./fix-corpus.ts";

const options = { version: "1.0.0", today: "2026-11-22" };
const open = "licences/open-paint.yaml";

test("what is in order is left alone", () => {
  const files = smallFiles().map((file) => ({ ...file, text: `${file.text.trimEnd()}\n` }));
  expect(fixCorpus(files, options)).toEqual([]);
});

test("line ends, spaces and the order of keys are mended, comments go with their keys, and the corpus stays the same", () => {
  const messy = smallFiles({
    [open]: [
      ["name: Open Paint Licence\n", ""],
      [
        "silent: [personal, training]\n",
        "silent: [personal, training]  \r\n# the name\nname: Open Paint Licence\n",
      ],
      ["    reading: Outputs may be sold.\n", ""],
      [
        "    review: reviewed\n",
        "    review: reviewed\n    # our words\n    reading: Outputs may be sold.\n",
      ],
    ],
  });
  const [fixed] = fixCorpus(messy, options).filter(({ path }) => path === open);
  expect(fixed?.text).toContain(
    "id: open-paint\nkind: licence\n# the name\nname: Open Paint Licence\nsilent: [personal, training]\n",
  );
  expect(fixed?.text).toContain(
    "    topic: commercial-use\n    # our words\n    reading: Outputs may be sold.\n    effect: permission\n",
  );
  const after = messy.map((file) => (file.path === open && fixed !== undefined ? fixed : file));
  expect(compileCorpus(after, options).corpus.digest).toBe(compileCorpus(messy, options).corpus.digest);
  expect(fixCorpus(after, options).map(({ path }) => path)).not.toContain(open);
});

test("a ban that is plainly the special case of a grant is made its exception; one that is not is left to people", () => {
  const second = (id: string, uses: string, when: string): string => `  ${id}:
    topic: commercial-use
    reading: Not so.
    effect: prohibition
    uses: ${uses}${when}
    source: { document: text, at: "§5" }
    in-force: { from: 2024-05-01 }
    known: 2026-01-01
    grade: contract
    review: reviewed
`;
  const special = second("open-paint-companies", "[merchandise]", "\n    when: { holder.kind: company }");
  const rival = second("open-paint-wider", "[commercial, personal]", "");
  const [fixed] = fixCorpus(
    smallFiles({ [open]: [["rules:\n", `rules:\n${special}${rival}`]] }),
    options,
  ).filter(({ path }) => path === open);
  expect(fixed?.text).toContain(
    "    when: { holder.kind: company }\n    exception-to: [open-paint-outputs]\n    source:",
  );
  expect(fixed?.text.match(/exception-to/gu)).toHaveLength(1);
});
