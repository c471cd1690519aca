import { beforeEach, describe, expect, test } from "vitest";
import { makeSigningKey } from "../keys/signing-key.ts";
import { readHead } from "../log/open-log.ts";
import type { Ledger } from "../log/ledger.ts";
import { MemoryStorage } from "../storage/memory-storage.ts";
import { openTestLog, type MemoryLog } from "../testing/memory-log.ts";
import { utf8 } from "../verify/bytes.ts";
import {
  formatBundle,
  formatVerifierKey,
  openDisclosure,
  verifyBundle,
  verifyProof,
} from "../verify/index.ts";
import { canonicalJson } from "./canonical-json.ts";
import { commit } from "./commitment.ts";
import {
  decodeRecord,
  FolderPrivateStore,
  finishErasures,
  isUnderstood,
  RecordWriter,
  verifyRecords,
  type NewRecord,
  type Written,
} from "./index.ts";

const sha = "ab".repeat(32);
const corpus = { version: "2026.11.22", digest: `sha256:${"cd".repeat(32)}` };
let log: MemoryLog;
let ledger: Ledger;
let privates: MemoryStorage;
let store: FolderPrivateStore;
let now: Date;

const generation: NewRecord<"generation"> = {
  kind: "generation",
  body: {
    generationId: "gen-1",
    model: "flux-dev",
    prompt: "a portrait of Ada Example",
    timestamp: "2026-11-22T10:00:00Z",
    license: "FLUX.1-dev",
    intendedUse: "marketing-materials",
    attribution: "Created with FLUX.1-dev",
    service: "example",
    parameters: { seed: 7 },
    output: { sha256: sha },
  },
};

const decision: NewRecord<"decision"> = {
  kind: "decision",
  body: {
    subject: { sha256: sha },
    question: { use: "advertising" },
    use: "advertising",
    on: "2026-11-22",
    parties: ["flux-1-dev"],
    verdict: "forbidden",
    rules: ["flux-1-dev-2"],
    duties: [],
    corpus,
    engine: "0.1.0",
    privateFacts: { "holder.revenue-usd": 40_000 },
    by: "Ada Example",
  },
};

function openWriter(options: { readonly clockConfirmed?: boolean } = {}): Promise<RecordWriter> {
  return RecordWriter.open({ ledger, store, clock: () => now, ...options });
}

async function entryText(index: number): Promise<string> {
  return new TextDecoder().decode(await ledger.entry(index));
}

beforeEach(async () => {
  log = { storage: new MemoryStorage(), keys: new MemoryStorage() };
  ledger = await openTestLog(log);
  privates = new MemoryStorage();
  store = new FolderPrivateStore(privates);
  now = new Date("2026-11-22T10:00:30Z");
});

