import { expect, test } from "vitest";
import * as fc from "fast-check";
import { dateBound, dayAfter, isDay, slugOf, SLUG } from "./schema-parts.ts";

test("a day is a day of the calendar", () => {
  for (const day of ["2024-02-29", "2000-02-29", "2023-12-31", "0001-01-01"]) expect(isDay(day)).toBe(true);
  for (const day of [
    "2023-02-29",
    "1900-02-29",
    "2023-13-01",
    "2023-00-10",
    "2023-04-31",
    "2023-1-1",
    "20230101",
    "",
    " 2023-01-01",
    20230101,
    null,
  ]) {
    expect(isDay(day)).toBe(false);
  }
  const anyDate = fc.date({ min: new Date("1000-01-01"), max: new Date("2999-12-30"), noInvalidDate: true });
  fc.assert(
    fc.property(anyDate, (date) => {
      const day = date.toISOString().slice(0, 10);
      expect(isDay(day)).toBe(true);
      expect(isDay(dayAfter(day))).toBe(true);
      expect(dayAfter(day) > day).toBe(true);
    }),
    { seed: 4 },
  );
});

test("date bounds are read in all three ways of writing", () => {
  expect(dateBound.parse("2024-03-01")).toEqual({ earliest: "2024-03-01", latest: "2024-03-01" });
  expect(dateBound.parse("≤2024-03-01")).toEqual({ earliest: "0000-01-01", latest: "2024-03-01" });
  expect(dateBound.parse({ after: "2024-02-28", by: "2024-03-05" })).toEqual({
    earliest: "2024-02-29",
    latest: "2024-03-05",
  });
  for (const wrong of [
    "≤",
    "<2024-03-01",
    "2024-03",
    { after: "2024-02-28" },
    { after: "2024-02-28", until: "2024-03-01" },
    [],
    null,
    2024,
  ]) {
    expect(dateBound.safeParse(wrong).success).toBe(false);
  }
});

test("the slug of any name is a slug or nothing", () => {
  expect(slugOf("Free Trial")).toBe("free-trial");
  expect(slugOf("SDXL 1.0 (refiner)")).toBe("sdxl-1.0-refiner");
  fc.assert(
    fc.property(fc.string({ unit: "binary" }), (name) => {
      const slug = slugOf(name);
      expect(slug === "" || SLUG.test(slug)).toBe(true);
    }),
    { seed: 6, numRuns: 2000 },
  );
});
