import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

import type { NewRecord } from "@cleartitle/ledger/records";
import { afterAll, beforeEach, describe, expect, test } from "vitest";

import { lineageOf } from "./lineage.ts";
import { RecordsWriter } from "./records.ts";

const root = mkdtempSync(join(tmpdir(), "lineage-"));
afterAll(() => rmSync(root, { recursive: true, force: true }));

const hash = (name: string): string => Buffer.from(name).toString("hex").padEnd(64, "0");
const nameOf = (sha256: string): string =>
  Buffer.from(sha256.replace(/(?:00)+$/, ""), "hex").toString("utf8");

const edit = (from: string, to: string): NewRecord => ({
  kind: "edit",
  body: { before: hash(from), after: { sha256: hash(to) }, tool: "Krita", what: "painted" },
});
const note = (about: string): NewRecord => ({ kind: "note", body: { about: hash(about), text: "why" } });
const generation = (id: string, inputs: readonly string[], output: string): NewRecord => ({
  kind: "generation",
  body: {
    generationId: id,
    model: "flux-dev",
    timestamp: "2026-11-22T10:00:00Z",
    inputs: inputs.map((name) => ({ sha256: hash(name) })),
    output: { sha256: hash(output) },
  },
});

let number = 0;
let place: { readonly folder: string; readonly keys: string };
beforeEach(() => {
  number += 1;
  place = { folder: join(root, String(number), "ledger"), keys: join(root, String(number), "keys") };
});

/** `before sketch`, `this drawing < sketch@2: 2 4`: each file with what it was made from and the numbers of its records. */
async function lineOf(file: string, records: readonly NewRecord[]): Promise<readonly string[]> {
  const writer = await RecordsWriter.open(place, { now: () => new Date("2026-11-22T10:00:00Z") });
  if (records.length > 0) await writer.write(records);
  const { files, whole } = await lineageOf(await writer.read(), hash(file));
  await writer.close();
  expect(whole).toBe(true);
  return files.map(({ sha256, place: where, madeFrom, records: about }) => {
    const from = madeFrom.map((one) => `${nameOf(one.sha256)}@${one.record}`).join(",");
    const positions = about.map(({ position }) => position).join(" ");
    return `${where} ${nameOf(sha256)}${from === "" ? "" : ` < ${from}`}: ${positions}`;
  });
}

describe("the line that a file stands in", () => {
  test("goes both ways, what came first in front, however late it was recorded", async () => {
    const records = [note("d"), edit("c", "d"), edit("b", "c"), generation("g", ["a"], "b"), note("a")];
    expect(await lineOf("c", records)).toEqual([
      "before a: 4",
      "before b < a@3: 3",
      "this c < b@2: 2",
      "after d < c@1: 0 1",
    ]);
  });

  test("holds every fork behind a file, and of those before it only what led to it", async () => {
    const records = [edit("a", "b"), edit("a", "sister"), edit("b", "c"), edit("b", "d"), edit("x", "c")];
    expect(await lineOf("b", records)).toEqual([
      "before a: 1",
      "this b < a@0: 0",
      "after c < b@2: 2 4",
      "after d < b@3: 3",
    ]);
    expect(await lineOf("c", [])).toEqual([
      "before a: 1",
      "before b < a@0: 0 3",
      "before x: ",
      "this c < b@2,x@4: 2 4",
    ]);
  });

  test("that leads round in a circle ends, and names each file and record once", async () => {
    const records = [note("a"), edit("a", "b"), edit("b", "c"), edit("c", "a")];
    expect(await lineOf("b", records)).toEqual(["both a < c@3: 0 3", "this b < a@1: 1", "both c < b@2: 2"]);
  });

  test("of several inputs and iterations has them all", async () => {
    const records = [generation("1", ["ref", "pose"], "v1"), generation("2", ["v1", "ref", "v2"], "v2")];
    expect(await lineOf("v2", records)).toEqual([
      "before ref: ",
      "before pose: ",
      "before v1 < ref@0,pose@0: 0",
      "this v2 < ref@1,v1@1: 1",
    ]);
  });

  test("of more files than can be followed says so", async () => {
    const writer = await RecordsWriter.open(place, { now: () => new Date("2026-11-22T10:00:00Z") });
    await writer.write(Array.from({ length: 1005 }, (_, at) => edit("a", `copy ${at}`)));
    const { files, whole } = await lineageOf(await writer.read(), hash("a"));
    const one = await lineageOf(await writer.read(), hash("copy 7"));
    await writer.close();
    expect([files.length, whole]).toEqual([1001, false]);
    expect([one.files.length, one.whole]).toEqual([2, true]);
  });

  test("of a file that nothing is about is the file alone", async () => {
    expect(await lineOf("alone", [note("other")])).toEqual(["this alone: "]);
  });
});
