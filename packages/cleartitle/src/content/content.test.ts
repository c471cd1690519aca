import { describe, expect, test } from "vitest";

import { Cleartitle } from "../cleartitle.ts";
import type { Judgement } from "../answer.ts";

const cleartitle = await Cleartitle.open({ now: () => new Date("2026-11-22T00:00:00Z") });

function judge(prompt: string, facts: Readonly<Record<string, boolean | string>> = {}): Judgement {
  return cleartitle.judge({
    made: { prompt, chain: [{ model: "stable-diffusion-1.5" }], on: "2026-07-01" },
    use: "stock-licensing",
    market: "adobe-stock",
    on: "2026-11-22",
    facts: { "inputs.kind": "none", ...facts },
  });
}

describe("names in a prompt", () => {
  test("a certain one counts, with the rule that cares and a way out in its own words", () => {
    const { verdict, inferred, reasons, fixes } = judge("a castle, art by Greg Rutkowski");
    expect(verdict).toBe("forbidden");
    expect(inferred).toEqual({ "content.artist-name": true });
    expect(reasons[0]).toMatchObject({ effect: "prohibition", party: "adobe-stock", fires: "yes" });
    expect(fixes[0]).toMatchObject({
      change: { "made.prompt": "a castle, art by" },
      then: "conditional",
      text: `Make the image without the artist's name ("Greg Rutkowski").`,
    });
  });

  test("several are left out together, however many there are", () => {
    const { verdict, inferred, fixes } = judge(
      "LEGO minifigure of Hatsune Miku, art by Greg Rutkowski, in front of the Pentagon and the NASA logo",
    );
    expect(verdict).toBe("forbidden");
    expect(Object.keys(inferred).length).toBeGreaterThan(2);
    expect(Object.keys(fixes[0]?.change ?? {})).toEqual(["made.prompt"]);
    expect(judge(String(fixes[0]?.change["made.prompt"])).inferred).toEqual({});
    expect(fixes[0]?.text).toMatch(/^Make the image without .*the artist's name \("Greg Rutkowski"\).* and /);
    expect(fixes[0]?.then).toBe("conditional");
    const two = judge("Hatsune Miku, art by Greg Rutkowski");
    expect(two.fixes[0]?.text).toMatch(/^Make the image without the .* \(".*"\) and the .* \(".*"\)\.$/);
  });

  test("a doubtful one settles nothing, and is what the confirmation asks about", () => {
    const { verdict, inferred, duties } = judge("a small church on a hill");
    expect(verdict).toBe("conditional");
    expect(inferred).toEqual({});
    const doubtful = judge("link between two worlds");
    expect(doubtful.inferred).toEqual({});
    expect(doubtful.duties.find(({ fact }) => fact === "content.third-party-character")?.hint).toMatch(
      /“link” may mean the character Link/,
    );
    expect(duties.every(({ hint }) => hint === undefined || /may mean/.test(hint))).toBe(true);
  });

  test("finding nothing never settles a fact", () => {
    const without = judge("a castle on a hill");
    expect(without.inferred).toEqual({});
    expect(without.duties.some(({ fact, met }) => fact === "content.artist-name" && !met)).toBe(true);
  });

  test("what the picture must not show is not in it", () => {
    expect(judge("a castle --no Greg Rutkowski").inferred).toEqual({});
  });
});
