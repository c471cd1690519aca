import { join } from "node:path";

import { IMAGES, type ManifestEntry } from "../../packages/evidence/accuracy/score.ts";
import { ContestantRunner } from "./contestant-runner.ts";
import type { Entrant } from "./entrants.ts";

export interface Found {
  readonly field: string;
  readonly right: number;
  readonly of: number;
}

const wanted: readonly (readonly [field: string, values: (entry: ManifestEntry) => readonly string[]])[] = [
  ["models", ({ expected }) => expected.models.flatMap(({ name }) => (name === null ? [] : [plain(name)]))],
  [
    "hash",
    ({ expected }) => expected.models.flatMap(({ hash }) => (hash === null ? [] : [hash.toLowerCase()])),
  ],
  ["loras", ({ expected }) => expected.loras.flatMap(({ name }) => (name === null ? [] : [plain(name)]))],
  ["prompt", ({ expected }) => texts(expected.prompt_prefix)],
  ["negative prompt", ({ expected }) => texts(expected.negative_prefix)],
  ["seed", ({ expected }) => (expected.seed === null ? [] : [String(expected.seed)])],
  ["source type", ({ expected }) => texts(expected.digital_source_type?.split("/").at(-1) ?? null)],
];

/**
 * General metadata readers have no fields for tools, models or prompts. What can be asked of them: is the known value anywhere in what they
 * say about the file? That is far less than knowing what it is, so these counts flatter them. Files count whose expected value is known.
 */
export async function peerAccuracy(
  entrant: Entrant,
  entries: readonly ManifestEntry[],
): Promise<readonly Found[]> {
  const runner = new ContestantRunner(entrant.id);
  const counts = wanted.map(([field]) => ({ field, right: 0, of: 0 }));
  for (const entry of entries) {
    if (entry.category !== "positive") continue;
    const asked = wanted.map(([, values]) => values(entry));
    if (asked.every((values) => values.length === 0)) continue;
    const said = flat(await runner.say(join(IMAGES, entry.path)));
    for (const [at, values] of asked.entries()) {
      if (values.length === 0) continue;
      counts[at]!.of += 1;
      if (values.every((value) => said.includes(flat(value)))) counts[at]!.right += 1;
    }
  }
  await runner.close();
  return counts;
}

const plain = (name: string): string =>
  name.slice(Math.max(name.lastIndexOf("/"), name.lastIndexOf("\\")) + 1).trim();
const texts = (value: string | null): readonly string[] =>
  value === null || value.trim() === "" ? [] : [value];

/** Letters and digits in lower case, so that neither escapes nor line ends nor NULs of UTF-16 matter. */
const flat = (text: string): string =>
  text
    .replaceAll(/\\u([0-9a-f]{4})/gi, (_, code: string) => String.fromCharCode(parseInt(code, 16)))
    .replaceAll(/\\[nrt]/g, "")
    .replaceAll(/[^\p{L}\p{N}]/gu, "")
    .toLowerCase();
