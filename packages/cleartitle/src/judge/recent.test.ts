import { expect, test } from "vitest";

import { Recent } from "./recent.ts";

test("makes each result once while it is among the latest, and keeps no more than the limit", () => {
  const recent = new Recent<string>(2);
  const made: string[] = [];
  const get = (key: string): string =>
    recent.get(key, () => {
      made.push(key);
      return `<${key}>`;
    });
  expect(["a", "b", "a", "c", "a", "b"].map(get)).toEqual(["<a>", "<b>", "<a>", "<c>", "<a>", "<b>"]);
  expect(made).toEqual(["a", "b", "c", "b"]);
});
