import type { Registry } from "@cleartitle/corpus";
import { expect, test } from "vitest";

import { checkFacts } from "./check-facts.ts";

test("a day of making that is no text is refused, not passed over", () => {
  const registry = { facts: {}, duties: {} } as unknown as Registry;
  expect(() => checkFacts(registry, { "made.on": 5 })).toThrow(/made\.on takes a day/);
  checkFacts(registry, { "made.on": "2025-07" });
});
