import { createServer, type RequestListener } from "node:http";
import type { AddressInfo } from "node:net";
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

import { MemoryStorage, openLedger, type Ledger } from "@cleartitle/ledger";
import {
  checkNote,
  formatVerifierKey,
  parseCheckpoint,
  parseProof,
  type PolicyParty,
} from "@cleartitle/ledger/verify";
import { openWitness, type Witness } from "@cleartitle/ledger/witness";
import { afterAll, afterEach, beforeEach, describe, expect, test } from "vitest";

import { proveWitnessed } from "./prove-witnessed.ts";
import { serveWitness, type ServedWitness, type Witnessed } from "./serve-witness.ts";
import { submitHead } from "./submit-head.ts";
import { keepWitnessed, readWitnessed, sizeSeenBy } from "./witnessed-heads.ts";

const folder = mkdtempSync(join(tmpdir(), "witness-"));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

let storage: MemoryStorage;
let ledger: Ledger;
let witness: Witness;
let served: ServedWitness;
let told: Witnessed[];
const bytes = (text: string): Uint8Array => new TextEncoder().encode(text);
const party = (url: string): PolicyParty => ({ name: "counsel", key: witness.key, url });

beforeEach(async () => {
  storage = new MemoryStorage();
  ledger = await openLedger({ storage, keys: new MemoryStorage(), origin: "example.com/log" });
  const logs = [formatVerifierKey(ledger.verifierKey)];
  witness = await openWitness({ storage: new MemoryStorage(), logs, now: () => new Date() });
  told = [];
  served = await serveWitness(witness, { host: "127.0.0.1", port: 0, told: (each) => told.push(each) });
});
afterEach(async () => {
  await served.close();
  await ledger.close();
});

async function noteOf(path: string): Promise<string> {
  return Buffer.from((await storage.read(path)) ?? []).toString();
}

async function grow(count: number): Promise<void> {
  await ledger.appendAll(Array.from({ length: count }, (_, at) => bytes(`${ledger.size} ${at}`)));
  await ledger.checkpoint();
}

