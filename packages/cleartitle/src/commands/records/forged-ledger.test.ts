import { cpSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

import { FolderStorage, openLedger, openReader } from "@cleartitle/ledger";
import { afterAll, beforeEach, describe, expect, test } from "vitest";

import { Cleartitle } from "../../cleartitle.ts";
import { runCommand } from "../../testing/run-command.ts";

const root = mkdtempSync(join(tmpdir(), "forged-ledger-"));
afterAll(() => rmSync(root, { recursive: true, force: true }));

const picture = join(import.meta.dirname, "../../../../../examples/a1111-sdxl.png");
let folder: string;
let log: string;
let keys: string;
/** The keys of somebody who only reads the ledger. */
let readers: string;

const run = async (args: readonly string[], kept = keys): ReturnType<typeof runCommand> =>
  runCommand([...args, "--ledger", join(folder, "ledger")], "", { CLEARTITLE_KEYS: kept, LANG: "C.UTF-8" });

beforeEach(async () => {
  folder = mkdtempSync(join(root, "project-"));
  log = join(folder, "ledger", "log");
  keys = join(folder, "keys");
  readers = join(folder, "readers");
  await run(["attest", "content.real-person=true", picture, "--by", "Ada"]);
  await run(["attest", "content.person-consent=false", picture, "--by", "Ada"]);
  await run(["ledger", "verify"], readers);
});

/** Writes the log anew with a key of one's own: as many of its entries as are said, the last of them once more behind. */
async function takeOver(kept: number, more: number, name?: string): Promise<void> {
  const reader = await openReader(new FolderStorage(log));
  const entries: Uint8Array[] = [];
  for await (const { bytes } of reader.entries()) entries.push(bytes);
  const forged = join(folder, "forged");
  const place = { storage: new FolderStorage(forged), keys: new FolderStorage(join(folder, "theirs")) };
  const ledger = await openLedger({ ...place, origin: name ?? reader.head.origin });
  await ledger.appendAll([...entries.slice(0, kept), ...Array.from({ length: more }, () => entries[1]!)]);
  await ledger.checkpoint();
  await ledger.close();
  rmSync(log, { recursive: true });
  cpSync(forged, log, { recursive: true });
}

const attacks: readonly (readonly [string, () => Promise<void>])[] = [
  ["entries appended and signed with another key", async () => takeOver(2, 3)],
  ["the same entries, signed with another key", async () => takeOver(2, 0)],
  ["other entries under the same name", async () => takeOver(0, 2)],
  ["another log, with another name", async () => takeOver(2, 0, "example.com/other")],
  [
    "the key file replaced",
    async () => {
      const head = readFileSync(join(log, "checkpoint"));
      await takeOver(2, 0);
      writeFileSync(join(log, "checkpoint"), head);
    },
  ],
];

describe.each(attacks)("a ledger that was forged: %s", (_what, attack) => {
  test("is told first, by whoever has the key and by whoever has seen it, and counts nowhere", async () => {
    await attack();
    for (const who of [keys, readers]) {
      const verified = await run(["ledger", "verify"], who);
      expect(verified.status).toBe(1);
      expect(verified.out).toMatch(/^(?:other-key|other-log): /);
      expect(verified.out).not.toMatch(/is whole/);
      expect(JSON.parse((await run(["ledger", "verify", "--json"], who)).out).log[0].code).toMatch(/^other-/);

      const checked = await run(["check", picture, "--for", "merchandise"], who);
      expect(checked.status).toBe(1);
      expect(checked.err).toMatch(/^cleartitle: The ledger is not believed\. /);
      expect(checked.out).not.toMatch(/Vouched for on record/);
      expect(checked.out).toMatch(/The ledger is not believed/);
      for (const command of [
        ["log"],
        ["find", picture],
        ["prove", picture],
        ["export"],
        ["ledger", "rebuild"],
      ]) {
        const { status, out, err } = await run(command, who);
        expect([...command, status, out]).toEqual([...command, 1, ""]);
        expect(err).toMatch(/^cleartitle: .*the (?:log|folder)/);
      }
    }
  });

  test("takes no record", async () => {
    await attack();
    const before = readFileSync(join(log, "checkpoint"), "utf8");
    for (const command of [
      ["attest", "content.real-person=false", picture, "--by", "Ada"],
      ["withdraw", "0", "--by", "Ada", "--because", "No."],
      ["publish", picture, "--for", "merchandise", "--where", "Shop"],
      ["attach", picture, "--to", "0", "--kind", "receipt", "--proves", "x"],
      ["ledger", "rotate-key", "--lost"],
      ["ledger", "checkpoint"],
    ])
      expect([...command, (await run(command)).status]).not.toContain(0);
    expect(readFileSync(join(log, "checkpoint"), "utf8")).toBe(before);
  });

  test("counts for nothing in the library", async () => {
    await attack();
    process.env["CLEARTITLE_KEYS"] = readers;
    const cleartitle = await Cleartitle.open({ ledger: join(folder, "ledger") });
    try {
      const { decision } = await cleartitle.check(picture, { use: "merchandise" });
      expect(decision?.attested).toEqual([]);
      expect(decision?.problems.map(({ message }) => message).join()).toMatch(/The ledger is not believed/);
      expect(decision?.verdict).not.toBe("allowed");
    } finally {
      await cleartitle.close();
      delete process.env["CLEARTITLE_KEYS"];
    }
  });
});

describe("a ledger whose key was not compared before", () => {
  test("is said once, and takes nothing from the status", async () => {
    const fresh = join(folder, "fresh");
    const first = await run(["ledger", "verify"], fresh);
    expect([first.status, first.out]).toEqual([
      0,
      expect.stringMatching(/^note: The key of the ledger .* was not compared before/),
    ]);
    expect((await run(["ledger", "verify"], fresh)).out).not.toMatch(/not compared/);
    for (const command of [["log"], ["check", picture, "--for", "merchandise"], ["find", picture]]) {
      const other = join(folder, `fresh-${command[0]}`);
      expect((await run(command, other)).err).toMatch(/was not compared before/);
      expect((await run(command, other)).err).not.toMatch(/was not compared before/);
    }
    expect((await run(["log"])).err).not.toMatch(/not compared/);
  });

  test("is read where nothing can be kept", async () => {
    const fresh = join(folder, "fresh");
    writeFileSync(fresh, "");
    const { status, out } = await run(["ledger", "verify"], join(fresh, "keys"));
    expect([status, out]).toEqual([0, expect.stringMatching(/could not be kept/)]);
  });

  test("is known from the head that an older version kept, which had no pin", async () => {
    for (const name of readdirSync(keys)) if (!name.endsWith(".head")) rmSync(join(keys, name));
    cpSync(keys, join(folder, "old"), { recursive: true });
    expect((await run(["ledger", "verify"])).out).not.toMatch(/not compared/);
    expect(readdirSync(keys).some((name) => name.endsWith(".pin"))).toBe(true);
    await takeOver(2, 1);
    for (const old of [keys, join(folder, "old")])
      expect((await run(["ledger", "verify"], old)).status).toBe(1);
  });

  test("moves with its key, and with one that the owner gave", async () => {
    const rotated = await run(["ledger", "rotate-key"]);
    expect(rotated.status).toBe(0);
    expect((await run(["ledger", "verify"], readers)).status).toBe(0);
    for (const name of readdirSync(keys)) if (name.endsWith(".key")) rmSync(join(keys, name));
    const lost = await run(["ledger", "rotate-key", "--lost"]);
    expect(lost.status).toBe(0);
    expect((await run(["ledger", "verify"])).status).toBe(0);
    expect((await run(["ledger", "verify"], readers)).out).toMatch(/^other-key/);
    expect((await run(["ledger", "verify", "--key", lost.out.trim()], readers)).status).toBe(0);
    expect((await run(["log"], readers)).status).toBe(0);
  });
});

describe("ledger verify --head", () => {
  test("tells the head of another log, also among several and at the same size, and one that nobody known signed", async () => {
    const good = join(folder, "good.txt");
    const other = join(folder, "other.txt");
    const changed = join(folder, "changed.txt");
    const foreign = join(folder, "foreign.txt");
    const text = readFileSync(join(log, "checkpoint"), "utf8");
    writeFileSync(good, text);
    mkdirSync(join(folder, "copy"));
    cpSync(log, join(folder, "copy", "log"), { recursive: true });
    await takeOver(2, 0, "example.com/other");
    writeFileSync(other, readFileSync(join(log, "checkpoint")));
    rmSync(join(folder, "forged"), { recursive: true });
    rmSync(log, { recursive: true });
    cpSync(join(folder, "copy", "log"), log, { recursive: true });
    await takeOver(2, 0);
    writeFileSync(foreign, readFileSync(join(log, "checkpoint")));
    rmSync(log, { recursive: true });
    cpSync(join(folder, "copy", "log"), log, { recursive: true });
    writeFileSync(changed, text.replace("\n2\n", "\n1\n"));
    expect((await run(["ledger", "verify", "--head", good])).status).toBe(0);
    for (const [file, said] of [
      [other, /foreign-head: .*other\.txt: it is the head of another log, example\.com\/other/],
      [foreign, /unsigned-head: .*foreign\.txt/],
      [changed, /unsigned-head: .*changed\.txt/],
    ] as const)
      for (const heads of [
        ["--head", file],
        ["--head", good, "--head", file],
      ]) {
        const { status, out } = await run(["ledger", "verify", ...heads]);
        expect([status, out]).toEqual([1, expect.stringMatching(said)]);
        expect(out).not.toMatch(/It contains/);
      }
  });
});
