import { appendFileSync, copyFileSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

import { afterAll, beforeAll, expect, test } from "vitest";

import type { Recorded } from "../../records/recording-batch.ts";
import { runCommand } from "../../testing/run-command.ts";

const root = mkdtempSync(join(tmpdir(), "record-"));
afterAll(() => rmSync(root, { recursive: true, force: true }));
const example = join(import.meta.dirname, "../../../../../examples/a1111-sdxl.png");
const folder = join(root, "pictures");
const count = 150;

const run = async (...args: readonly string[]): ReturnType<typeof runCommand> =>
  runCommand([...args, "--ledger", join(root, "ledger")], "", {
    CLEARTITLE_KEYS: join(root, "keys"),
    LANG: "C.UTF-8",
  });
const recordAll = async (): Promise<readonly Recorded[]> =>
  JSON.parse((await run("record", folder, "--for", "merchandise", "--json")).out) as readonly Recorded[];

/** More files than are written in one step: every tenth is broken, and every third the same as the first. */
beforeAll(() => {
  mkdirSync(folder);
  for (let at = 0; at < count; at += 1) {
    const path = join(folder, `${String(at).padStart(3, "0")}.png`);
    if (at % 10 === 9) writeFileSync(path, "no image");
    else {
      copyFileSync(example, path);
      // What stands behind the end of a PNG changes the file and nothing that is in it.
      if (at % 3 !== 0) appendFileSync(path, `${at}`);
    }
  }
});

test("many files are recorded in their order, each once, the same file once in all, and broken ones are named", async () => {
  const first = await recordAll();
  expect(first.map(({ file }) => file)).toEqual(
    Array.from({ length: count }, (_, at) => join(folder, `${String(at).padStart(3, "0")}.png`)),
  );
  const broken = first.filter(({ record }) => record === null);
  expect(broken).toHaveLength(count / 10);
  expect(broken.every(({ problem }) => /cannot be read as an image/.test(problem ?? ""))).toBe(true);
  const [same, different] = [0, 1].map((rest) =>
    first.filter(({ record }, at) => record !== null && (at % 3 === 0) === (rest === 0)),
  );
  expect(new Set(same!.map(({ record }) => record)).size).toBe(1);
  expect(same!.filter(({ written }) => written)).toHaveLength(1);
  expect(same![0]).toMatchObject({ written: true });
  expect(new Set(different!.map(({ record }) => record)).size).toBe(different!.length);
  expect(different!.every(({ written }) => written)).toBe(true);
  const numbers = first.flatMap(({ record, written }) => (written ? [record!] : []));
  expect(numbers).toEqual(numbers.toSorted((one, other) => one - other));

  const again = await recordAll();
  expect(again.map(({ record }) => record)).toEqual(first.map(({ record }) => record));
  expect(again.some(({ written }) => written)).toBe(false);
  const told = await run("record", folder, "--for", "merchandise");
  expect(told.err).toContain(
    `0 answers recorded, ${count - count / 10} on record already, ${count / 10} not. Prove one: `,
  );
  expect((await run("ledger", "verify")).status).toBe(0);
});

test("a use, a market or a party that nothing on record has is said, with the nearest", async () => {
  await run("record", example, "--for", "merchandise");
  const mistyped = await run("log", "--use", "merchandize", "--market", "adobe");
  expect(mistyped).toMatchObject({ status: 0, out: "" });
  expect(mistyped.err).toMatch(/No record has the use "merchandize"\. Did you mean "merchandise"/);
  expect(mistyped.err).toMatch(/No record has the market "adobe"\.$/m);
  expect((await run("log", "--party", "nobody")).err).toMatch(
    /No record has the party "nobody"\. On record: automatic1111/,
  );
  expect((await run("log", "--use", "merchandise", "--kind", "note")).err).toBe(
    "0 records of " + /\d+ in the ledger\.\n$/.exec((await run("log")).err)![0],
  );
});

test("an import of many generations takes each once, and none that has the id of another", async () => {
  const generations = Array.from({ length: 3000 }, (_, at) => ({
    generationId: `g-${at % 2900}`,
    model: at < 2950 ? "flux-dev" : "sdxl",
    timestamp: "2026-01-01T00:00:00Z",
  }));
  const file = join(root, "generations.json");
  writeFileSync(file, JSON.stringify(generations));
  const first = await run("import", file);
  expect(first.out).toBe(
    "2900 imported, marked as recorded later; 50 were on record already; 50 left out.\n",
  );
  expect(first.err).toMatch(
    /item 2951 is left out: another in the file has the id g-50 too, and says something else\.$/m,
  );
  const again = await run("import", file, "--json");
  expect(JSON.parse(again.out)).toEqual({ imported: 0, alreadyThere: 2950, leftOut: 50 });
  expect(again.err).toMatch(/item 2951 is left out: record \d+ has the id g-50 too/);
});
