import { mkdtempSync, mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

import { afterAll, beforeAll, describe, expect, test } from "vitest";

import { Cleartitle } from "../cleartitle.ts";
import type { Licensing } from "./model.ts";

const now = (): Date => new Date("2026-11-22T12:00:00Z");
let cleartitle: Cleartitle;
beforeAll(async () => {
  cleartitle = await Cleartitle.open({ now });
});
afterAll(() => cleartitle.close());

const licensing = async (id: string, on?: string): Promise<Licensing> =>
  (await cleartitle.models.get(id, on === undefined ? {} : { on })).licensing;

test("the short answer has the five keys in the order that programs print them", async () => {
  const keys = Object.keys(await licensing("flux-dev"));
  expect(keys.slice(0, 5)).toEqual(["commercial", "attribution", "restrictions", "license", "licenseUrl"]);
  expect(keys.slice(5)).toEqual(["modelUse", "outputs", "conditions", "history", "sources"]);
});

test("the example prints what it says", async () => {
  const text = readFileSync(join(import.meta.dirname, "models.ts"), "utf8");
  const [, promised] = /console\.log\([^\n]+\);\n\s+\* \/\/ (.+)/.exec(text) ?? [];
  const { commercial, attribution, modelUse, outputs } = await licensing("flux-dev", "2026-11-22");
  expect(`${commercial} ${attribution} ${modelUse.commercial} ${outputs["commercial"]?.verdict}`).toBe(
    promised,
  );
});

describe("commercial is true only where nothing else has to be done, said or settled", () => {
  test.each([
    ["flux-1-schnell", true],
    ["sdxl-1.0", true], // the licence's list of banned uses stands in restrictions
    ["flux-dev", false], // two readings of one text
    ["sd-3.5-large", false], // a revenue limit, and registration
    ["sd-turbo", false],
    ["midjourney", false], // the plan and the revenue
  ])("%s: %s", async (id, commercial) => {
    expect((await licensing(id)).commercial).toBe(commercial);
  });

  test("and what stands against it is told", async () => {
    const models = Object.values(cleartitle.corpus.parties).filter(({ kind }) => kind === "model");
    expect(models.length).toBeGreaterThan(60);
    const untold: string[] = [];
    for (const { id } of models) {
      const { commercial, outputs, conditions, restrictions, license, sources } = await licensing(id);
      const verdict = outputs["commercial"]?.verdict;
      const looksOnly = conditions.every(({ kind }) => kind === "confirmation");
      const told = commercial
        ? (verdict === "allowed" || verdict === "conditional") && looksOnly && license !== "Not on record"
        : (verdict === "forbidden" ? restrictions : conditions).length > 0;
      if (!told || sources.length === 0) untold.push(id);
    }
    expect(untold).toEqual([]);
  });
});

test("the day picks the terms", async () => {
  const { history } = await licensing("flux-dev");
  expect(history.map(({ from, verdict }) => [from, verdict])).toEqual([
    ["2024-08-01", "unknown"],
    ["2025-06-26", "forbidden"],
    ["2025-06-27", "unknown"],
  ]);
  expect((await licensing("flux-dev", "2025-06-26")).outputs["commercial"]?.verdict).toBe("forbidden");
  const before = await licensing("flux-dev", "2020-01-01");
  expect(before).toMatchObject({ commercial: false, history: [], sources: expect.any(Array) as unknown });
});

test("attribution is required where the licence asks for it outright", async () => {
  expect((await licensing("xai-grok")).attribution).toBe("Required");
  expect((await licensing("flux-1-schnell")).attribution).toBe("None");
});

test.each([
  ["flux-devv", 'Did you mean "flux-dev"?'],
  ["nobody knows this", "terms list --kind model"],
  ["constructor", "terms list"],
  ["", "terms list"],
])("a name that nobody has is an error with the nearest one: %s", async (id, message) => {
  await expect(cleartitle.models.get(id)).rejects.toMatchObject({
    code: "unknown-party",
    message: expect.stringContaining(message) as string,
  });
});

test("a day that is none is an error", async () => {
  await expect(cleartitle.models.get("flux-dev", { on: "soon" })).rejects.toMatchObject({ code: "bad-date" });
});

test("a model of one's own is found, judged by its base, and said to be one's own", async () => {
  const folder = mkdtempSync(join(tmpdir(), "own-model-"));
  mkdirSync(join(folder, "models"));
  writeFileSync(
    join(folder, "models/own-brush.yaml"),
    "id: own-brush\nkind: model\nname: House brush\nbase: flux-1-dev\nlicence: [{ id: apache-2.0, from: 2025-01-01 }]\n",
  );
  const ours = await Cleartitle.open({ now, own: [folder] });
  const model = await ours.models.get("House brush");
  expect(model).toMatchObject({ id: "own-brush", own: true });
  // Its own licence is free, that of what it derives from is not: the weakest link decides.
  expect(model.licensing).toMatchObject({ license: "Apache License 2.0", commercial: false });
  await ours.close();
  rmSync(folder, { recursive: true });
});