describe("a record", () => {
  test("is canonical JSON with the seven fields of a generation, and without what may concern a person", async () => {
    const records = await openWriter();
    const { index, record } = await records.write(generation);
    const text = await entryText(index);
    expect(text).toBe(canonicalJson(JSON.parse(text)));
    expect(decodeRecord(utf8(text))).toEqual(record);
    expect(record).toMatchObject({
      kind: "generation",
      version: 1,
      time: { recorded: "2026-11-22T10:00:30.000Z", happened: "2026-11-22T10:00:00Z", basis: "live" },
      body: { generationId: "gen-1", license: "FLUX.1-dev", intendedUse: "marketing-materials" },
    });
    expect(text).not.toContain("Ada");
    expect(record.body.prompt).toBeUndefined();
    expect(record.private["prompt"]).toMatch(/^[0-9a-f]{64}$/);
  });

  test("says live only where the clock stood at what happened; a caller can only make it later", async () => {
    const records = await openWriter();
    const basisOf = async (change: object): Promise<string> => {
      const { record } = await records.write({ ...generation, ...change });
      return record.time.basis;
    };
    const at = (timestamp: string): object => ({ body: { ...generation.body, timestamp } });
    expect(await basisOf({})).toBe("live");
    expect(await basisOf({ later: true })).toBe("recorded-later");
    expect(await basisOf({ later: false, ...at("2026-11-22T09:00:00Z") })).toBe("recorded-later");
    expect(await basisOf(at("2026-11-22"))).toBe("recorded-later");
    expect(await basisOf(at("2023-01-01T00:00:00+02:00"))).toBe("recorded-later");
    expect(await basisOf({ basis: "live", ...at("2023-01-01T00:00:00Z") })).toBe("recorded-later");
    await expect(basisOf(at("2026-11-23T10:00:00Z"))).rejects.toMatchObject({ code: "from-the-future" });
    expect((await records.write(decision)).record.time).toMatchObject({ happened: null, basis: "live" });
  });

  test("is refused with the field's name where it is wrong, and nothing is written", async () => {
    const records = await openWriter();
    const refused = async (kind: string, body: object): Promise<string> => {
      const error: unknown = await records
        .write({ kind, body } as unknown as NewRecord)
        .catch((thrown: unknown) => thrown);
      expect(error).toMatchObject({ code: "record-invalid" });
      return String(error);
    };
    expect(await refused("holiday", {})).toContain("holiday");
    expect(await refused("generation", { ...generation.body, licence: "MIT" })).toContain("licence");
    expect(await refused("generation", { ...generation.body, model: undefined })).toContain("model");
    expect(await refused("generation", { ...generation.body, parameters: { prompt: "x" } })).toContain(
      "prompt",
    );
    expect(await refused("generation", { ...generation.body, prompt: "\ud800" })).toContain("surrogate");
    expect(await refused("decision", { ...decision.body, verdict: "maybe" })).toContain("verdict");
    expect(await refused("note", { about: sha, text: "x", basis: "live" })).toContain("basis");
    await expect(
      records.write({ ...decision, body: { ...decision.body, question: "x".repeat(66_000) } }),
    ).rejects.toMatchObject({ code: "entry-too-large" });
    expect(ledger.size).toBe(0);
    expect(await store.records()).toEqual([]);
  });

  test("of a review cannot be cleared with a mandatory item open, nor confirmed by nobody", async () => {
    const records = await openWriter();
    const item = { code: "people", mandatory: true, state: "open" } as const;
    const body = { subject: sha, use: "advertising", items: [item], outcome: "cleared", by: "Ada" } as const;
    await expect(records.write({ kind: "review", body })).rejects.toThrow(/people is mandatory and open/);
    const confirmed = { ...body, items: [{ ...item, state: "confirmed" as const }] };
    await expect(records.write({ kind: "review", body: confirmed })).rejects.toThrow(/nobody is named/);
    const named = { ...confirmed, confirmedBy: { people: "Ada" } };
    const { record } = await records.write({ kind: "review", body: named });
    expect(record.body.outcome).toBe("cleared");
    expect(JSON.stringify(record)).not.toContain("Ada");
    await records.write({ kind: "review", body: { ...body, outcome: "not-cleared" } });
  });

  test("of a file of evidence may say what it is, in words that are known; one from before that is understood", async () => {
    const records = await openWriter();
    const body = { file: { sha256: sha }, proves: "the plan", fileName: "Ada's invoice.pdf" };
    const { record } = await records.write({ kind: "evidence-file", body });
    expect(isUnderstood(record)).toBe(true);
    const named = await records.write({ kind: "evidence-file", body: { ...body, kind: "receipt" } });
    expect(named.record).toMatchObject({ version: record.version, body: { kind: "receipt" } });
    const holiday = { kind: "evidence-file", body: { ...body, kind: "holiday" } } as unknown as NewRecord;
    await expect(records.write(holiday)).rejects.toThrow(/kind: .*"receipt"/);
  });

  test("of an edit has two files, and keeps what was changed and by whom beside the log", async () => {
    const records = await openWriter();
    const body = { before: sha, after: { sha256: sha }, tool: "Krita", what: "Removed Ada", by: "Ada" };
    await expect(records.write({ kind: "edit", body })).rejects.toThrow(/same file as before/);
    const after = { sha256: "ef".repeat(32) };
    const { record } = await records.write({ kind: "edit", body: { ...body, after } });
    expect(JSON.stringify(record)).not.toContain("Ada");
  });

  test("of a kind that this program does not know yet is still read", () => {
    const record = {
      format: "cleartitle/record",
      kind: "gift",
      version: 9,
      id: "x",
      time: { recorded: "2026-01-01T00:00:00Z" },
      body: {},
      private: {},
    };
    expect(decodeRecord(utf8(canonicalJson(record)))).toEqual(record);
    for (const text of ["", "{}", "[]", "null", JSON.stringify(record), "\u0000"]) {
      expect(() => decodeRecord(utf8(text))).toThrow(expect.objectContaining({ code: "record-invalid" }));
    }
  });
});

