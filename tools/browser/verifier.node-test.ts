/** The verifier in a browser: headless Chromium is asked about real bundles, good and bad, and answers as Node does, field for field. */
import assert from "node:assert/strict";
import { generateKeyPairSync, sign, type KeyObject } from "node:crypto";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { after, before, describe, test } from "node:test";
import { gzipSync } from "node:zlib";

import { formatVerifierKey, makeVerifierKey, parseProof } from "@cleartitle/ledger/verify";
import { bundleOf, recordWith } from "cleartitle/node-testing";
import type { Page } from "playwright-core";

import { bundleForBrowser } from "../build/bundle-for-browser.ts";
import { noChromium, openTestBrowser, type TestBrowser } from "./headless-chromium.ts";
import { answersTo, type Trusted } from "./verifier-in-page.ts";

/** What the script of the page puts there. */
type InPage = { readonly answersTo: typeof answersTo };

const decision = recordWith("decision", { verdict: "allowed", use: "merchandise", note: "«Ä» 図 🖼" });
const made = await bundleOf(decision, { shown: { by: "Ada Örn" }, closed: { privateFacts: { revenue: 5 } } });
const ours: Trusted = { keys: made.keys };

test("the verifier is as small as the README of the ledger says", async () => {
  const packages = join(import.meta.dirname, "../../packages");
  const code = await bundleForBrowser(join(packages, "cleartitle/src/verify/index.ts"));
  const said = /one file of (\d+) KB \((\d+) KB compressed\)/.exec(
    readFileSync(join(packages, "ledger/README.md"), "utf8"),
  );
  assert.deepEqual(
    [code.length, gzipSync(code).length].map((bytes) => Math.round(bytes / 1000)),
    [Number(said?.[1]), Number(said?.[2])],
  );
});

describe("the verifier in headless Chromium", { skip: noChromium }, () => {
  let browser: TestBrowser;
  let page: Page;
  before(async () => {
    const script = await bundleForBrowser(join(import.meta.dirname, "verifier-in-page.ts"));
    browser = await openTestBrowser((path) => {
      if (path === "/") return ["text/html", '<!doctype html><script type="module" src="v.js"></script>'];
      return path === "/v.js" ? ["text/javascript", script] : null;
    });
    page = await browser.context.newPage();
    await page.goto(browser.address);
    await page.waitForFunction(() => "answersTo" in globalThis);
  });
  after(async () => browser?.close());

  /** Asks both, holds the answers equal, and gives back what they say: `proved`, or the code. */
  async function ask(text: string, trusted: Trusted): Promise<string> {
    const there = await page.evaluate(
      async ([one, two]) => (globalThis as unknown as InPage).answersTo(one, two),
      [text, trusted] as const,
    );
    assert.equal(there, await answersTo(text, trusted));
    const [answer] = JSON.parse(there) as [{ proved: true; keys: string } | { proved: false; code: string }];
    return answer.proved ? `proved, ${answer.keys}` : answer.code;
  }

  test("proves a good bundle, with a key and without, and refuses it with another key", async () => {
    const { keys: strange } = await bundleOf(decision);
    assert.equal(await ask(made.text, ours), "proved, trusted");
    assert.equal(await ask(made.text, {}), "proved, own");
    assert.equal(await ask(made.text, { keys: strange }), "unknown-signer");
    assert.equal(await ask(made.text, { keys: ["no key"] }), "malformed");
  });

  test("says the same as Node of every tenth byte changed, and of a bundle cut anywhere", async () => {
    const codes = new Set<string>();
    for (let at = 0; at < made.text.length; at += 10) {
      const other = made.text[at] === "A" ? "B" : "A";
      codes.add(await ask(made.text.slice(0, at) + other + made.text.slice(at + 1), ours));
      assert.equal(await ask(made.text.slice(0, at), ours), "malformed");
    }
    for (const code of ["malformed", "not-in-log", "bad-signature", "not-disclosed"])
      assert.ok(codes.has(code), code);
  });

  test("opens the fields that are disclosed, and refuses one that was not recorded", async () => {
    const changed = made.text.replace("Ada Örn", "Eva Örn");
    assert.notEqual(changed, made.text);
    assert.equal(await ask(changed, ours), "not-disclosed");
  });

  test("follows the keys of a log through a rotation, from the oldest and from the newest", async () => {
    const { text, keys } = await bundleOf(decision, { rotated: true });
    const [oldest = "", newest = ""] = keys;
    assert.equal(await ask(text, { keys: [oldest] }), "proved, endorsed");
    assert.equal(await ask(text, { keys: [newest] }), "proved, trusted");
    const bundle = JSON.parse(text) as { keyNotes: string[] };
    const withoutNew = JSON.stringify({ ...bundle, keyNotes: bundle.keyNotes.slice(0, 1) });
    assert.equal(await ask(withoutNew, { keys: [oldest] }), "unknown-signer");
  });

  test("says of a time stamp that it is not checked there", async () => {
    const { text } = await bundleOf(decision, {
      attachments: { timeStamp: { proof: "x", token: "y", url: "z" } },
    });
    assert.equal(await ask(text, {}), "proved, own");
    const said = await page.evaluate(
      async (one) => (globalThis as unknown as InPage).answersTo(one, {}),
      text,
    );
    assert.match(said, /"timeStamp":\{"holds":"unchecked"\}/);
    assert.match(said, /it is not checked here/);
  });

  test("asks for the witnesses that one names, and refuses a cosignature that does not fit", async () => {
    const witness = generateKeyPairSync("ed25519");
    const { key, line } = await cosignature(made.text, witness, 1_790_000_000);
    const { key: another } = await cosignature(made.text, generateKeyPairSync("ed25519"), 1_790_000_000);
    const asked: Trusted = { ...ours, witnesses: [key] };
    assert.equal(await ask(made.text, asked), "not-witnessed");
    assert.equal(await ask(withSignature(made.text, line), asked), "proved, trusted");
    assert.equal(
      await ask(withSignature(made.text, line), { ...ours, witnesses: [key, another] }),
      "not-witnessed",
    );
    const forged = line.replace(/.{6}\n$/, (end) => `${end[0] === "A" ? "B" : "A"}${end.slice(1)}`);
    assert.equal(await ask(withSignature(made.text, forged), asked), "bad-signature");
  });
});

/** The signature line of a witness under the head of a bundle (C2SP tlog-cosignature), and the witness's public key. */
async function cosignature(
  text: string,
  { publicKey, privateKey }: { readonly publicKey: KeyObject; readonly privateKey: KeyObject },
  time: number,
): Promise<{ readonly key: string; readonly line: string }> {
  const { proof } = JSON.parse(text) as { proof: string };
  const signed = `cosignature/v1\ntime ${time}\n${parseProof(proof).checkpoint.note.text}`;
  const raw = Buffer.from(publicKey.export({ format: "jwk" }).x ?? "", "base64url");
  const key = await makeVerifierKey("witness.example", 4, raw);
  const seen = Buffer.alloc(8);
  seen.writeBigUInt64BE(BigInt(time));
  const signature = Buffer.concat([key.id, seen, sign(null, Buffer.from(signed), privateKey)]);
  return { key: formatVerifierKey(key), line: `— ${key.name} ${signature.toString("base64")}\n` };
}

function withSignature(text: string, line: string): string {
  const bundle = JSON.parse(text) as { proof: string };
  return JSON.stringify({ ...bundle, proof: bundle.proof + line });
}
