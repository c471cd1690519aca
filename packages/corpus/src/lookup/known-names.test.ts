import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import type { PartyKind } from "../party.ts";
import { loadCorpus } from "../node/load-corpus.ts";
import { findParty } from "./find-party.ts";

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