describe("a head that is submitted", () => {
  test("is cosigned as the log grows, whether or not it knows where the witness stands", async () => {
    for (const seen of [0, 0, 700, 999_999]) {
      await grow(350);
      const { time, signature } = await submitHead(party(served.url), ledger.reader(), seen);
      expect(Math.abs(time - Date.now() / 1000)).toBeLessThan(60);
      const { note } = parseCheckpoint(ledger.reader().signedHead);
      await checkNote({ ...note, signatures: [signature] }, [witness.key]);
    }
    expect(told.map(({ size, status }) => [size, status])).toEqual([
      [350, 200],
      [700, 409],
      [700, 200],
      [1050, 200],
      [1400, 409],
      [1400, 200],
    ]);
    const page = await (await fetch(served.url)).text();
    expect(page).toContain(formatVerifierKey(witness.key));
    expect(page).toContain("example.com/log\n1400\n");
  });

  test("of a log that was put back is refused, and one that was written to elsewhere too, with words that tell which", async () => {
    await grow(4);
    const before = ledger.reader();
    await grow(3);
    await submitHead(party(served.url), ledger.reader());
    await expect(submitHead(party(served.url), before)).rejects.toThrow(
      /over 7 entries, but this log has only 4.*old copy/,
    );
    const keys = new MemoryStorage();
    const twin = { storage: new MemoryStorage(), keys, origin: "example.com/twin" };
    const one = await openLedger(twin);
    const [elsewhere, elsewhereKeys] = [twin.storage.copy(), keys.copy()];
    const logs = [formatVerifierKey(one.verifierKey)];
    const strict = await openWitness({ storage: new MemoryStorage(), logs, now: () => new Date() });
    const servedToo = await serveWitness(strict, { host: "127.0.0.1", port: 0, told: () => {} });
    const by: PolicyParty = { name: "strict", key: strict.key, url: servedToo.url };
    await one.append(bytes("what was decided"));
    await one.checkpoint();
    await submitHead(by, one.reader());
    await one.close();
    const two = await openLedger({
      storage: elsewhere,
      keys: elsewhereKeys,
      processes: { self: { pid: 9, host: "b", boot: "", started: "" }, fate: () => "dead" },
    });
    for (const text of ["what suits better", "more"]) {
      await two.append(bytes(text));
      await two.checkpoint();
      await expect(submitHead(by, two.reader())).rejects.toThrow(/Two histories of the log exist/);
    }
    await two.close();
    await servedToo.close();
  });

  test("is not cosigned by a witness that does not know the log or its key, or cannot be reached", async () => {
    await grow(1);
    const other = await openLedger({ storage: new MemoryStorage(), keys: new MemoryStorage() });
    await expect(submitHead(party(served.url), other.reader())).rejects.toThrow(
      /does not witness cleartitle\.local/,
    );
    await other.close();
    await ledger.rotateKey();
    await expect(submitHead(party(served.url), ledger.reader())).rejects.toThrow(
      /another public key.*new one/,
    );
    await expect(submitHead(party("ftp://x/"), ledger.reader())).rejects.toMatchObject({ code: "usage" });
    await expect(submitHead(party("http://127.0.0.1:1/"), ledger.reader())).rejects.toThrow(
      /cannot be reached/,
    );
  });

  test("to something that is no witness, or lies, is answered in words", async () => {
    await grow(2);
    const liar = await openWitness({
      storage: new MemoryStorage(),
      logs: [formatVerifierKey(ledger.verifierKey)],
      now: () => new Date(),
    });
    const body = `old 0\n\n${ledger.reader().signedHead}`;
    const { body: signature } = await liar.addCheckpoint(body);
    const size = { "content-type": "text/x.tlog.size" };
    let calls = 0;
    const answers: readonly (readonly [RequestListener, RegExp])[] = [
      [(_, out) => out.end("<html>"), /its answer cannot be read/],
      [(_, out) => out.end(""), /its answer cannot be read|not its signature/],
      [(_, out) => out.end(signature), /not its signature/],
      [(_, out) => out.end("x".repeat(100_000)), /more than 65536 bytes/],
      [(_, out) => out.writeHead(500).end("sorry\u001b[31m"), /status 500: sorry/],
      [(_, out) => out.writeHead(302, { location: "http://127.0.0.1:1/" }).end(), /cannot be reached/],
      [(_, out) => out.writeHead(409, size).end("nonsense\n"), /answered that it saw "nonsense/],
      [(_, out) => out.writeHead(409, size).end("-1\n"), /answered that it saw "-1/],
      [(_, out) => out.writeHead(409, size).end("0\n"), /answered that it saw "0/],
      [(_, out) => out.writeHead(409, size).end(`${(calls += 1) % 2}\n`), /another size each time/],
      [(_, out) => out.writeHead(409).end("no\n"), /Two histories/],
      [(request) => request.destroy(), /cannot be reached/],
    ];
    for (const [answer, why] of answers) {
      const server = createServer(answer);
      await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
      const { port } = server.address() as AddressInfo;
      await expect(submitHead(party(`http://127.0.0.1:${port}`), ledger.reader())).rejects.toThrow(why);
      server.closeAllConnections();
      server.close();
    }
  });
});

test("of what a witness answers, the signature that was checked is kept, not another under its name", async () => {
  await grow(2);
  const { body } = await witness.addCheckpoint(`old 0\n\n${ledger.reader().signedHead}`);
  const other = `— ${witness.key.name} ${Buffer.alloc(76, 1).toString("base64")}\n`;
  const server = createServer((_, out) => out.end(body + other));
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const { port } = server.address() as AddressInfo;
  const { signature } = await submitHead(party(`http://127.0.0.1:${port}`), ledger.reader());
  expect(signature.id.join()).toBe(witness.key.id.join());
  server.closeAllConnections();
  server.close();
});

describe("the server", () => {
  test("takes nothing but what the protocol has", async () => {
    const status = async (path: string, init: RequestInit = {}): Promise<number> =>
      (await fetch(new URL(path, served.url), init)).status;
    expect(await status("/x")).toBe(404);
    expect(await status("/add-checkpoint")).toBe(405);
    expect(await status("/add-checkpoint", { method: "POST", body: "x" })).toBe(400);
    expect(await status("/add-checkpoint", { method: "POST", body: "x".repeat(70_000) })).toBe(413);
    expect(told).toEqual([
      { origin: null, size: null, status: 400, answer: expect.stringMatching(/blank line/) },
    ]);
  });

  test("says where it cannot listen", async () => {
    const { port } = new URL(served.url);
    const again = serveWitness(witness, { host: "127.0.0.1", port: Number(port), told: () => {} });
    await expect(again).rejects.toThrow(/another program listens there; name another port/);
  });
});

describe("heads that witnesses cosigned", () => {
  test("gather the cosignatures, and a proof takes the head that most cosigned, of these the earliest", async () => {
    const place = { folder: join(folder, "ledger"), keys: join(folder, "keys") };
    const second = await openWitness({
      storage: new MemoryStorage(),
      logs: [formatVerifierKey(ledger.verifierKey)],
      now: () => new Date(),
    });
    const servedToo = await serveWitness(second, { host: "127.0.0.1", port: 0, told: () => {} });
    const two: PolicyParty = { name: "two", key: second.key, url: servedToo.url };
    const cosign = async (...by: readonly PolicyParty[]): Promise<void> => {
      for (const one of by) {
        const { signature } = await submitHead(one, ledger.reader());
        await keepWitnessed(place, ledger.reader().signedHead, [signature]);
      }
    };
    await grow(2);
    await cosign(party(served.url));
    await grow(2);
    await cosign(party(served.url), two);
    await cosign(party(served.url));
    await grow(2);
    await cosign(party(served.url), two);
    await grow(1);
    const heads = await readWitnessed(place);
    expect(heads.map(({ checkpoint }) => [checkpoint.size, checkpoint.note.signatures.length])).toEqual([
      [2, 2],
      [4, 3],
      [6, 3],
    ]);
    expect([sizeSeenBy(heads, second.key), sizeSeenBy(heads, ledger.verifierKey)]).toEqual([6, 6]);
    const notes = [await noteOf("key/0")];
    const sizeOf = async (index: number): Promise<number | null> => {
      const proof = await proveWitnessed(place, ledger.reader(), notes, index);
      return proof === null ? null : parseProof(proof).checkpoint.size;
    };
    expect([await sizeOf(0), await sizeOf(3), await sizeOf(4), await sizeOf(6)]).toEqual([4, 4, 6, null]);
    // Whoever knows only a newer key could not check these heads, unless they are signed again.
    await ledger.rotateKey();
    notes.push(await noteOf("key/1"));
    expect(await sizeOf(0)).toBeNull();
    for (const { text } of heads) await keepWitnessed(place, text, [await ledger.signAgain(text)]);
    expect(await sizeOf(0)).toBe(4);
    await expect(ledger.signAgain(heads[0]!.text.replace("\n2\n", "\n3\n"))).rejects.toMatchObject({
      code: "forked",
    });
    // What is damaged, or of another history, is passed over: a proof under it would not hold.
    const fileOf = (size: number): string =>
      join(place.folder, "witnessed", `${String(size).padStart(12, "0")}.checkpoint`);
    const whole = readFileSync(fileOf(4), "utf8");
    const [, , root] = whole.split("\n");
    writeFileSync(fileOf(4), whole.replace(root!, Buffer.alloc(32).toString("base64")));
    expect(await sizeOf(0)).toBe(6);
    writeFileSync(
      fileOf(4),
      whole.replace(/^(— example\.com\/log \S{20})./gmu, (_, head: string) => `${head}*`),
    );
    expect(await sizeOf(0)).toBe(6);
    writeFileSync(
      fileOf(4),
      whole.replace(
        /^(— example\.com\/log \S{20})(.)/gmu,
        (_, head: string, one: string) => `${head}${one === "A" ? "B" : "A"}`,
      ),
    );
    expect(await sizeOf(0)).toBe(6);
    rmSync(fileOf(4));
    mkdirSync(fileOf(4));
    expect(await sizeOf(0)).toBe(6);
    await servedToo.close();
  });
});
