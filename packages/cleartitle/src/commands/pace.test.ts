import { expect, test } from "vitest";

import { paceText } from "./pace.ts";

test("the rate and the time left are told when there is something to tell them from", () => {
  expect(paceText(3, null, 0.2)).toBe("3");
  expect(paceText(3, 8, 5)).toBe("3 of 8");
  expect(paceText(1200, null, 2)).toBe("1200  600/s");
  expect(paceText(1200, 4000, 1.5)).toBe("1200 of 4000  800/s  about 4 s left");
  expect(paceText(20, 1020, 10)).toBe("20 of 1020  2.0/s  about 8 min left");
  expect(paceText(1000, 1_000_000, 10)).toBe("1000 of 1000000  100/s  about 2.8 h left");
});

test("where files came while they were counted, no total is claimed that is too small", () => {
  expect(paceText(12, 10, 2)).toBe("12  6.0/s");
});