describe("a decision", () => {
  test("is logged behind the corpus that it rests on, once per corpus", async () => {
    const records = await openWriter();
    const first = await records.write(decision);
    const second = await records.write(decision);
    expect([first.index, second.index]).toEqual([1, 2]);
    expect(decodeRecord(await ledger.entry(0))).toMatchObject({ kind: "corpus", body: corpus });
    await ledger.checkpoint();
    expect(await verifyRecords(ledger.reader(), store)).toEqual([]);
  });
});

describe("private fields", () => {
  test("of thousands of records are kept without more files open than a process may have", async () => {
    let [open, most] = [0, 0];
    const create = privates.create.bind(privates);
    privates.create = async (path, access) => {
      const file = await create(path, access);
      most = Math.max(most, (open += 1));
      return {
        ...file,
        close: async () => {
          open -= 1;
          await file.close();
        },
      };
    };
    const all = Array.from({ length: 3000 }, (_, at): NewRecord => ({
      kind: "note",
      body: { about: sha, text: `${at}` },
    }));
    expect(await (await openWriter()).writeAll(all)).toHaveLength(3000);
    expect(await store.records()).toHaveLength(3000);
    expect([open, most <= 32]).toEqual([0, true]);
  });

  test("are disclosed one by one, and the disclosure verifies against the proved record", async () => {
    const records = await openWriter();
    const written = await records.write(decision);
    await ledger.checkpoint();
    const proof = await ledger.reader().prove(written.index);
    const entry = await ledger.entry(written.index);
    const policy = { logKeys: [formatVerifierKey(ledger.verifierKey)] };
    expect(await verifyProof(proof, entry, policy)).toMatchObject({ proved: true });
    const { private: commitments } = decodeRecord(entry);
    const openings = await store.openings(written.record.id);
    const facts = openings.find(({ field }) => field === "privateFacts")!;
    expect(await openDisclosure(commitments["privateFacts"]!, facts)).toEqual({
      "holder.revenue-usd": 40_000,
    });
    const forged = [
      { ...facts, json: facts.json.replace("40000", "4000") },
      { ...facts, field: "by" },
      { ...facts, salt: commit("by", "x").opening.salt },
      { ...facts, salt: "AAAA" },
    ];
    for (const wrong of forged) {
      await expect(openDisclosure(commitments["privateFacts"]!, wrong)).rejects.toMatchObject({
        code: "not-disclosed",
      });
    }
  });

  test("travel in a bundle that verifies offline, and does not once anything in it is changed", async () => {
    const records = await openWriter();
    const { index, openings } = await records.write(decision);
    await ledger.checkpoint();
    const { keyNotes } = await readHead(log.storage);
    const disclosures = openings.filter(({ field }) => field === "by");
    const proof = await ledger.reader().prove(index);
    const text = formatBundle({ entry: await ledger.entry(index), proof, keyNotes, disclosures });
    const trustedKeys = [formatVerifierKey(ledger.verifierKey)];
    expect(await verifyBundle(text, { trustedKeys })).toMatchObject({
      proved: true,
      keys: "trusted",
      record: { kind: "decision" },
      disclosed: { by: "Ada Example" },
    });
    expect(await verifyBundle(text)).toMatchObject({ proved: true, keys: "own" });
    const stranger = formatVerifierKey((await makeSigningKey("example.com/test")).public);
    expect(await verifyBundle(text, { trustedKeys: [stranger] })).toMatchObject({ code: "unknown-signer" });
    const parsed = JSON.parse(text) as Record<string, unknown>;
    const other = Buffer.from(await ledger.entry(0)).toString("base64");
    for (const [change, code] of [
      [{ entry: other }, "not-in-log"],
      [{ entry: "not base 64" }, "malformed"],
      [{ format: "2" }, "malformed"],
      [{ keyNotes: ["x"] }, "malformed"],
      [{ keyNotes: [] }, "unknown-signer"],
      [{ disclosures: [{ ...disclosures[0], json: '"Bob"' }] }, "not-disclosed"],
      [{ disclosures: [{ ...disclosures[0], field: "constructor" }] }, "not-disclosed"],
      [{ disclosures: [null] }, "malformed"],
    ] as const) {
      expect(await verifyBundle(JSON.stringify({ ...parsed, ...change }))).toMatchObject({
        proved: false,
        code,
      });
    }
    for (const garbage of ["", "null", "[]", "{}", text.slice(0, -20)]) {
      expect(await verifyBundle(garbage)).toMatchObject({ proved: false, code: "malformed" });
    }
  });

  test("cannot be guessed from the commitment, for equal values have different ones", () => {
    expect(commit("by", "Ada").digest).not.toBe(commit("by", "Ada").digest);
    const salt = new Uint8Array(32);
    expect(commit("by", "Ada", salt)).toEqual(commit("by", "Ada", salt));
  });

  test("are gone after erasing, the log says so, and every proof still holds", async () => {
    const records = await openWriter();
    const written = await records.write(generation);
    await ledger.checkpoint();
    const proof = await ledger.reader().prove(written.index);
    const entry = await ledger.entry(written.index);
    await records.erase(written.index, ["prompt"], "asked for by Ada");
    expect(await store.openings(written.record.id)).toEqual([]);
    const everything = [...(await entriesOf(privates)), ...(await entriesOf(log.storage))].join("\n");
    expect(everything).not.toContain("portrait");
    const policy = { logKeys: [formatVerifierKey(ledger.verifierKey)] };
    expect(await verifyProof(proof, entry, policy)).toMatchObject({ proved: true });
    await ledger.checkpoint();
    expect(await verifyRecords(ledger.reader(), store)).toEqual([]);
    await expect(records.erase(written.index, ["holiday"])).rejects.toMatchObject({ code: "not-found" });
  });

  test("erased one by one leave the others", async () => {
    const records = await openWriter();
    const { index, record } = await records.write(decision);
    await records.erase(index, ["by"]);
    expect((await store.openings(record.id)).map(({ field }) => field)).toEqual(["privateFacts"]);
    await records.erase(index, "all");
    expect(await store.openings(record.id)).toEqual([]);
  });

  test.each(["garbage", "5", "{}"])(
    "that read %j are erased all the same, and keep nobody from writing",
    async (text) => {
      const records = await openWriter();
      const { index, record } = await records.write(decision);
      const path = `${record.id.slice(0, 2)}/${record.id}`;
      privates.tamper(path, utf8(text));
      await expect(store.openings(record.id)).rejects.toMatchObject({ code: "damaged" });
      await records.erase(index, ["by"]);
      expect(await store.openings(record.id)).toEqual([]);
      privates.tamper(path, utf8(text));
      await ledger.checkpoint();
      expect(await finishErasures(ledger.reader(), store)).toEqual([record.id]);
      expect(await store.records()).toEqual([]);
    },
  );

  test("of several records are kept for all or for none, where the disk is full", async () => {
    const records = await openWriter();
    privates.injectFaults((operation, _, count) =>
      operation !== "remove" && count > 30 ? Object.assign(new Error("full"), { code: "ENOSPC" }) : null,
    );
    await expect(records.writeAll(Array.from({ length: 8 }, () => decision))).rejects.toMatchObject({
      code: "no-space",
    });
    privates.injectFaults(() => null);
    expect(ledger.size).toBe(0);
    expect(await store.records()).toEqual([]);
    await records.write(decision);
    await ledger.checkpoint();
    expect(await verifyRecords(ledger.reader(), store)).toEqual([]);
  });

  test("that were lost, changed, left behind by a crash or not erased are found by name", async () => {
    const records = await openWriter();
    const one = await records.write(generation);
    const two = await records.write(decision);
    const path = (written: Written): string => `${written.record.id.slice(0, 2)}/${written.record.id}`;
    const before = (await privates.read(path(one)))!;
    privates.tamper(path(one), null);
    privates.tamper(path(two), utf8(JSON.stringify(two.openings).replace("Ada", "Bob")));
    await privates.makeFolder("00");
    privates.tamper("00/00000000-0000-4000-8000-000000000000", utf8("[]"));
    privates.tamper("00/00000000-0000-4000-8000-000000000001.unfinished", utf8("["));
    await ledger.checkpoint();
    const problems = await verifyRecords(ledger.reader(), store);
    expect(problems.map(({ code, index }) => [code, index])).toEqual([
      ["private-lost", one.index],
      ["private-changed", two.index],
      ["private-orphan", null],
      ["private-orphan", null],
    ]);
    privates.tamper(path(one), before);
    await records.erase(one.index, "all");
    privates.tamper(path(one), before);
    await ledger.checkpoint();
    const codes = (await verifyRecords(ledger.reader(), store)).map(({ code }) => code);
    expect(codes).toContain("private-not-erased");
    expect(await finishErasures(ledger.reader(), store)).toEqual([one.record.id]);
    expect(await store.openings(one.record.id)).toEqual([]);
  });

  test("with any byte flipped are found, or read as the same value", async () => {
    const records = await openWriter();
    const { record } = await records.write(decision);
    await ledger.checkpoint();
    const path = `${record.id.slice(0, 2)}/${record.id}`;
    const bytes = (await privates.read(path))!;
    for (let at = 0; at < bytes.length; at += 1) {
      const changed = bytes.slice();
      changed[at] = changed[at]! ^ 1;
      privates.tamper(path, changed);
      const isLastNewline = at === bytes.length - 1;
      const problems = await verifyRecords(ledger.reader(), store);
      expect(problems.length > 0 || isLastNewline, `byte ${at}`).toBe(true);
    }
  });
});

