import { createPublicKey, verify } from "node:crypto";
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { beforeAll, describe, expect, test } from "vitest";
import { cosign, makeSigningKey, signNote, type SigningKey } from "../keys/signing-key.ts";
import { openReader } from "../log/open-log.ts";
import { makeTestLog, openTestLog, testEntry, testOrigin, type MemoryLog } from "../testing/memory-log.ts";
import { utf8 } from "./bytes.ts";
import {
  followKeys,
  formatNote,
  formatVerifierKey,
  parseNote,
  parseProof,
  parseVerifierKey,
  readKeyChain,
  requireWitnesses,
  verifyProof,
  type NoteSignature,
  type ProofPolicy,
} from "./index.ts";

let log: MemoryLog;
let keyLine: string;
let proof: string;

beforeAll(async () => {
  log = await makeTestLog(300);
  const ledger = await openTestLog(log, 2);
  keyLine = formatVerifierKey(ledger.verifierKey);
  proof = await ledger.reader().prove(123);
  await ledger.close();
});

describe("a proof", () => {
  test("is verified from its text, the entry and the log's key alone", async () => {
    const answer = await verifyProof(proof, testEntry(123), { logKeys: [keyLine] });
    expect(answer).toMatchObject({ proved: true, index: 123, head: { origin: testOrigin, size: 300 } });
  });

  test("does not verify with another entry, another key, or one flipped bit anywhere", async () => {
    const other = await makeSigningKey(testOrigin);
    const otherLine = formatVerifierKey(other.public);
    expect(await verifyProof(proof, testEntry(124), { logKeys: [keyLine] })).toMatchObject({
      code: "not-in-log",
    });
    expect(await verifyProof(proof, testEntry(123), { logKeys: [otherLine] })).toMatchObject({
      proved: false,
      code: "unknown-signer",
    });
    const bytes = utf8(proof);
    for (let at = 0; at < bytes.length; at += 1) {
      const changed = bytes.slice();
      changed[at] = changed[at]! ^ (1 << (at % 7));
      const text = new TextDecoder().decode(changed);
      const answer = await verifyProof(text, testEntry(123), { logKeys: [keyLine] });
      expect(answer.proved, `byte ${at}`).toBe(false);
      const cut = new TextDecoder().decode(bytes.subarray(0, at));
      expect((await verifyProof(cut, testEntry(123), { logKeys: [keyLine] })).proved, `cut at ${at}`).toBe(
        false,
      );
    }
  });

  test("answers garbage with a code, never with an exception of another kind", async () => {
    const texts = [
      "",
      "\n",
      "\n\n",
      "c2sp.org/tlog-proof@v1",
      "null",
      "\u0000",
      proof.replace("index 123", "index 0123"),
    ];
    for (const text of [...texts, proof.replace("index 123", "index 99999999999999999999")]) {
      expect(await verifyProof(text, testEntry(123), { logKeys: [keyLine] })).toMatchObject({
        code: "malformed",
      });
    }
  });

  test("keeps extra data, which proves nothing", async () => {
    const reader = await openReader(log.storage);
    const withExtra = await reader.prove(123, utf8("beside the point"));
    expect(new TextDecoder().decode(parseProof(withExtra).extra!)).toBe("beside the point");
    expect(await verifyProof(withExtra, testEntry(123), { logKeys: [keyLine] })).toMatchObject({
      proved: true,
    });
  });

  test("asks for the witnesses that one trusts, and tells when they saw the head", async () => {
    const [one, two] = await Promise.all(
      ["witness.example", "other.example"].map(async (name) => makeSigningKey(name, undefined, 4)),
    );
    const { note } = parseProof(proof).checkpoint;
    const head = proof.indexOf("\n\n") + 2;
    const under = (...signatures: readonly NoteSignature[]): string =>
      proof.slice(0, head) + formatNote({ ...note, signatures: [...note.signatures, ...signatures] });
    const cosigned = under(cosign(note.text, one!, 1_700_000_000));
    const lines = [one!, two!].map((key) => formatVerifierKey(key.public));
    const trusting = async (...keys: readonly string[]): Promise<ProofPolicy> => ({
      logKeys: [keyLine],
      trust: await requireWitnesses(keys),
    });
    const answer = await verifyProof(cosigned, testEntry(123), await trusting(lines[0]!));
    expect(answer.proved && answer.signers.map(({ key, time }) => [key.name, time])).toEqual([
      [testOrigin, null],
      ["witness.example", 1_700_000_000],
    ]);
    for (const [text, policy] of [
      [proof, await trusting(lines[0]!)],
      [cosigned, await trusting(...lines)],
      [cosigned, await trusting(lines[1]!)],
    ] as const)
      expect(await verifyProof(text, testEntry(123), policy)).toMatchObject({ code: "not-witnessed" });
    // The time is signed too: nobody can make a cosignature older.
    const older = cosign(note.text, one!, 1_700_000_000);
    older.signature[7] = older.signature[7]! - 1;
    const forged = await verifyProof(under(older), testEntry(123), await trusting(lines[0]!));
    expect(forged).toMatchObject({ code: "bad-signature" });
  });

  test("of one log does not verify with the key of another, even if both are trusted", async () => {
    const other = await makeSigningKey("example.com/other");
    const { note } = parseProof(proof).checkpoint;
    const text = proof.slice(0, proof.indexOf("\n\n") + 2) + signNote(note.text, [other]);
    const policy = { logKeys: [formatVerifierKey(other.public)] };
    expect(await verifyProof(text, testEntry(123), policy)).toMatchObject({ code: "unknown-signer" });
  });
});

