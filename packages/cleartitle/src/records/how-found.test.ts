import { describe, expect, test } from "vitest";

import { howFound } from "./how-found.ts";

const none = { left: 0, top: 0, right: 0, bottom: 0 };

describe("how a record was found", () => {
  test("is said for the file itself, for a copy and for its mirror image", () => {
    expect(howFound({ by: "hash", distance: 0, mirrored: false, cut: null })).toBe("the same file");
    expect(howFound({ by: "look", distance: 3, mirrored: false, cut: null })).toBe(
      "looks alike: 3 of 256 bits differ",
    );
    expect(howFound({ by: "look", distance: 0, mirrored: true, cut: null })).toBe(
      "looks alike: 0 of 256 bits differ, mirrored",
    );
  });

  test("names the sides that were cut off, and what was added around", () => {
    const part = { by: "part", distance: 2, mirrored: false } as const;
    expect(howFound({ ...part, cut: { ...none, left: 0.101, bottom: 0.048, top: 0.01 } })).toBe(
      "the middle looks alike, with about 10 % left, 5 % bottom cut off: 2 of 256 bits differ",
    );
    expect(howFound({ ...part, cut: { ...none, top: -0.12, right: 0.05 } })).toBe(
      "the middle looks alike, with about 5 % right cut off and about 12 % top added around it: 2 of 256 bits differ",
    );
    expect(howFound({ ...part, mirrored: true, cut: none })).toBe(
      "the middle looks alike: 2 of 256 bits differ, mirrored",
    );
  });
});
