import { MemoryStorage, openLedger, type Ledger } from "@cleartitle/ledger";
import { canonicalJson } from "@cleartitle/ledger/records";
import { formatBundle, formatVerifierKey, verifyBundle } from "@cleartitle/ledger/verify";
import { describe, expect, test } from "vitest";

import { bundleOf, recordWith } from "../testing/bundle-of.ts";
import { explainBundle } from "./explain-bundle.ts";

const lie = 'allowed for every use; "checked" and confirmed by Cleartitle\u202e';
const sha256 = "ab".repeat(32);

/** Every sentence about a bundle, with what stands in quotes taken out: what is left is said in our voice. */
async function ownVoice(text: string, keys: readonly string[] = []): Promise<string> {
  const report = await explainBundle(text, { keys });
  if (!report.proved) throw new Error(report.message);
  return [...report.proves, ...report.doesNotProve].join(" ").replaceAll(/"(?:[^"\\]|\\.)*"/g, "…");
}

describe("what a record says is quoted, so that it cannot speak as the verifier:", () => {
  const bodies: Readonly<Record<string, readonly string[]>> = {
    decision: ["verdict", "use", "market"],
    generation: ["generationId", "model", "gateway", "intendedUse"],
    corpus: ["version", "digest"],
    attestation: ["fact", "value", "subject"],
    withdrawal: ["subject", "index"],
    review: ["outcome", "use", "subject"],
    publication: ["use", "where", "subject"],
    note: ["about"],
    "evidence-file": ["kind", "proves", "about"],
    edit: ["tool", "before"],
    erasure: ["index"],
  };

  test.each(Object.entries(bodies))("%s, in every field", async (kind, fields) => {
    for (const field of fields) {
      const body = { subject: sha256, [field]: lie, parties: [lie], fields: [lie], file: { sha256: lie } };
      const { text, keys } = await bundleOf(recordWith(kind, { ...body, output: { sha256: lie } }));
      const report = await explainBundle(text, { keys });
      expect(report.proved && report.proves.join(" ")).toContain("confirmed by Cleartitle");
      expect(await ownVoice(text, keys)).not.toMatch(/every use|confirmed|checked" and|\u202e/);
    }
  });

  test("the kind, the time, private fields and their names, and the names of the log and its witnesses", async () => {
    const record = recordWith(lie, {}, { time: { recorded: lie, happened: null, basis: "live" } });
    const origin = "log.example⠀is⠀confirmed";
    const { text } = await bundleOf(record, {
      shown: { [lie]: lie },
      closed: { [`${lie}2`]: 1, by: "x" },
      attachments: { timeStamp: { proof: lie, token: lie } },
      origin,
    });
    const bundle = JSON.parse(text) as { proof: string };
    bundle.proof += `— checked⠀and⠀confirmed ${Buffer.alloc(80).toString("base64")}\n`;
    const all = JSON.stringify(bundle);
    const report = await explainBundle(all);
    if (!report.proved) throw new Error(report.message);
    expect(report.proves[0]).toContain("a record of the kind");
    expect(report.unknownSigners).toEqual(["checked⠀and⠀confirmed"]);
    const voice = await ownVoice(all);
    expect(voice).not.toMatch(/every use|confirmed|\u202e|\u2800/);
  });

  test("also where it is refused", async () => {
    const { text } = await bundleOf(recordWith("note", { about: "x" }), { origin: "evil⠀is⠀confirmed" });
    const { keys } = await bundleOf(recordWith("note", { about: "x" }));
    for (const policy of [{ keys }, { file: sha256 }]) {
      const report = await explainBundle(text, policy);
      expect(report.proved).toBe(false);
      expect(JSON.stringify(report)).not.toContain("\u2800");
    }
  });

  test("a record without a kind of ours has no article that makes it one", async () => {
    const { text } = await bundleOf(recordWith("court-approved permission for every use", {}));
    const report = await explainBundle(text);
    expect(report.proved && report.proves[0]).toContain(
      'is a record of the kind "court-approved permission for every use", which this program does not know, exactly',
    );
  });
});

describe("an entry that could be read in two ways is refused:", () => {
  const decision = recordWith("decision", { verdict: "allowed", use: "merchandise", subject: { sha256 } });
  const once = canonicalJson(decision);
  test.each([
    ["a name that stands twice", once.replace('"body":{', '"body":{"verdict":"forbidden",')],
    [
      "a name that stands twice, once as an escape",
      once.replace('"body":{', String.raw`"body":{"verdic\u0074":"forbidden",`),
    ],
    ["a kind that stands twice", `{"kind":"note",${once.slice(1)}`],
    ["names in another order", JSON.stringify(decision)],
    ["blanks", once.replace('"verdict":', '"verdict": ')],
    ["an escape that need not be", once.replace('"allowed"', String.raw`"\u0061llowed"`)],
    ["half a character", once.replace('"allowed"', String.raw`"\ud800"`)],
    ["no JSON", `${once} // allowed`],
    ["a mark at the beginning", `\ufeff${once}`],
    ["too deep", `{"a":${"[".repeat(2000)}${"]".repeat(2000)}}`],
  ])("%s", async (_, written) => {
    const { text, keys } = await bundleOf(decision, { write: () => written });
    const report = await explainBundle(text, { keys });
    expect(report).toMatchObject({ proved: false });
    expect(!report.proved && report.code).toMatch(/^(?:record-invalid|malformed)$/);
  });

  test("and so are a bundle with two entries, and a private value with two of one name", async () => {
    const { text } = await bundleOf(decision, { shown: { by: "Ada" } });
    const twice = text.replace('"entry":', '"entry": "AAAA",\n  "entry":');
    expect(await explainBundle(twice)).toMatchObject({
      code: "malformed",
      message: expect.stringMatching(/"entry" stands twice/),
    });
    expect(await explainBundle(text)).toMatchObject({ proved: true });
  });
});

describe("a key that was given up", () => {
  const entry = Buffer.from(
    canonicalJson(recordWith("decision", { verdict: "allowed", use: "merchandise", subject: { sha256 } })),
  );
  const origin = "victim.example/log";

  interface Place {
    readonly storage: MemoryStorage;
    readonly keys: MemoryStorage;
  }

  /** Works on a log, and gives its key and a bundle of its first entry as they are then. */
  async function after(
    { storage, keys }: Place,
    work: (ledger: Ledger) => Promise<unknown>,
  ): Promise<{ readonly key: string; readonly text: string }> {
    const ledger = await openLedger({ storage, keys, origin });
    await work(ledger);
    await ledger.checkpoint();
    const notes = await Promise.all(["key/0", "key/1"].map(async (path) => storage.read(path)));
    const keyNotes = notes.flatMap((note) => (note === null ? [] : [Buffer.from(note).toString()]));
    const proof = await ledger.reader().prove(0);
    const key = formatVerifierKey(ledger.verifierKey);
    await ledger.close();
    return { key, text: formatBundle({ entry, proof, keyNotes, disclosures: [] }) };
  }

  /** Somebody copies the key of a log; both the owner and the thief then go over to a key of their own. */
  async function stolen(): Promise<{
    first: string;
    before: string;
    second: string;
    owner: string;
    thief: string;
  }> {
    const place = { storage: new MemoryStorage(), keys: new MemoryStorage() };
    const begun = await after(place, async (ledger) => ledger.append(entry));
    const copy = { storage: place.storage.copy(), keys: place.keys.copy() };
    const rotated = await after(place, async (ledger) => ledger.rotateKey());
    const forged = await after(copy, async (ledger) => ledger.rotateKey());
    return {
      first: begun.key,
      before: begun.text,
      second: rotated.key,
      owner: rotated.text,
      thief: forged.text,
    };
  }

  test("makes a bundle that is never said to be signed with the key that was given", async () => {
    const { first, owner, thief } = await stolen();
    for (const text of [owner, thief]) {
      const report = await explainBundle(text, { keys: [first] });
      if (!report.proved) throw new Error(report.message);
      const id = first.split("+")[1] ?? "";
      expect(report.keys).toBe("endorsed");
      expect(report.signedBy).toMatchObject({ standing: "endorsed", endorsedBy: [{ id, line: first }] });
      expect(report.signedBy.key.line).toBe(report.signers[0]);
      expect(report.proves[0]).not.toContain("with a key that you gave");
      expect(report.proves[0]).toMatch(
        /signed with another key than you gave, "victim.example\/log" \(id [0-9a-f]{8}\)/,
      );
      expect(report.proves[0]).toContain(`: the key that you gave (id ${id}) endorsed it`);
      expect(report.doesNotProve.join(" ")).toContain("can endorse a key of their own");
    }
  });

  test("counts for nothing with somebody who has the key of today", async () => {
    const { first, second, owner, thief } = await stolen();
    expect(await verifyBundle(thief, { trustedKeys: [second] })).toMatchObject({ code: "unknown-signer" });
    // Whoever has both knows that the first was given up.
    for (const trustedKeys of [
      [first, second],
      [second, first],
    ]) {
      expect(await verifyBundle(thief, { trustedKeys })).toMatchObject({ code: "unknown-signer" });
      expect(await verifyBundle(owner, { trustedKeys })).toMatchObject({ proved: true, keys: "trusted" });
    }
  });

  test("is told from the one that followed it, where it signed itself", async () => {
    const { first, second, before, owner } = await stolen();
    const alone = await explainBundle(before, { keys: [first] });
    expect(alone).toMatchObject({ keys: "trusted", signedBy: { standing: "given", replacedBy: null } });
    expect(alone.proved && alone.doesNotProve.join(" ")).toContain("also after the owner has given it up");
    // The head of then, with the notes of now.
    const { keyNotes } = JSON.parse(owner) as { keyNotes: string[] };
    const late = JSON.stringify({ ...(JSON.parse(before) as object), keyNotes });
    const report = await explainBundle(late, { keys: [first] });
    expect(report).toMatchObject({ keys: "trusted", signedBy: { replacedBy: { line: second } } });
    expect(report.proved && report.doesNotProve.join(" ")).toContain("can still sign with it");
  });
});

describe("a bundle is bounded:", () => {
  test.each([
    ["a text that is too large", () => "x".repeat(64 * 2 ** 20), "too-large", /16 MiB/],
    [
      "an entry that no log holds",
      async () => JSON.stringify({ ...(await whole()), entry: "A".repeat(8 << 20) }),
      "entry-too-large",
      /65535/,
    ],
    [
      "a proof with a million hashes",
      async () =>
        JSON.stringify({
          ...(await whole()),
          proof: `c2sp.org/tlog-proof@v1\nindex 0\n${"A\n".repeat(1e6)}\n\n`,
        }),
      "malformed",
      /64 hashes/,
    ],
    [
      "ten thousand keys",
      async () => JSON.stringify({ ...(await whole()), keyNotes: Array.from({ length: 10_000 }, () => "x") }),
      "malformed",
      /1000 keys/,
    ],
    [
      "a million values beside it",
      async () =>
        JSON.stringify({ ...(await whole()), attachments: { a: Array.from({ length: 1e6 }, () => 1) } }),
      "malformed",
      /100000 values/,
    ],
  ] as const)("%s", async (_, make, code, words) => {
    const report = await explainBundle(await make());
    expect(report).toMatchObject({ proved: false, code });
    expect(!report.proved && `${report.message} ${report.remedy}`).toMatch(words);
  });

  async function whole(): Promise<object> {
    return JSON.parse((await bundleOf(recordWith("note", { about: "x" }))).text) as object;
  }
});
