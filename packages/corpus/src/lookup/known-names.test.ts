import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import type { PartyKind } from "../party.ts";
import { loadCorpus } from "../node/load-corpus.ts";
import { findParty } from "./find-party.ts";
import { findPlan } from "./find-plan.ts";

const root = join(import.meta.dirname, "../../../..");
const readme = join(root, "../shared/cases/README.md");

/** The short names that golden questions use, as their description lists them: `services …`, `gateways …`, `models …`, `markets …`. */
function shortNames(): readonly (readonly [PartyKind, string])[] {
  const text = readFileSync(readme, "utf8").replaceAll(/\s+/gu, " ");
  const kinds: readonly (readonly [PartyKind, RegExp])[] = [
    ["service", /services (`[^;]+);/u],
    ["gateway", /gateways (`[^;]+);/u],
    ["model", /models by usual slug: ([^;]+);/u],
    ["market", /markets (`[^.]+)\. /u],
  ];
  return kinds.flatMap(([kind, pattern]) =>
    [...(pattern.exec(text)?.[1] ?? "").matchAll(/`([^`]+)`/gu)].flatMap((match) =>
      (match[1] ?? "")
        .split(" ")
        .filter((name) => name !== "…")
        .map((name) => [kind, name] as const),
    ),
  );
}

test.skipIf(!existsSync(readme))(
  "the short names of the golden questions lead to parties (skipped without ../shared)",
  async () => {
    const corpus = await loadCorpus(join(root, "corpus"));
    const names = shortNames();
    expect(names.length).toBeGreaterThan(70);
    expect(names.filter(([kind, name]) => findParty(corpus, kind, name) === undefined)).toEqual([]);
  },
);

test("every name on record leads to its own party and plan, however it is spelled and dressed, and never to another", async () => {
  const corpus = await loadCorpus(join(root, "corpus"));
  const wrong: string[] = [];
  let tried = 0;
  const lead = (name: string, wanted: string, found: string | undefined): void => {
    tried += 1;
    if (found !== wanted) wrong.push(`${name}: ${found}, not ${wanted}`);
  };
  for (const party of Object.values(corpus.parties)) {
    for (const name of new Set([party.id, party.name, ...party.aliases]))
      for (const spelled of [name, name.toUpperCase(), name.toLowerCase(), ` ${name.replaceAll("-", "_")} `])
        lead(spelled, party.id, findParty(corpus, party.kind, spelled)?.id);
    const plans = Object.values(party.plans);
    for (const plan of plans)
      for (const name of new Set([plan.id, plan.name, ...plan.aliases]))
        for (const spelled of [
          name,
          name.toUpperCase(),
          `${name} plan`,
          `${party.name} ${name}`,
          `${name} (yearly)`,
        ])
          lead(`${party.id}: ${spelled}`, plan.id, findPlan(party, spelled)?.id);
  }
  expect(wrong).toEqual([]);
  expect(tried).toBeGreaterThan(3000);
});

test("a word that two plans of a service answer to is neither: `api` of Gemini may be paid or not", async () => {
  const corpus = await loadCorpus(join(root, "corpus"));
  const gemini = findParty(corpus, "service", "gemini");
  if (gemini === undefined) throw new Error("the corpus has it");
  expect(
    ["api", "Gemini API", "gemini api free", "ai-paid"].map((name) => findPlan(gemini, name)?.id),
  ).toEqual([undefined, undefined, "api-unpaid", "api-paid"]);
});
