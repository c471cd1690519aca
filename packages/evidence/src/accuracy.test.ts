import { describe, expect, test } from "vitest";
import { IMAGES, readManifest, scoreAll } from "../accuracy/score.ts";
import { createCredentialReader } from "./node.ts";

/** What must hold on real files by others; fields that are not listed are only measured. */
const LEAST: Readonly<Record<string, number>> = {
  tool: 0.97,
  models: 0.97,
  hash: 0.98,
  loras: 0.97,
  "extra loras": 0.97,
  prompt: 0.95,
  seed: 0.95,
  sampler: 0.97,
  steps: 0.97,
  vae: 0.97,
  "claim generator": 1,
  "tool version": 0.97,
  "made-by-ai": 1,
  "source type": 1,
  negative: 1,
  "c2pa integrity": 1,
  "novelai signature": 1,
};

const entries = readManifest();

describe.skipIf(entries === null)(`accuracy on the files in ${IMAGES}`, () => {
  test("every field reaches its threshold, and every file is answered within two seconds", async () => {
    const credentials = createCredentialReader({ now: () => new Date("2026-11-22"), milliseconds: 10_000 });
    const { scores, slowest } = await scoreAll(entries ?? [], { credentials: credentials.read });
    await credentials.close();
    const rates = new Map(scores.map(({ field, right, of }) => [field, right / of]));
    const below = Object.entries(LEAST).filter(([field, least]) => !((rates.get(field) ?? 0) >= least));
    expect(below.map(([field]) => [field, scores.find((score) => score.field === field)?.wrong])).toEqual([]);
    expect(slowest).toMatchObject({ ms: expect.toSatisfy((ms: number) => ms < 2000) as number });
  });
});
