import { copyFileSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

import { afterAll, beforeEach, describe, expect, test } from "vitest";

import type { Answer } from "../../answer.ts";
import type { ExportedRecord } from "../../records/exported-record.ts";
import { runCommand } from "../../testing/run-command.ts";

const root = mkdtempSync(join(tmpdir(), "import-"));
afterAll(() => rmSync(root, { recursive: true, force: true }));
const example = (name: string): string => join(import.meta.dirname, "../../../../../examples", name);

type Ran = Awaited<ReturnType<typeof runCommand>>;

let folder: string;
let picture: string;
beforeEach(() => {
  folder = mkdtempSync(join(root, "project-"));
  picture = join(folder, "picture.png");
  copyFileSync(example("forge-flux-schnell.png"), picture);
});

/** A command in the ledger that is brought along, or in the one that takes it up. */
const runIn =
  (ledger: string) =>
  (...args: readonly string[]): Promise<Ran> =>
    runCommand(args, "", {
      LANG: "C.UTF-8",
      CLEARTITLE_LEDGER: join(folder, ledger),
      CLEARTITLE_KEYS: join(folder, "keys"),
    });
const there = runIn("there");
const here = runIn("here");

async function bring(...args: readonly string[]): Promise<Ran> {
  const file = join(folder, "all.json");
  expect((await there("export", "-o", file, ...args)).status).toBe(0);
  return here("import", file);
}

async function attestedHere(): Promise<readonly string[]> {
  const { out } = await here("check", picture, "--for", "merchandise", "--json");
  const [{ decision }] = JSON.parse(out) as [Answer];
  return decision!.attested.map(({ fact, value }) => `${fact}=${String(value)}`);
}

async function bodiesHere(kind: string): Promise<readonly ExportedRecord[]> {
  const { out } = await here("export");
  const { records } = JSON.parse(out) as { readonly records: readonly ExportedRecord[] };
  return records.filter((one) => one.kind === kind);
}

describe("import", () => {
  test("does not make one side of a contradiction stand alone, where the other cannot be brought along", async () => {
    await there("attest", "content.real-person=false", "content.trademark=false", picture, "--by", "Ada");
    await there("attest", "content.real-person=true", picture, "--by", "Bob");
    await there("erase", "2", "by");
    const { out, err } = await bring();
    expect(out).toMatch(/^1 imported/);
    expect(err).toMatch(
      /record 0 \(attestation\) is left out: record 2, which is left out, is about the same/,
    );
    expect(await attestedHere()).toEqual(["content.trademark=false"]);
  });

  test("nor where a review confirms what somebody without a name denies", async () => {
    const use = ["--for", "merchandise"];
    const confirm = ["--confirm", "no-person-or-mark", "--by", "Ada", "--record"];
    await there("review", picture, ...use, ...confirm);
    await there("attest", "content.real-person=true", picture, "--by", "Bob");
    const { out } = await there("log", "--kind", "attestation");
    await there("erase", out.trim().split(/\s+/)[0]!, "by");
    await bring();
    expect(await attestedHere()).toEqual([]);
  });

  test("takes back here what was taken back there after it had been brought along", async () => {
    await there("attest", "content.real-person=false", "content.trademark=false", picture, "--by", "Ada");
    await bring();
    expect(await attestedHere()).toHaveLength(2);
    await there("attest", "--withdraw", "0", "--by", "Ada");
    await there("attest", "content.trademark=true", picture, "--by", "Ada");
    expect((await bring()).out).toMatch(/^2 imported/);
    expect(await attestedHere()).toEqual(["content.trademark=true"]);
    expect((await bring()).out).toMatch(/^0 imported/);
  });

  test("has decisions name the attestations that they rest on as they are called here", async () => {
    await there("attest", "content.real-person=false", picture, "--by", "Ada");
    await there("record", picture, "--for", "merchandise");
    await bring();
    const [attestation] = await bodiesHere("attestation");
    const [decision] = await bodiesHere("decision");
    expect(decision?.body["attestations"]).toEqual([attestation?.id]);
    expect((await bring()).out).toMatch(/^0 imported, .* 2 were on record already/);
  });

  test("does not read a record of a version that is yet to come as one of today's", async () => {
    await there("note", picture, "Looked at.");
    const { out } = await there("export");
    const file = join(folder, "newer.json");
    writeFileSync(file, out.replace('"version":1', '"version":2'));
    const { out: counts, err } = await here("import", file);
    expect(counts).toMatch(/^0 imported/);
    expect(err).toMatch(/record 0 \(note\) is left out: this program does not know version 2 of its kind/);
  });

  test.each([
    ["a body that is none", { body: null }],
    ["a list for a body", { body: [] }],
    ["private fields that are none", { private: null }],
    ["points of a review that are none", { kind: "review", body: { items: 5 } }],
  ])("refuses %s with a sentence", async (_, change) => {
    await there("note", picture, "Looked at.");
    const { out } = await there("export");
    const exported = JSON.parse(out) as { records: readonly object[] };
    const file = join(folder, "hostile.json");
    writeFileSync(
      file,
      JSON.stringify({ ...exported, records: exported.records.map((one) => ({ ...one, ...change })) }),
    );
    const { status, err } = await here("import", file);
    expect(status).toBe(2);
    expect(err).not.toMatch(/something went wrong inside/);
  });
});