describe("a signed note", () => {
  test("is signed so that another implementation of Ed25519 accepts it", async () => {
    const key = await makeSigningKey("example.com/x");
    const { text, signatures } = parseNote(signNote("hello\n\nworld\n", [key]));
    expect(text).toBe("hello\n\nworld\n");
    const jwk = { kty: "OKP", crv: "Ed25519", x: Buffer.from(key.public.publicKey).toString("base64url") };
    const publicKey = createPublicKey({ key: jwk, format: "jwk" });
    expect(verify(null, Buffer.from(text), publicKey, signatures[0]!.signature)).toBe(true);
  });

  test("names its key like Go's note package does", async () => {
    // Seed and expected line follow from RFC 8032 §7.1, test 1, and the formula of C2SP signed-note.
    const seed = Buffer.from("9d61b19deffd5a60ba844af492ec2cc44449c5697b326919703bac031cae7f60", "hex");
    const key = await makeSigningKey("example.com/x", seed);
    const publicKey = "d75a980182b10ab7d54bfed3c964073a0ee172f3daa62325af021a68f707511a";
    expect(Buffer.from(key.public.publicKey).toString("hex")).toBe(publicKey);
    const line = formatVerifierKey(key.public);
    expect(line).toMatch(/^example\.com\/x\+[0-9a-f]{8}\+AddamAGCsQq31Uv\+08lkBzoO4XLz2qYjJa8CGmj3B1Ea$/);
    expect(await parseVerifierKey(line)).toEqual(key.public);
    for (const bad of [line.slice(1), line.slice(0, -1), line.replace("+", " "), "", `${line}=`]) {
      await expect(parseVerifierKey(bad)).rejects.toMatchObject({ code: "malformed" });
    }
  });

  test("is refused with control characters, without signatures, or with a changed one", () => {
    for (const text of [
      "x\n",
      "x\n\n",
      "x\r\n\n— a AAAAAAAA\n",
      "x\n\n— a AAAAAAAA",
      "x\n\n- a AAAAAAAA\n",
      "x\n\n— a AAAAAAA\n",
    ]) {
      expect(() => parseNote(text)).toThrow(expect.objectContaining({ code: "malformed" }));
    }
  });
});

describe("the keys of a log", () => {
  test("can be followed from a trusted one through rotations, but not across a lost one", async () => {
    const rotated = { storage: log.storage.copy(), keys: log.keys.copy() };
    const ledger = await openTestLog(rotated, 9);
    await ledger.rotateKey();
    const newProof = await ledger.reader().prove(123);
    await ledger.close();
    const notes = await Promise.all(
      ["key/0", "key/1"].map(async (path) => new TextDecoder().decode((await rotated.storage.read(path))!)),
    );
    const { keys } = await readKeyChain(notes);
    const old = await parseVerifierKey(keyLine);
    const newKey = keys[1]!.key;
    expect(await verifyProof(newProof, testEntry(123), { logKeys: [old] })).toMatchObject({
      code: "unknown-signer",
    });
    const trusted = followKeys(keys, [old]);
    expect(await verifyProof(newProof, testEntry(123), { logKeys: trusted })).toMatchObject({ proved: true });
    expect(await verifyProof(proof, testEntry(123), { logKeys: trusted })).toMatchObject({ proved: true });
    expect(followKeys([keys[0]!, { key: newKey, endorsed: false }], [old])).toEqual([old]);
    expect(followKeys(keys, [newKey])).toEqual([newKey]);
  });

  test("are refused where an endorsement is missing", async () => {
    const stranger: SigningKey = await makeSigningKey(testOrigin);
    const first = new TextDecoder().decode((await log.storage.read("key/0"))!);
    const { keys } = await readKeyChain([first]);
    const { formatKeyText } = await import("./key-chain.ts");
    const text = formatKeyText(testOrigin, 1, stranger.public, { key: keys[0]!.key, lost: false });
    await expect(readKeyChain([first, signNote(text, [stranger])])).rejects.toMatchObject({
      code: "bad-signature",
    });
  });
});

test("the verifier needs neither Node nor any dependency", () => {
  const seen = new Set<string>();
  const follow = (path: string): void => {
    if (seen.has(path)) return;
    seen.add(path);
    const source = readFileSync(path, "utf8");
    for (const [, target = ""] of source.matchAll(/(?:from|import\()\s*"([^"]+)"/g)) {
      expect(target, `${path} imports ${target}`).toMatch(/^\.{1,2}\//);
      follow(join(path, "..", target));
    }
    expect(source).not.toMatch(/\b(?:Buffer|process|require)\b[.(]/);
  };
  follow(join(import.meta.dirname, "index.ts"));
  expect(seen.size).toBeGreaterThan(5);
  expect(readdirSync(import.meta.dirname).filter((name) => !name.endsWith(".test.ts")).length).toBe(
    seen.size - 1,
  );
});
