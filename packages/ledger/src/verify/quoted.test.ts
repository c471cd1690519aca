import fc from "fast-check";
import { expect, test } from "vitest";
import { quoted } from "./quoted.ts";

test("a quoted text is JSON of itself, and nothing in it can end the quotes or hide", () => {
  fc.assert(
    fc.property(fc.string({ unit: "binary", maxLength: 100 }), (text) => {
      const shown = quoted(text);
      expect(JSON.parse(shown)).toBe(text);
      expect(shown.slice(1, -1).replaceAll(/\\./g, "")).not.toContain('"');
      expect(shown).not.toMatch(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\p{Surrogate}]/u);
    }),
  );
});

test.each([
  ['allowed" and checked by Cleartitle: "', String.raw`"allowed\" and checked by Cleartitle: \""`],
  ["a\nProved: all", String.raw`"a\nProved: all"`],
  ["\u202egpj", String.raw`"\u202egpj"`],
  ["a\u2800b\u3164c\u{e0041}", String.raw`"a\u2800b\u3164c\udb40\udc41"`],
  ["\u009b2J", String.raw`"\u009b2J"`],
])("%j is shown as what it is", (text, shown) => {
  expect(quoted(text)).toBe(shown);
});

test("a long text is cut outside the quotes", () => {
  expect(quoted("x".repeat(310))).toBe(`"${"x".repeat(300)}" (and 10 characters more)`);
});
