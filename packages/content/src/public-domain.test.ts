import { expect, test } from "vitest";

import { publicDomainOn } from "./public-domain.ts";

test.each([
  [{ born: 1880, died: 1955 }, "2025-12-31", "no"],
  [{ born: 1880, died: 1955 }, "2026-01-01", "yes"],
  [{ born: 1930, died: null }, "2026-11-22", "unknown"],
  [{ born: 1960, died: null }, "2026-11-22", "no"],
  [{ born: null, died: null }, "2026-11-22", "unknown"],
  [{ born: null, died: 1337 }, "2026-11-22", "yes"],
  [{ born: null, died: 1337 }, "some day", "unknown"],
] as const)("%j on %s: %s", (years, on, answer) => {
  expect(publicDomainOn(years, on)).toBe(answer);
});
