import { expect, test } from "vitest";

import { valueText } from "./value-text.ts";

test.each([
  ["text", "text"],
  [5, "5"],
  [null, "null"],
  [[], "(empty)"],
  [{}, "(empty)"],
  [["a", "b"], "a, b"],
  [{ sha256: "ab", width: 512 }, "sha256: ab; width: 512"],
  [[{ code: "x", met: false }, "y"], "(code: x; met: false), y"],
  [{ made: { on: "2026", chain: [] } }, "made: (on: 2026; chain: (empty))"],
  [[[[[[[1]]]]]], "(((([[1]]))))"],
])("%j is written as %s", (value, text) => {
  expect(valueText(value)).toBe(text);
});
