import { describe, expect, test } from "vitest";

import { readPlace, territories, type PlaceFact } from "./places.ts";

const valueOf = (fact: PlaceFact, written: unknown, regions?: ReadonlySet<string>): string => {
  const read = readPlace(fact, written, regions);
  return read.kind === "place" ? read.value : `${read.issue.message} ${read.issue.remedy ?? ""}`.trim();
};

describe("places are written as the rules write them", () => {
  test.each([
    ["DE", "DE"],
    ["de", "DE"],
    [" Germany ", "DE"],
    ["UK", "GB"],
    ["gb", "GB"],
    ["United Kingdom", "GB"],
    ["south korea", "KR"],
    ["EU", "EU"],
    ["European Union", "EU"],
    ["EL", "GR"],
    ["USA", "US"],
    ["Czech Republic", "CZ"],
    ["Georgia", "GE"],
    ["us-ny", "US-NY"],
    ["Elsewhere", "elsewhere"],
  ])("holder.country %s", (written, code) => {
    expect(valueOf("holder.country", written)).toBe(code);
  });

  test.each([
    ["EU", "eu"],
    ["US-NY", "us-ny"],
    ["us_ny", "us-ny"],
    ["New York", "us-ny"],
    ["California", "us-ca"],
    ["GB", "uk"],
    ["uk", "uk"],
    ["World", "world"],
    ["elsewhere", "elsewhere"],
    ["Japan", "jp"],
    ["DE,FR", "de,fr"],
    [" fr , de,FR", "de,fr"],
    [["FR", "Germany", "us-ny"], "de,fr,us-ny"],
    [["de"], "de"],
    [["de", "world"], "world"],
  ])("use.territory %j", (written, code) => {
    const value = valueOf("use.territory", written);
    expect(value).toBe(code);
    if (!value.includes(" ")) expect(valueOf("use.territory", territories(value))).toBe(value);
  });
});

describe("what is no place is refused, with what to write instead", () => {
  test.each([
    ["40k", 'not "40k".'],
    ["XX", 'not "XX".'],
    ["ZZ", 'not "ZZ".'],
    ["QO", 'not "QO".'],
    ["DD", 'not "DD".'],
    ["", 'not "".'],
    ["Germny", 'Did you mean "Germany"?'],
    ["Untied Kingdom", 'Did you mean "United Kingdom"?'],
    ["US-ZZ", 'not "US-ZZ".'],
    ["DE, FR", "one country"],
    ["none", "Leave it out"],
    ["world", "one country"],
    [["DE"], "not a list."],
    [40_000, "not 40000."],
    [true, "not true."],
  ])("holder.country %j", (written, words) => {
    expect(valueOf("holder.country", written)).toContain(words);
  });

  test.each([
    ["none", "Leave it out where you do not know, or write world for every place."],
    ["everywhere", "or write world for every place."],
    ["", "Leave it out"],
    [[], "Leave it out"],
    [["de", "none"], "Leave it out"],
    ["de,", "Leave it out"],
    ["us-zz", 'not "us-zz".'],
    ["Californa", 'Did you mean "California"?'],
    ["de-by", "No law on record is about a part of it: write de."],
    ["XX", 'not "XX".'],
    [["de", 7], "not 7."],
    [{ de: true }, "not an object."],
  ])("use.territory %j", (written, words) => {
    expect(valueOf("use.territory", written)).toContain(words);
  });

  test("a part of a country that a law on record names is a place", () => {
    expect(valueOf("use.territory", "DE-BY", new Set(["de-by"]))).toBe("de-by");
    expect(valueOf("use.territory", "GB-sct", new Set(["uk-sct"]))).toBe("uk-sct");
  });

  test("every country and every part of one is read back as itself", () => {
    for (const code of ["XK", "AQ", "TW", "PR", "NO", "IS"])
      expect([valueOf("holder.country", code), valueOf("use.territory", code)]).toEqual([
        code,
        code.toLowerCase(),
      ]);
  });
});
