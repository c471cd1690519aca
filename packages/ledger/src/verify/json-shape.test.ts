import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { isCanonicalJson } from "./canonical-json.ts";
import { checkJsonShape } from "./json-shape.ts";

const wide = { values: 100_000, depth: 64 };
const check = (text: string, limits = wide): void => checkJsonShape(text, "the text", limits);

describe("the shape of JSON text", () => {
  test.each([
    ['{"a":1,"a":2}', "a"],
    ['{"x":[{"b":1},{"c":1,"b":2,"c":3}]}', "c"],
    [String.raw`{"verdict":1,"verdic\u0074":2}`, "verdict"],
    ['{"__proto__":1,"__proto__":2}', "__proto__"],
    ['{"":{},"":{}}', ""],
    ['{ "a" : "}" , "b" : "\\\\", "a" : 3 }', "a"],
  ])("%s is refused: a name stands twice", (text, name) => {
    expect(() => check(text)).toThrow(`the name ${JSON.stringify(name)} stands twice in one object`);
  });

  test("is taken where no name stands twice, whatever the values", () => {
    fc.assert(fc.property(fc.json(), (text) => check(text)));
    for (const text of ['["a","a"]', '[{"a":1},{"a":2}]', '{"a":{"a":"a"}}', '{"a":"b","b":"a"}'])
      expect(() => check(text)).not.toThrow();
  });

  test("has limits that are named", () => {
    expect(() => check("[1,1,1]", { values: 3, depth: 9 })).toThrow(/more than 3 values/);
    expect(() => check("[[[1]]]", { values: 9, depth: 2 })).toThrow(/more than 2 levels deep/);
    expect(() => check('["[[[[",","]', { values: 4, depth: 1 })).not.toThrow();
    expect(() => check("[".repeat(1_000_000))).toThrow(/levels deep/);
    expect(() => check(`[${"{},".repeat(1_000_000)}`)).toThrow(/values/);
  });

  test("is looked at in time that grows with the text alone: backslashes, quotes and text without an end", () => {
    for (const text of [`["${"\\\\".repeat(1e6)}"]`, `["${'\\"'.repeat(1e6)}"]`, `"${"x".repeat(4e6)}`])
      expect(() => check(text)).not.toThrow();
  });
});

describe("canonical JSON", () => {
  test("is told from every other spelling of the same value", () => {
    const is = (text: string): boolean => isCanonicalJson(text, JSON.parse(text));
    expect(is('{"a":[1,"ä",null,true,{}],"b":-0.5}')).toBe(true);
    for (const other of [
      '{"b":1,"a":2}',
      '{"a": 1}',
      '{"a":1.0}',
      '{"a":1e2}',
      '{"a":-0}',
      String.raw`{"a":"\u00e4"}`,
      String.raw`{"a":"\/"}`,
      String.raw`{"a":"\ud800"}`,
      '{"a":1,"a":1}',
      "[1 ]",
    ])
      expect({ other, is: is(other) }).toEqual({ other, is: false });
  });
});
