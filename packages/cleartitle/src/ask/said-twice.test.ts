import { expect, test } from "vitest";

import { givenQuestion } from "../given/given-question.ts";
import { readQuestion } from "./read-question.ts";

const asked = { use: "stock-licensing", market: "adobe-stock", made: { on: "2026-10-01" } };

test.each([
  [{ "made.on": "2022-10-01" }, /"made\.on" says "2026-10-01", and .* says "2022-10-01"; say it once/],
  [{ market: "shutterstock" }, /"market" says "adobe-stock", and .* says "shutterstock"; say it once/],
])("a question that says two things is refused, not answered for either: %o", (facts, message) => {
  expect(() => readQuestion({ ...asked, facts })).toThrow(message);
  expect(() => givenQuestion({ ...asked, facts })).toThrow(message);
});

test("saying the same twice, in other letters, or `none` or a record beside it, is no contradiction", () => {
  for (const facts of [{ market: "Adobe Stock", "made.on": "2026-10-01" }, { market: "none" }, {}])
    expect(readQuestion({ ...asked, facts }).market).toBe("adobe-stock");
  const record = { fact: "made.on", value: "2022-10-01", record: 1, id: "a", on: "2026-01-01" };
  const onRecord = { facts: [record], remarks: [] };
  const given = givenQuestion({ ...asked, facts: { "made.on": "2022-10-01" }, onRecord });
  expect(given.made?.on).toBe("2026-10-01");
});
