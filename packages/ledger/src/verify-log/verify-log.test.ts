import { describe, expect, test } from "vitest";
import { listAll } from "../storage/storage.ts";
import { tilePath } from "../tree/tile-path.ts";
import { utf8 } from "../verify/bytes.ts";
import { makeTestLog, openTestLog, testEntry, type MemoryLog } from "../testing/memory-log.ts";
import { verifyLog } from "./verify-log.ts";

async function files(log: MemoryLog): Promise<readonly string[]> {
  return (await listAll(log.storage, "")).filter((path) => !path.startsWith("lock/"));
}

/** Runs the verification over a copy in which `path` holds something else. */
async function verifyWith(
  log: MemoryLog,
  path: string,
  bytes: Uint8Array | null,
): ReturnType<typeof verifyLog> {
  const storage = log.storage.copy();
  storage.tamper(path, bytes);
  return verifyLog(storage);
}

describe("the verification of a whole log", () => {
  test("finds nothing wrong with logs of many sizes", async () => {
    for (const sizes of [[0], [1], [255], [256], [257], [3, 5, 260, 600]]) {
      const log = await makeTestLog(...sizes);
      const report = await verifyLog(log.storage);
      expect(report).toMatchObject({ problems: [], notes: [], unsigned: 0, head: { size: sizes.at(-1) } });
    }
  });

  test("finds every flipped bit and every cut of every file of a small log, and names the file", async () => {
    const log = await makeTestLog(2, 4);
    const ledger = await openTestLog(log, 2);
    await ledger.rotateKey();
    await ledger.close();
    for (const path of await files(log)) {
      const bytes = (await log.storage.read(path))!;
      for (let at = 0; at < bytes.length; at += 1) {
        const changed = bytes.slice();
        changed[at] = changed[at]! ^ (1 << ((at * 5) & 7));
        const { problems } = await verifyWith(log, path, changed);
        expect(
          problems.map(({ file }) => file),
          `${path} byte ${at}`,
        ).toContain(path);
        const cut = await verifyWith(log, path, bytes.slice(0, at));
        expect(
          cut.problems.map(({ file }) => file),
          `${path} cut at ${at}`,
        ).toContain(path);
      }
      expect((await verifyWith(log, path, null)).problems.length, `${path} missing`).toBeGreaterThanOrEqual(
        path.includes(".p/2") || path === "key/1" ? 0 : 1,
      );
    }
  });

  test("names exactly the damaged file and entry in a larger log", async () => {
    const log = await makeTestLog(100, 700);
    for (const path of await files(log)) {
      if (!path.startsWith("tile/")) continue;
      const bytes = (await log.storage.read(path))!;
      for (let at = 1; at < bytes.length; at += 211) {
        const changed = bytes.slice();
        changed[at] = changed[at]! ^ 1;
        const { problems } = await verifyWith(log, path, changed);
        expect(
          problems.map(({ file }) => file),
          `${path} byte ${at}`,
        ).toEqual([path]);
      }
    }
    const bundle = tilePath({ level: "entries", index: 1, width: 256 });
    const bytes = (await log.storage.read(bundle))!.slice();
    bytes[2] = bytes[2]! ^ 1;
    expect((await verifyWith(log, bundle, bytes)).problems).toEqual([
      { code: "entry-changed", file: bundle, entry: 256, message: "entry 256 is not what was signed" },
    ]);
  });

  test("finds a log that was rewritten throughout, and one that is older or other than a head seen before", async () => {
    const log = await makeTestLog(10, 300);
    const seen = new TextDecoder().decode((await log.storage.read("checkpoint"))!);
    const other = await makeTestLog(0);
    const ledger = await openTestLog(other, 2);
    await ledger.appendAll(Array.from({ length: 300 }, (_, index) => testEntry(index + 1)));
    await ledger.close();
    const mixed = other.storage.copy();
    for (const path of ["checkpoint", "key/0"]) mixed.tamper(path, await log.storage.read(path));
    expect((await verifyLog(mixed)).problems.map(({ code }) => code)).toEqual(["rewritten"]);
    expect((await verifyLog(other.storage, { remembered: [seen] })).problems).toMatchObject([
      { code: "forked" },
    ]);
    const old = await makeTestLog(10);
    expect((await verifyLog(old.storage, { remembered: [seen] })).problems).toMatchObject([
      { code: "rolled-back" },
    ]);
    expect((await verifyLog(log.storage, { remembered: [seen] })).problems).toEqual([]);
    const middle = await makeTestLog(300, 500);
    expect((await verifyLog(middle.storage, { remembered: [seen] })).problems).toEqual([]);
  });

  test("distrusts a log whose keys are not the ones it was told to trust", async () => {
    const [log, other] = [await makeTestLog(3), await makeTestLog(3)];
    const note = new TextDecoder().decode((await other.storage.read("key/0"))!);
    const report = await verifyLog(log.storage, { trustedKeys: [note.split("\n")[3]!] });
    expect(report.problems).toMatchObject([{ code: "checkpoint-damaged", file: "checkpoint" }]);
  });

  test("reports what does not belong there, and only notes what a crash leaves", async () => {
    const log = await makeTestLog(3);
    log.storage.tamper("tile/0/000.p/3.unfinished", utf8("x"));
    expect(await verifyLog(log.storage)).toMatchObject({
      problems: [],
      notes: [expect.stringContaining("interrupted")],
    });
    log.storage.tamper("tile/0/007", utf8("x"));
    log.storage.tamper("holiday.jpg", utf8("x"));
    const { problems } = await verifyLog(log.storage);
    expect(problems.map(({ code, file }) => [code, file])).toEqual([
      ["unexpected-file", "tile/0/007"],
      ["unexpected-file", "holiday.jpg"],
    ]);
  });
});
