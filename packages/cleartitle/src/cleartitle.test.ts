import { readFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";

import { Cleartitle } from "./cleartitle.ts";

const image = join(import.meta.dirname, "../../../examples/a1111-sdxl.png");
const question = { use: "stock-licensing", market: "adobe-stock", on: "2026-11-22" };

describe("Cleartitle", () => {
  let cleartitle: Cleartitle;
  beforeAll(async () => {
    cleartitle = await Cleartitle.open({ now: () => new Date(2026, 10, 22) });
  });
  afterAll(() => cleartitle.close());

  test("the same image is answered the same as a file, as bytes and as a Blob", async () => {
    const bytes = new Uint8Array(readFileSync(image));
    const [file, ...others] = await Promise.all(
      [image, bytes, new Blob([bytes])].map((source) => cleartitle.check(source, question)),
    );
    expect(file?.decision).not.toBeNull();
    for (const { decision, evidence } of others) {
      expect(decision).toEqual(file?.decision);
      expect(evidence).toEqual({ ...file?.evidence, file: "" });
    }
  });

  test("what is declared has the last word over what the file says", async () => {
    const { decision } = await cleartitle.check(image, {
      ...question,
      made: { chain: [{ service: "midjourney" }] },
    });
    const parties = decision?.chain.map(({ party }) => party);
    expect(parties).toContain("midjourney");
    expect(parties).not.toContain("sdxl-1.0");
  });

  test("asked again it gives the same bytes; today is only the default day", () => {
    const made = { on: "2025-07-01", chain: [{ service: "midjourney", plan: "standard" }] };
    const first = JSON.stringify(cleartitle.judge({ ...question, made }));
    expect(JSON.stringify(cleartitle.judge({ ...question, made }))).toBe(first);
    expect(JSON.stringify(cleartitle.judge({ use: question.use, market: question.market, made }))).toBe(
      first,
    );
  });

  test("the making date answers the question that asks for it", () => {
    const chain = [{ service: "midjourney", plan: "standard" }];
    const declared = cleartitle.judge({ ...question, made: { on: "2025-07-01", chain } });
    const asFact = cleartitle.judge({ ...question, made: { chain }, facts: { "made.on": "2025-07-01" } });
    expect(asFact.made).toEqual(declared.made);
    expect(asFact.verdict).toBe(declared.verdict);
  });

  test("a market among the facts is the market, and what else has a place of its own is refused, not left aside", () => {
    const made = { on: "2025-07-01", chain: [{ service: "midjourney", plan: "pro" }] };
    const asked = { use: question.use, on: question.on, made };
    expect(cleartitle.judge({ ...asked, facts: { market: "adobe-stock" } })).toEqual(
      cleartitle.judge({ ...asked, market: "adobe-stock" }),
    );
    expect(() => cleartitle.judge({ ...asked, market: "alamy", facts: { market: "adobe-stock" } })).toThrow(
      "say it once",
    );
    for (const [name, place] of Object.entries({
      use: '"use"',
      service: '"service" of a link of "made.chain"',
      on: '"on"',
      "made.prompt": '"made.prompt"',
    }))
      expect(() => cleartitle.judge({ ...asked, facts: { [name]: "x" } })).toThrow(
        `"${name}" is no fact; a question has it as ${place}.`,
      );
    expect(() => cleartitle.judge({ ...asked, facts: { market: true } })).toThrow("market takes a market");
    expect(() => cleartitle.judge({ ...asked, facts: { "title.ownership": "assigned" } })).toThrow(
      "is worked out",
    );
  });

  test("a market nobody knows is an open answer, a use nobody knows an error, and no fact slips through by its type", () => {
    expect(cleartitle.judge({ ...question, market: "nowhere" }).layers.destination).toBe("unknown");
    expect(() => cleartitle.judge({ ...question, use: "stock-licencing" })).toThrow(
      /Did you mean "stock-licensing"/,
    );
    expect(() => cleartitle.judge({ ...question, facts: { "holder.revenue-usd": "2000000" } })).toThrow(
      /takes a number/,
    );
  });

  test("a file that is not there is an error that says what to do", async () => {
    await expect(cleartitle.check("gone.png", question)).rejects.toMatchObject({ code: "file-missing" });
  });
});
