import { expect, test } from "vitest";

import { valueText } from "./value-text.ts";

test.each([
  ["text", '"text"'],
  ['no" more', String.raw`"no\" more"`],
  [5, "5"],
  [null, "null"],
  [[], "(empty)"],
  [{}, "(empty)"],
  [["a", "b"], '"a", "b"'],
  [{ sha256: "ab", width: 512 }, 'sha256: "ab"; width: 512'],
  [[{ code: "x", met: false }, "y"], '(code: "x"; met: false), "y"'],
  [{ "checked by Cleartitle": 1 }, '"checked by Cleartitle": 1'],
  [{ made: { on: "2026", chain: [] } }, 'made: (on: "2026"; chain: (empty))'],
  [[[[[[[1]]]]]], '(((("[[1]]"))))'],
])("%j is written as %s", (value, text) => {
  expect(valueText(value)).toBe(text);
});
