import { chmodSync, mkdtempSync, rmSync, statSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, describe, expect, test } from "vitest";
import { openLedger } from "../log/open-ledger.ts";
import { openReader } from "../log/open-log.ts";
import { verifyLog } from "../verify-log/verify-log.ts";
import { utf8 } from "../verify/bytes.ts";
import { FolderStorage } from "./folder-storage.ts";
import { MemoryStorage } from "./memory-storage.ts";
import { storageError } from "./storage-error.ts";
import { listAll, makeFolders, writeWhole, type Storage } from "./storage.ts";

const folders: string[] = [];
function newFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), "ledger-storage-"));
  folders.push(folder);
  return folder;
}
afterAll(() => {
  for (const folder of folders) rmSync(folder, { recursive: true, force: true });
});

const kinds: Record<string, () => Storage> = {
  "in memory": () => new MemoryStorage(),
  "in a folder": () => new FolderStorage(join(newFolder(), "not", "there", "yet")),
};

describe.each(Object.entries(kinds))("a storage %s", (_name, make) => {
  test("writes, reads, lists, renames, links and removes", async () => {
    const storage = make();
    expect(await storage.read("a/b")).toBeNull();
    expect(await storage.list("")).toEqual([]);
    await storage.makeFolder("");
    await makeFolders(storage, "a/deep", new Set());
    await writeWhole(storage, "a/deep/one", utf8("one"));
    await storage.syncFolder("a/deep");
    expect(await storage.read("a/deep/one")).toEqual(expect.objectContaining({ length: 3 }));
    expect(await storage.link("a/deep/one", "a/two")).toBe(true);
    expect(await storage.link("a/deep/one", "a/two")).toBe(false);
    await storage.rename("a/two", "a/three");
    expect(await listAll(storage, "")).toEqual(["a/deep/one", "a/three"]);
    expect(await storage.list("a")).toEqual(["deep/", "three"]);
    expect(await storage.makeFolder("a")).toBe(false);
    await storage.makeFolder("new");
    expect(await storage.renameFolder("new", "a")).toBe(false);
    expect(await storage.renameFolder("new", "empty")).toBe(true);
    await storage.remove("a/three");
    await storage.remove("a/three");
    await storage.remove("empty/");
    expect(await storage.list("")).toEqual(["a/"]);
    expect(await storage.read("a")).toBeNull();
  });

  test("empties a file that is created again, and appends to it in order", async () => {
    const storage = make();
    await storage.makeFolder("");
    for (const text of ["a longer text", "short"]) {
      const file = await storage.create("file");
      await file.write(utf8(text.slice(0, 2)));
      await file.write(utf8(text.slice(2)));
      await file.sync();
      await file.close();
    }
    expect(new TextDecoder().decode((await storage.read("file"))!)).toBe("short");
    expect(await storage.isExposed("file")).toBe(true);
    await (await storage.create("secret", "private")).close();
    expect(await storage.isExposed("secret")).toBe(false);
  });

  test("reports a file that is not there with a code", async () => {
    const storage = make();
    await expect(storage.rename("no", "yes")).rejects.toMatchObject({ code: "storage-failed" });
    await expect(storage.isExposed("no")).rejects.toMatchObject({ code: "storage-failed" });
  });

  test("carries a log through three openings", async () => {
    const [storage, keys] = [make(), make()];
    for (let opening = 0; opening < 3; opening += 1) {
      const ledger = await openLedger({ storage, keys, origin: "example.com/storage" });
      await Promise.all(Array.from({ length: 100 }, (_, at) => ledger.append(utf8(`${opening} ${at}`))));
      await ledger.close();
    }
    expect(await verifyLog(storage)).toMatchObject({
      problems: [],
      notes: [],
      unsigned: 0,
      head: { size: 300 },
    });
    expect(await storage.list("journal")).toEqual([]);
  });
});

describe("a log in a folder", () => {
  test("has a private key that its owner alone can read, and refuses one that others can", async () => {
    const keyFolder = newFolder();
    const [storage, keys] = [new FolderStorage(newFolder()), new FolderStorage(keyFolder)];
    await (await openLedger({ storage, keys })).close();
    const [name] = (await keys.list("")).filter((path) => path.endsWith(".key"));
    const path = join(keyFolder, name!);
    expect(statSync(path).mode & 0o777).toBe(0o600);
    chmodSync(path, 0o640);
    await expect(openLedger({ storage, keys })).rejects.toMatchObject({ code: "key-exposed" });
    chmodSync(path, 0o600);
    await (await openLedger({ storage, keys })).close();
  });

  // Whoever is root may write everywhere.
  test.skipIf(process.getuid?.() === 0)(
    "that may not be written to is read and verified, and not opened",
    async () => {
      const folder = newFolder();
      const [storage, keys] = [new FolderStorage(folder), new FolderStorage(newFolder())];
      const ledger = await openLedger({ storage, keys });
      await ledger.append(utf8("one"));
      await ledger.close();
      chmodSync(join(folder, "lock"), 0o500);
      await expect(openLedger({ storage, keys })).rejects.toMatchObject({ code: "read-only" });
      expect((await openReader(storage)).head.size).toBe(1);
      chmodSync(join(folder, "lock"), 0o700);
    },
  );

  test("is not made where a file has the folder's name", async () => {
    const folder = newFolder();
    await writeWhole(new FolderStorage(folder), "taken", utf8("x"));
    const storage = new FolderStorage(join(folder, "taken"));
    await expect(openLedger({ storage, keys: new FolderStorage(newFolder()) })).rejects.toMatchObject({
      name: "LedgerError",
    });
  });
});

test("failures of the system are told apart by what one can do about them", () => {
  const codes = {
    ENOSPC: "no-space",
    EDQUOT: "no-space",
    EROFS: "read-only",
    EACCES: "read-only",
    EIO: "storage-failed",
  };
  for (const [code, expected] of Object.entries(codes)) {
    const error = storageError("writing x", Object.assign(new Error(code), { code }));
    expect(error).toMatchObject({ code: expected, message: expect.stringContaining("writing x") });
    expect(error.remedy.length).toBeGreaterThan(10);
    expect(storageError("other", error)).toBe(error);
  }
});
