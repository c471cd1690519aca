import { expect, test } from "vitest";
import * as fc from "fast-check";
import { parseDocument } from "yaml";
import { readSimpleYaml } from "./simple-yaml.ts";

const SAMPLE = `# a comment
id: acme
aliases: [acme.com, "A, B", 'it''s']  # more
home: https://acme.example/path#part
note: >-
  Folded over
  two lines.
plans:
  trial: { name: Free trial, until: 2023-07-21 }

  "quoted key": { a: -1, b: 1.5, c: true, d: none, e: "4610115bb0", f: [], g: {} }
empty:
list:
- one
- two: 2
  three: [ { x: y }, { z: "q\\n" } ]
-
  nested: yes
rules:
  acme-cap:
    reading: A company above USD 1,000,000 a year
      goes on here.
    when:
      holder.revenue-usd: { over: 1000000 }
      plan: { not: [pro,
        mega] }
    source: { document: tos, at: "§4", find: ["first words", "last: words"] }
    literal: |
      a
      b
    in-force: { from: "≤2023-12-20" }
`;

function readFully(text: string): { readonly value: unknown } | undefined {
  const document = parseDocument(text);
  return document.errors.length > 0 ? undefined : { value: document.toJS() as unknown };
}

test("the sample of everything usual is read without the full parser", () => {
  const value = readSimpleYaml(SAMPLE);
  expect(value).not.toBeUndefined();
  expect(value).toEqual(readFully(SAMPLE)?.value);
});

const PIECES = [
  "a",
  "b: c",
  "key",
  ": ",
  ":",
  "- ",
  "-",
  "\n",
  "\n  ",
  "\n    ",
  "\n      ",
  " ",
  "#",
  " # x",
  "{",
  "}",
  "[",
  "]",
  ",",
  ", ",
  '"',
  "'",
  "''",
  "\\",
  "1",
  "0x1f",
  "1e5",
  "12345e6789",
  "1.",
  ".5",
  "+1",
  "0o7",
  ".inf",
  "null",
  "~",
  "true",
  "False",
  "2023-01-01",
  "|",
  ">-",
  "&a",
  "*a",
  "!t",
  "?",
  "? ",
  "%",
  "@",
  "\t",
  "\r\n",
  "é",
  "≤",
  "word word",
  "https://x.y/z",
  "a#b",
  "\n\n",
  "---",
  "key: value\n",
  "  x: { y: z }\n",
  "<<: ",
  "__proto__: ",
];

test("whatever the simple reader accepts, the full parser reads the same", () => {
  const mutated = fc
    .tuple(
      fc.array(fc.tuple(fc.nat(SAMPLE.length), fc.nat(6), fc.constantFrom(...PIECES)), {
        minLength: 1,
        maxLength: 4,
      }),
    )
    .map(([edits]) =>
      edits.reduce((text, [at, cut, piece]) => text.slice(0, at) + piece + text.slice(at + cut), SAMPLE),
    );
  const soup = fc
    .array(fc.constantFrom(...PIECES), { maxLength: 24 })
    .map((pieces) => `k: ${pieces.join("")}\n`);
  let accepted = 0;
  fc.assert(
    fc.property(fc.oneof(mutated, soup), (text) => {
      const value = readSimpleYaml(text);
      if (value === undefined) return;
      accepted++;
      expect({ value }).toEqual(readFully(text));
    }),
    { seed: 7, numRuns: 20_000 },
  );
  expect(accepted).toBeGreaterThan(3000);
});
