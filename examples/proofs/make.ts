/**
 * Makes the proof bundles of this folder: `node examples/proofs/make.ts`. The same script gives the same bytes everywhere, so its signing key
 * is known to everybody and vouches for nothing; in all else they are as `cleartitle prove` writes them.
 */
import { createHash, createPrivateKey, createPublicKey, sign, type KeyObject } from "node:crypto";
import { readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";

import { canonicalJson, commit } from "@cleartitle/ledger/records";
import {
  formatBundle,
  formatKeyText,
  formatNote,
  formatProof,
  formatTreeHead,
  formatVerifierKey,
  hashLeaf,
  makeVerifierKey,
  type VerifierKey,
} from "@cleartitle/ledger/verify";

const origin = "example.com/ledger";
const time = { basis: "live", happened: null, recorded: "2026-11-22T10:00:00.000Z" };
const corpus = { digest: `sha256:${digest("example corpus").toString("hex")}`, version: "0.1.0" };

/** File names with their texts. */
export async function makeProofs(): Promise<ReadonlyMap<string, string>> {
  const picture = await readFile(join(import.meta.dirname, "../a1111-sdxl.png"));
  const by = commit("by", "Ada Example", digest("salt of by"));
  const revenue = commit("privateFacts", { "holder.revenue-usd": 40_000 }, digest("salt of the revenue"));
  const entry = recordOf("decision", "00000000-0000-4000-8000-000000000002", {
    body: {
      corpus,
      duties: [{ code: "licence.use-restrictions", met: false, phase: "with" }],
      engine: "cleartitle 0.1.0",
      on: "2026-11-22",
      parties: ["sdxl-1.0", "creativeml-openrail-pp-m"],
      question: { facts: {}, made: { chain: [{ model: "sdxl-1.0" }] } },
      rules: ["creativeml-openrail-pp-m-commercial"],
      subject: { height: 512, sha256: createHash("sha256").update(picture).digest("hex"), width: 512 },
      use: "merchandise",
      verdict: "conditional",
    },
    private: { by: by.digest, privateFacts: revenue.digest },
  });
  const before = recordOf("corpus", "00000000-0000-4000-8000-000000000001", { body: corpus, private: {} });
  const [left, right] = [await hashLeaf(before), await hashLeaf(entry)];
  const root = createHash("sha256").update(Uint8Array.of(1)).update(left).update(right).digest();
  const [key, other] = [await makeKey("example"), await makeKey("another example")];
  const head = signed(formatTreeHead({ origin, size: 2, root }), key);
  const bundle = formatBundle({
    entry,
    proof: formatProof(1, [left], head),
    keyNotes: [signed(formatKeyText(origin, 0, key.verifier, null), key)],
    disclosures: [by.opening],
  });
  const changed = Buffer.from(entry.toString().replace('"verdict":"conditional"', '"verdict":"allowed"'));
  return new Map([
    ["picture.proof.json", bundle],
    ["tampered.proof.json", bundle.replace(entry.toString("base64"), changed.toString("base64"))],
    ["key.txt", `${formatVerifierKey(key.verifier)}\n`],
    ["other-key.txt", `${formatVerifierKey(other.verifier)}\n`],
  ]);
}

interface ExampleKey {
  readonly secret: KeyObject;
  readonly verifier: VerifierKey;
}

function digest(text: string): Buffer {
  return createHash("sha256").update(`cleartitle: ${text}`).digest();
}

function recordOf(kind: string, id: string, more: { readonly body: object; readonly private: object }): Buffer {
  return Buffer.from(canonicalJson({ format: "cleartitle/record", id, kind, time, version: 1, ...more }));
}

/** An Ed25519 key from a text (RFC 8410 §7: the bytes that stand before the seed). */
async function makeKey(name: string): Promise<ExampleKey> {
  const der = Buffer.concat([Buffer.from("302e020100300506032b657004220420", "hex"), digest(name)]);
  const secret = createPrivateKey({ key: der, format: "der", type: "pkcs8" });
  const raw = Buffer.from(createPublicKey(secret).export({ format: "jwk" }).x ?? "", "base64url");
  return { secret, verifier: await makeVerifierKey(origin, 1, raw) };
}

function signed(text: string, { secret, verifier }: ExampleKey): string {
  const signature = new Uint8Array(sign(null, Buffer.from(text), secret));
  return formatNote({ text, signatures: [{ name: verifier.name, id: verifier.id, signature }] });
}

if (import.meta.main) {
  for (const [name, text] of await makeProofs()) await writeFile(join(import.meta.dirname, name), text);
}
