import { describe, expect, test } from "vitest";

import { CleartitleError } from "../cleartitle-error.ts";
import { readJson } from "./read-json.ts";

const refused = (text: string): CleartitleError => {
  try {
    readJson(text, "question");
  } catch (error) {
    if (error instanceof CleartitleError) return error;
    throw error;
  }
  throw new Error("it was read");
};

describe("a key that is written twice is refused, with both places", () => {
  test.each([
    ['{"a":1,"a":2}', "question.a", "line 1, column 2 and line 1, column 8"],
    ['{"a":1,"a":1}', "question.a", "line 1, column 2"],
    ['{"facts":{"b":true,"\\u0062":false}}', "question.facts.b", "line 1, column 20"],
    ['[0,{"x":[{},{"y":{},\n "y":{}}]}]', "question[1].x[1].y", "line 2, column 2"],
    ['{"__proto__":1,"__proto__":2}', "question.__proto__", "column 2"],
    ['{"":1,"":2}', 'question[""]', "column 2"],
    ['{"a\\":":1,"b":{"c":":","c":"{"}}', "question.b.c", "line 1, column 24"],
  ])("%s", (text, place, where) => {
    const { code, message, issues } = refused(text);
    expect(code).toBe("bad-json");
    expect(message).toContain(`${place} is written twice (`);
    expect(message).toContain(where);
    expect(issues).toMatchObject([{ code: "duplicate-key" }]);
  });
});

test("what JSON.parse reads is read the same, braces and colons in texts and equal keys of two objects included", () => {
  for (const text of [
    '{"a":{"k":1},"b":{"k":2},"c":["{\\"k\\":1,\\"k\\":2}",{"k":3}]}',
    '  [1, -2.5e3, "\\\\", "a:b", null, true, {}, []]\n',
    '"only a text: {"',
    '{"__proto__":{"a":1}}',
    "7",
  ])
    expect(readJson(text, "question")).toEqual(JSON.parse(text));
});

test("what is no JSON, or nested too deeply, is refused with a reason, in linear time", () => {
  expect(refused('{"a":').issues[0]?.code).toBe("not-json");
  expect(refused("").message).toContain("The question is not JSON:");
  const deep = refused(`${"[".repeat(200_000)}${"]".repeat(200_000)}`);
  expect(deep.issues[0]?.code).toBe("too-deep");
  expect(deep.message).toContain("more than 100 levels deep (line 1, column 101)");
  const start = performance.now();
  const members = Array.from({ length: 100_000 }, (_, at) => `"k${at}":{"a":"${"\\\\".repeat(5)}"}`);
  refused(`{${members.join(",")},"k0":1}`);
  expect(performance.now() - start).toBeLessThan(5_000);
});
