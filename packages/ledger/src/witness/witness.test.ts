import fc from "fast-check";
import { beforeAll, describe, expect, test } from "vitest";
import { cosign, makeSigningKey, signNote, type SigningKey } from "../keys/signing-key.ts";
import { MemoryStorage } from "../storage/memory-storage.ts";
import { testProcesses } from "../testing/memory-log.ts";
import { Frontier } from "../tree/frontier.ts";
import { leafHash } from "../tree/hash.ts";
import { hashLength, tilePath, tileWidth } from "../tree/tile-path.ts";
import { TreeReader } from "../tree/tree-reader.ts";
import { utf8 } from "../verify/bytes.ts";
import {
  checkNote,
  formatTreeHead,
  formatVerifierKey,
  isConsistent,
  parseCheckpoint,
  parseNote,
  type Checkpoint,
} from "../verify/index.ts";
import { formatWitnessRequest, openWitness, type Witness, type WitnessAnswer } from "./index.ts";

const origin = "example.com/log";
let log: SigningKey;
let line: string;
beforeAll(async () => {
  log = await makeSigningKey(origin);
  line = formatVerifierKey(log.public);
});

/** A history of 40 entries; those of another `branch` differ from entry 10 on. */
class History {
  readonly #leaves: readonly Uint8Array[];
  constructor(branch = 0) {
    this.#leaves = Array.from({ length: 40 }, (_, at) => leafHash(utf8(`${at < 10 ? 0 : branch} ${at}`)));
  }

