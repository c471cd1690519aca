import { copyFileSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

import { afterAll, expect, test } from "vitest";

import { runCommand } from "../../testing/run-command.ts";

const root = mkdtempSync(join(tmpdir(), "erase-"));
afterAll(() => rmSync(root, { recursive: true, force: true }));
const example = (name: string): string => join(import.meta.dirname, "../../../../../examples", name);

test("what is erased says what stays: copies, proofs, and other records about the same file with their ids", async () => {
  const folder = mkdtempSync(join(root, "project-"));
  const environment = {
    LANG: "C.UTF-8",
    CLEARTITLE_LEDGER: join(folder, "ledger"),
    CLEARTITLE_KEYS: join(folder, "keys"),
  };
  const run = async (...args: readonly string[]): Promise<{ out: string; status: number }> =>
    runCommand(args, "", environment);
  const picture = join(folder, "picture.png");
  copyFileSync(example("a1111-sdxl.png"), picture);
  await run("record", picture, "--for", "merchandise", "--note", "for Ms Kettle");
  await run("attest", "content.trademark=false", picture, "--by", "Ada");
  const { out, status } = await run("erase", "2", "all", "--json");
  expect(status).toBe(0);
  const { record, others } = JSON.parse(out) as {
    record: number;
    others: { id: string; record: number; kind: string }[];
  };
  expect(record).toBe(2);
  expect(others.map(({ kind }) => kind)).toEqual(["attestation"]);

  const text = (await run("erase", "3", "all")).out.replaceAll(/\s+/g, " ");
  expect(text).toContain("Proofs still hold.");
  expect(text).toContain("so do proofs and exports that show it");
  expect(text).toMatch(/Not touched, .* record 2 \(note, [0-9a-f-]{36}\)/);
});
