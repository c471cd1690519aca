import { beforeEach, describe, expect, test } from "vitest";
import type { LedgerErrorCode } from "../ledger-error.ts";
import { openLedger } from "../log/open-ledger.ts";
import { readHead } from "../log/open-log.ts";
import { MemoryStorage } from "../storage/memory-storage.ts";
import {
  makeTestLog,
  openTestLog,
  testEntry,
  testOrigin,
  testProcesses,
  type MemoryLog,
} from "../testing/memory-log.ts";
import { utf8 } from "../verify/bytes.ts";
import { formatKeyText } from "../verify/key-chain.ts";
import { formatVerifierKey } from "../verify/verifier-key.ts";
import { KnownKeys, type KnownLog } from "./known-keys.ts";
import { makeSigningKey, signNote } from "./signing-key.ts";

async function compare(
  storage: MemoryStorage,
  keys: MemoryStorage,
  options: { readonly given?: readonly string[]; readonly where?: string } = {},
): Promise<KnownLog> {
  let known: KnownLog | null = null;
  await readHead(storage, {
    compare: async (log) => {
      known = await new KnownKeys(keys).compare(log, { where: "/ledger", ...options });
    },
  });
  return known!;
}

const code = async (work: Promise<unknown>): Promise<LedgerErrorCode | null> =>
  work.then(
    () => null,
    (error: { readonly code: LedgerErrorCode }) => error.code,
  );

const keyOf = async (storage: MemoryStorage): Promise<string> =>
  formatVerifierKey((await readHead(storage)).keys.at(-1)!.key);

/** A log of the same name that somebody else signed: the entries of the first as far as they go, and more behind them. */
async function forged(size: number): Promise<MemoryLog> {
  return makeTestLog(size);
}

let log: MemoryLog;
let stranger: MemoryStorage;
beforeEach(async () => {
  log = await makeTestLog(3);
  stranger = new MemoryStorage();
});

describe("the known key of a log", () => {
  test("is one's own where there is one, and the one first seen where there is none", async () => {
    expect(await compare(log.storage, log.keys)).toEqual({ compared: "own", kept: true });
    expect(await compare(log.storage, stranger)).toEqual({ compared: "none", kept: true });
    expect(await compare(log.storage, stranger)).toEqual({ compared: "known", kept: true });
  });

  test.each([
    ["with the old entries and forged ones", 5],
    ["with the same entries", 3],
    ["with fewer entries", 1],
  ])("tells a log of the same name %s", async (_what, size) => {
    await compare(log.storage, stranger);
    const other = await forged(size);
    for (const keys of [log.keys, stranger])
      expect(await code(compare(other.storage, keys))).toBe("other-key");
    expect((await compare(log.storage, stranger)).compared).toBe("known");
  });

  test("tells a key file that was replaced under a head that was not", async () => {
    await compare(log.storage, stranger);
    log.storage.tamper("key/0", await (await forged(3)).storage.read("key/0"));
    for (const keys of [log.keys, stranger]) expect(await code(compare(log.storage, keys))).toBe("other-key");
  });

  test("follows a rotation, and then no longer takes what the old key signs", async () => {
    await compare(log.storage, stranger);
    const before = { storage: log.storage.copy(), keys: log.keys.copy() };
    const ledger = await openTestLog(log, 2);
    await ledger.rotateKey();
    await ledger.close();
    expect((await compare(log.storage, stranger)).compared).toBe("known");
    expect((await compare(log.storage, log.keys)).compared).toBe("own");
    const thief = await openTestLog(before, 3);
    await thief.appendAll([testEntry(99)]);
    await thief.close();
    for (const keys of [log.keys, stranger])
      expect(await code(compare(before.storage, keys))).toBe("other-key");
  });

  test("does not follow a new key that says the old one was lost, nor one that a stranger endorsed", async () => {
    await compare(log.storage, stranger);
    const before = (await readHead(log.storage)).keys[0]!.key;
    const next = await makeSigningKey(testOrigin);
    const helper = await makeSigningKey(testOrigin);
    const head = (await readHead(log.storage)).checkpoint.note.text;
    for (const lost of [true, false]) {
      const storage = log.storage.copy();
      const text = formatKeyText(testOrigin, 1, next.public, { key: before, lost });
      storage.tamper("key/1", utf8(signNote(text, lost ? [next] : [next, helper])));
      storage.tamper("checkpoint", utf8(signNote(head, [next])));
      for (const keys of [log.keys, stranger])
        expect(await code(compare(storage, keys))).toBe(lost ? "other-key" : "damaged");
    }
  });

  test("is found by the head that an older version remembered, although the key is gone", async () => {
    const [key] = (await log.keys.list("")).filter((name) => name.endsWith(".key"));
    log.keys.tamper(key!, null);
    const other = await forged(5);
    expect(await code(compare(other.storage, log.keys))).toBe("other-key");
    expect((await compare(log.storage, log.keys)).compared).toBe("own");
    const [head] = (await log.keys.list("")).filter((name) => name.endsWith(".head"));
    log.keys.tamper(head!, null);
    expect((await compare(log.storage, log.keys)).compared).toBe("known");
    expect(await code(compare(other.storage, log.keys))).toBe("other-key");
  });

  test("is replaced by one that the owner gave, and by nothing else", async () => {
    await compare(log.storage, stranger);
    const other = await forged(3);
    const given = [await keyOf(other.storage)];
    expect(await code(compare(log.storage, stranger, { given }))).toBe("other-key");
    expect((await compare(other.storage, stranger, { given })).compared).toBe("given");
    expect((await compare(other.storage, stranger)).compared).toBe("known");
    expect(await code(compare(log.storage, stranger))).toBe("other-key");
  });

  test("tells another log in the place of one that was seen there", async () => {
    const keys = new MemoryStorage();
    const other = { storage: new MemoryStorage(), keys: new MemoryStorage() };
    await (await openLedger({ ...other, origin: "example.com/other", processes: testProcesses(1) })).close();
    await compare(log.storage, keys);
    expect(await code(compare(other.storage, keys))).toBe("other-log");
    expect((await compare(other.storage, keys, { where: "/elsewhere" })).compared).toBe("none");
    expect(await code(compare(log.storage, keys, { where: "/elsewhere" }))).toBe("other-log");
  });

  test("is kept whole when several readers are the first at once, and one loses to another key", async () => {
    const all = await Promise.all(Array.from({ length: 20 }, async () => compare(log.storage, stranger)));
    expect(all.every(({ kept }) => kept)).toBe(true);
    expect((await stranger.list("")).filter((name) => !/^[0-9a-f]{16}\.(pin|place)$/.test(name))).toEqual([]);
    expect((await compare(log.storage, stranger)).compared).toBe("known");
  });

  test("need not be kept where nothing can be written: the log is read all the same", async () => {
    stranger.injectFaults(() => Object.assign(new Error("no"), { code: "EROFS" }));
    expect(await compare(log.storage, stranger)).toEqual({ compared: "none", kept: false });
  });

  test("is kept for its owner alone, and refused where it cannot be read", async () => {
    await compare(log.storage, stranger);
    const [pin] = (await stranger.list("")).filter((name) => name.endsWith(".pin"));
    expect(await stranger.isExposed(pin!)).toBe(false);
    stranger.tamper(pin!, utf8("x\n"));
    expect(await code(compare(log.storage, stranger))).toBe("key-damaged");
  });
});
