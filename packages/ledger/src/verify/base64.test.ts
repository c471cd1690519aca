import { readFileSync } from "node:fs";
import { join } from "node:path";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { base64, fromBase64 } from "./base64.ts";

describe("Base 64", () => {
  test("is written and read as Node does it, whatever the bytes", () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 200 }), (bytes) => {
        expect(base64(bytes)).toBe(Buffer.from(bytes).toString("base64"));
        expect(fromBase64(base64(bytes), "it")).toEqual(new Uint8Array(bytes));
      }),
    );
    const large = new Uint8Array(300_001).map((_, at) => at * 7);
    expect(base64(large)).toBe(Buffer.from(large).toString("base64"));
    expect(fromBase64(base64(large), "it")).toEqual(large);
  });

  test("has one spelling: every text that Node writes otherwise is refused", () => {
    const letters = fc.constantFrom(...Array.from("ABab01+/=- _\nÄ"));
    fc.assert(
      fc.property(fc.string({ unit: letters, maxLength: 12 }), (text) => {
        const canonical = Buffer.from(text, "base64").toString("base64") === text;
        if (canonical) expect(base64(fromBase64(text, "it"))).toBe(text);
        else expect(() => fromBase64(text, "it")).toThrow(/it is not canonical Base 64/);
      }),
      { numRuns: 2000 },
    );
  });

  test("is read without a text or a list for each byte, so that it costs no multiple of its length", () => {
    const source = readFileSync(join(import.meta.dirname, "base64.ts"), "utf8");
    const reader = source.slice(source.indexOf("export function fromBase64"));
    expect(reader).not.toMatch(/atob|Uint8Array\.from|fromCharCode|\.split|\bbase64\(|\.\.\./);
    expect(reader.match(/new Uint8Array/g)).toHaveLength(1);
  });
});