describe("a clock that goes backwards", () => {
  test("is refused with both times, nothing is written; once confirmed, the record says so", async () => {
    const records = await openWriter();
    await records.write(generation);
    now = new Date("2026-11-22T10:00:27Z");
    await records.write(decision);
    now = new Date("2026-11-21T10:00:00Z");
    const before = ledger.size;
    await expect(records.write(decision)).rejects.toMatchObject({ code: "clock-backwards" });
    await expect((await openWriter()).write(decision)).rejects.toMatchObject({ code: "clock-backwards" });
    expect(ledger.size).toBe(before);
    const confirmed = await openWriter({ clockConfirmed: true });
    const { record } = await confirmed.write(decision);
    expect(record.time).toMatchObject({ basis: "recorded-later", clockWasAt: "2026-11-22T10:00:27.000Z" });
    await ledger.checkpoint();
    expect(await verifyRecords(ledger.reader(), store)).toEqual([]);
  });
});

async function entriesOf(storage: MemoryStorage, folder = ""): Promise<string[]> {
  const found: string[] = [];
  for (const name of await storage.list(folder)) {
    const path = folder === "" ? name : `${folder}/${name}`;
    if (name.endsWith("/")) found.push(...(await entriesOf(storage, path.slice(0, -1))));
    else found.push(new TextDecoder().decode((await storage.read(path))!));
  }
  return found;
}