  head(size: number, key = log): string {
    return signNote(formatTreeHead({ origin: key.public.name, size, root: this.#grow(size).root() }), [key]);
  }

  async request(oldSize: number, size: number, key = log): Promise<string> {
    const proof = oldSize > size ? [] : await this.#tree().consistency(oldSize, size);
    return formatWitnessRequest(oldSize, proof, this.head(size, key));
  }

  #grow(size: number): Frontier {
    const tree = new Frontier();
    for (const leaf of this.#leaves.slice(0, size)) tree.append(leaf);
    return tree;
  }

  #tree(): TreeReader {
    const bytes = new Uint8Array(this.#leaves.length * hashLength);
    for (const [at, leaf] of this.#leaves.entries()) bytes.set(leaf, at * hashLength);
    const path = tilePath({ level: 0, index: 0, width: this.#leaves.length % tileWidth });
    return new TreeReader(this.#leaves.length, async (wanted) => (wanted === path ? bytes : null));
  }
}

const ours = new History();
const forked = new History(1);
let second = 1_800_000_000;
const now = (): Date => new Date((second += 1) * 1000);

async function open(storage = new MemoryStorage(), pid = 1): Promise<Witness> {
  const dead = new Set(Array.from({ length: pid }, (_, number) => number));
  return openWitness({
    storage,
    logs: [line],
    name: "witness.example",
    now,
    processes: testProcesses(pid, dead),
  });
}

/** The head that an answer of 200 cosigns, checked as a log checks it. */
async function cosigned(witness: Witness, head: string, answer: WitnessAnswer): Promise<Checkpoint> {
  expect(answer).toMatchObject({ status: 200 });
  const checkpoint = parseCheckpoint(head + answer.body);
  const [signer] = await checkNote(checkpoint.note, [witness.key]);
  expect(signer?.time).toBe(second);
  return checkpoint;
}

describe("a witness", () => {
  test("cosigns the first head, a larger one that continues it, and the same one again", async () => {
    const witness = await open();
    for (const [old, size] of [
      [0, 3],
      [3, 20],
      [20, 20],
      [20, 40],
    ] as const)
      await cosigned(witness, ours.head(size), await witness.addCheckpoint(await ours.request(old, size)));
    expect(witness.head(origin)).toContain(`${origin}\n40\n`);
    expect(witness.head("example.com/other")).toBeNull();
  });

  test("begins with an empty log, and then sees it grow", async () => {
    const witness = await open();
    await cosigned(witness, ours.head(0), await witness.addCheckpoint(await ours.request(0, 0)));
    await cosigned(witness, ours.head(7), await witness.addCheckpoint(await ours.request(0, 7)));
  });

  test("refuses everything else with the status that the protocol names", async () => {
    const witness = await open();
    const ask = async (body: string): Promise<WitnessAnswer> => witness.addCheckpoint(body);
    await ask(await ours.request(0, 20));
    const stranger = await makeSigningKey("example.com/stranger");
    const impostor = await makeSigningKey(origin);
    expect(await ask(await ours.request(0, 25))).toEqual({
      status: 409,
      contentType: "text/x.tlog.size",
      body: "20\n",
    });
    expect(await ask(await forked.request(20, 20))).toMatchObject({ status: 409 });
    expect(await ask(await forked.request(20, 30))).toMatchObject({ status: 422 });
    expect(await ask(await ours.request(20, 10))).toMatchObject({ status: 400 });
    expect(await ask(await ours.request(20, 30, stranger))).toMatchObject({ status: 404 });
    expect(await ask(await ours.request(20, 30, impostor))).toMatchObject({ status: 403 });
    const good = await ours.request(20, 30);
    const changed = good.replace(/\n30\n(.)/, (_, first) => `\n30\n${first === "A" ? "B" : "A"}`);
    expect(await ask(changed)).toMatchObject({ status: 403 });
    expect(witness.head(origin)).toContain("\n20\n");
    await cosigned(witness, ours.head(30), await ask(good));
  });

  test("answers garbage, every cut and every changed byte without cosigning anything", async () => {
    const witness = await open();
    await witness.addCheckpoint(await ours.request(0, 9));
    const good = await ours.request(9, 33);
    const lines = good.split("\n");
    for (const body of [
      "",
      "\n\n",
      "old",
      "old 9",
      `old 09${good.slice(5)}`,
      `old -1${good.slice(5)}`,
      `old 9\n${"A".repeat(44)}\n`.repeat(70),
      good.replace("\n\n", `\n${Array.from({ length: 64 }, () => lines[1]).join("\n")}\n\n`),
      good.replace(lines[1]!, "AAAA"),
      good.repeat(2),
      `${good}\u0000`,
    ])
      expect([400, 403]).toContain((await witness.addCheckpoint(body)).status);
    const bytes = utf8(good);
    for (let at = 0; at < bytes.length; at += 1) {
      const changed = bytes.slice();
      changed[at] = changed[at]! ^ (1 << (at % 7));
      for (const body of [changed, bytes.subarray(0, at)]) {
        const { status } = await witness.addCheckpoint(new TextDecoder().decode(body));
        expect([400, 403, 404, 409, 422]).toContain(status);
      }
    }
    await cosigned(witness, ours.head(33), await witness.addCheckpoint(good));
  });

  test("asked by many at once takes one after the other, and remembers after a restart", async () => {
    const storage = new MemoryStorage();
    const witness = await open(storage);
    await witness.addCheckpoint(await ours.request(0, 11));
    const bodies = [await ours.request(11, 15), await forked.request(11, 30), await ours.request(11, 40)];
    const answers = await Promise.all(bodies.map(async (body) => witness.addCheckpoint(body)));
    expect(answers.map(({ status }) => status)).toEqual([200, 409, 409]);
    await witness.close();
    const again = await open(storage, 2);
    expect(again.key).toEqual(witness.key);
    expect(await again.addCheckpoint(await forked.request(15, 30))).toMatchObject({ status: 422 });
    expect(await again.addCheckpoint(await ours.request(0, 30))).toMatchObject({ status: 409, body: "15\n" });
  });

  test("whose clock stands before its last signature signs nothing until it is right", async () => {
    const witness = await open();
    await witness.addCheckpoint(await ours.request(0, 5));
    const right = second;
    second -= 3600;
    expect(await witness.addCheckpoint(await ours.request(5, 6))).toMatchObject({ status: 503 });
    second = right;
    expect(await witness.addCheckpoint(await ours.request(5, 6))).toMatchObject({ status: 200 });
  });
});

describe("the folder of a witness", () => {
  test("has one process, its own files and a private key", async () => {
    const storage = new MemoryStorage();
    const witness = await open(storage);
    const others = { storage, logs: [line], now, processes: testProcesses(7) };
    await expect(openWitness(others)).rejects.toMatchObject({ code: "locked" });
    await witness.addCheckpoint(await ours.request(0, 5));
    await witness.close();
    await expect(openWitness({ ...others, name: "other.example" })).rejects.toMatchObject({
      code: "foreign-log",
    });
    storage.tamper("key", null);
    await expect(openWitness(others)).rejects.toMatchObject({ code: "key-lost" });
    const foreign = new MemoryStorage();
    foreign.tamper("holiday.jpg", utf8("x"));
    await expect(openWitness({ ...others, storage: foreign })).rejects.toMatchObject({
      code: "foreign-files",
    });
    const own = formatVerifierKey((await makeSigningKey("w.example", undefined, 4)).public);
    const fresh = { ...others, storage: new MemoryStorage() };
    await expect(openWitness({ ...fresh, logs: [own] })).rejects.toThrow(/key of a witness/);
    await expect(openWitness({ ...fresh, name: "two words" })).rejects.toMatchObject({ code: "malformed" });
  });

  test("with a head that was changed, swapped or signed by another is not opened", async () => {
    const storage = new MemoryStorage();
    const witness = await open(storage);
    await witness.addCheckpoint(await ours.request(0, 5));
    await witness.close();
    const [name] = (await storage.list("heads")).filter((each) => !each.endsWith("/"));
    const path = `heads/${name}`;
    const note = parseNote(new TextDecoder().decode((await storage.read(path))!));
    const other = await makeSigningKey("witness.example", undefined, 4);
    const forgery = cosign(note.text, other, second);
    for (const bytes of [
      utf8("nothing"),
      utf8(ours.head(5)),
      utf8(ours.head(5) + `— ${forgery.name} ${Buffer.from(forgery.signature).toString("base64")}\n`),
    ]) {
      const changed = storage.copy();
      changed.tamper(path, bytes);
      await expect(open(changed, 9)).rejects.toMatchObject({ code: "damaged" });
    }
    const moved = storage.copy();
    moved.tamper(`heads/${"0".repeat(64)}`, await storage.read(path));
    await expect(open(moved, 9)).rejects.toMatchObject({ code: "damaged" });
  });
});

describe("however it is asked, and wherever it fails", () => {
  test("it never cosigns two heads of which neither continues the other", async () => {
    // Mostly good requests: a small step from where the witness stands, sometimes from elsewhere, on either history.
    const request = fc.record({
      branch: fc.nat(1),
      step: fc.integer({ min: -1, max: 8 }),
      elsewhere: fc.option(fc.nat(40), { freq: 3 }),
    });
    const fault = fc.record({ at: fc.integer({ min: 1, max: 24 }), luck: fc.array(fc.boolean()) });
    let restarts = 0;
    let cosignatures = 0;
    await fc.assert(
      fc.asyncProperty(fc.array(request, { maxLength: 14 }), fault, async (requests, { at, luck }) => {
        let storage = new MemoryStorage();
        let witness = await open(storage);
        const given: Checkpoint[] = [];
        storage.injectFaults((_operation, _path, count) => (count === at ? new Error("broken") : null));
        for (const { branch, step, elsewhere } of requests) {
          const history = branch === 0 ? ours : forked;
          const seen = witness.head(origin);
          const from = elsewhere ?? (seen === null ? 0 : parseCheckpoint(seen).size);
          const size = Math.max(0, Math.min(40, from + step));
          const answer = await witness.addCheckpoint(await history.request(from, size));
          if (answer.status === 200) given.push(parseCheckpoint(history.head(size)));
          if (answer.status !== 500) continue;
          // It stays stopped until somebody starts it again, on what the disk holds after a loss of power.
          expect((await witness.addCheckpoint(await history.request(from, size))).status).toBe(500);
          let draws = 0;
          storage = storage.crash(() => luck[(draws += 1) % luck.length] ?? true);
          witness = await open(storage, 9);
          restarts += 1;
        }
        for (const [number, later] of given.entries())
          for (const earlier of given.slice(0, number)) {
            expect(later.size).toBeGreaterThanOrEqual(earlier.size);
            expect(await isContinued(earlier, later)).toBe(true);
          }
        cosignatures += given.length;
      }),
      { numRuns: 400, seed: 4 },
    );
    expect(Math.min(restarts, cosignatures)).toBeGreaterThan(100);
  });
});

/** Whether one of the two histories has both heads. */
async function isContinued(earlier: Checkpoint, later: Checkpoint): Promise<boolean> {
  for (const history of [ours, forked]) {
    const body = await history.request(earlier.size, later.size);
    const proof = body
      .slice(0, body.indexOf("\n\n"))
      .split("\n")
      .slice(1)
      .map((text) => new Uint8Array(Buffer.from(text, "base64")));
    if (await isConsistent(earlier.size, later.size, earlier.root, later.root, proof)) return true;
  }
  return false;
}
