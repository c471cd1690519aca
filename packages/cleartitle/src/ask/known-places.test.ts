import { describe, expect, test } from "vitest";

import { CleartitleError } from "../cleartitle-error.ts";
import { withKnownPlaces } from "./known-places.ts";

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
    ["none", "none"],
  ])("holder.country %s", (written, code) => {
    expect(withKnownPlaces({ "holder.country": written })).toEqual({ "holder.country": code });
  });

  test.each([
    ["EU", "eu"],
    ["US-NY", "us-ny"],
    ["GB", "uk"],
    ["uk", "uk"],
    ["none", "none"],
    ["Japan", "jp"],
  ])("use.territory %s", (written, code) => {
    expect(withKnownPlaces({ "use.territory": written })).toEqual({ "use.territory": code });
  });

  test.each([["holder.country"], ["use.territory"]])("%s that nobody knows is refused", (fact) => {
    expect(() => withKnownPlaces({ [fact]: "Atlantis" })).toThrow(CleartitleError);
    expect(() => withKnownPlaces({ [fact]: "XQ" })).toThrow(/takes/);
  });

  test.each(["eu, us", "world", "everywhere"])("%s is no one place, so it is asked for each", (places) => {
    expect(() => withKnownPlaces({ "use.territory": places })).toThrow(/once for each place/);
  });

  test("other facts stay as they are", () => {
    const facts = { "holder.revenue-usd": 1, "use.exclusive": true } as const;
    expect(withKnownPlaces(facts)).toBe(facts);
  });
});
