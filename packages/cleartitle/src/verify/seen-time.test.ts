import { expect, test } from "vitest";

import { seenTime } from "./seen-time.ts";

test("the time that a witness wrote is told, also where no calendar has it", () => {
  expect(seenTime(1_795_000_000)).toBe("2026-11-18T11:06:40.000Z");
  expect(seenTime(2 ** 63)).toBe("9223372036854776000 seconds after 1970");
});
