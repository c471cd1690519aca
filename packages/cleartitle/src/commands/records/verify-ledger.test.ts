import { cpSync, existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

import { afterAll, beforeEach, describe, expect, test } from "vitest";

import { RecordsWriter } from "../../records/records.ts";
import { runCommand } from "../../testing/run-command.ts";
import { keepWitnessed } from "../../witness/witnessed-heads.ts";

const root = mkdtempSync(join(tmpdir(), "verify-ledger-"));
afterAll(() => rmSync(root, { recursive: true, force: true }));

let place: { readonly folder: string; readonly keys: string };
beforeEach(() => {
  const folder = mkdtempSync(join(root, "project-"));
  place = { folder: join(folder, "ledger"), keys: join(folder, "keys") };
});

const now = (): Date => new Date("2026-11-22T10:00:00Z");
const note = { kind: "note", body: { about: "a".repeat(64), text: "The client asked for it." } } as const;
const verify = async (folder = place.folder): ReturnType<typeof runCommand> =>
  runCommand(["ledger", "verify", "--ledger", folder], "", { CLEARTITLE_KEYS: place.keys, LANG: "C.UTF-8" });

describe("ledger verify", () => {
  test("takes private fields of records that no head covers yet for no orphans", async () => {
    const writer = await RecordsWriter.open(place, { now });
    await writer.write([note]);
    await writer.append([note]);
    const crashed = `${place.folder}-crashed`;
    cpSync(place.folder, crashed, { recursive: true });
    await writer.close();
    const { status, out } = await verify(crashed);
    expect(out).toMatch(/^note: 1 more entries are on disk/m);
    expect(out).not.toMatch(/private-orphan/);
    expect(out).toMatch(/is whole: 1 entries/);
    expect(status).toBe(0);
  });

  test("names private fields that a crash left behind, and the log is whole all the same", async () => {
    const writer = await RecordsWriter.open(place, { now });
    await writer.write([note]);
    await writer.close();
    const path = join(place.folder, "private/00/00000000-0000-4000-8000-000000000000");
    mkdirSync(join(path, ".."), { recursive: true });
    writeFileSync(path, "[]");
    const { status, out } = await verify();
    expect(status).toBe(1);
    expect(out).toContain(path);
    expect(out).toMatch(/is whole: 1 entries/);
    expect(out).not.toMatch(/not as it was signed|Restore/);
    expect(existsSync(path)).toBe(true);
    await (await RecordsWriter.open(place, { now })).close();
    expect(existsSync(path)).toBe(false);
    expect((await verify()).status).toBe(0);
  });

  test("names heads of witnesses that proofs cannot use; a new key is taken all the same", async () => {
    const writer = await RecordsWriter.open(place, { now });
    await writer.write([note]);
    const { signedHead } = (await writer.read()).reader;
    await keepWitnessed(place, signedHead, []);
    await keepWitnessed(place, signedHead.replace("\n1\n", "\n2\n"), []);
    writeFileSync(join(place.folder, "witnessed/000000000003.checkpoint"), "");
    await writer.rotateKey();
    await writer.close();
    const { status, out } = await verify();
    expect(status).toBe(1);
    expect(out.match(/^unfit-head: .*$/gm)).toEqual([
      expect.stringMatching(/000000000002\.checkpoint: it is no head of this log/),
      expect.stringMatching(/000000000003\.checkpoint: it cannot be read/),
    ]);
    expect(out).toMatch(/is whole: 1 entries/);
  });
});
