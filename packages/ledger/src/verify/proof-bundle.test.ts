import { createHash } from "node:crypto";
import { afterEach, describe, expect, test, vi } from "vitest";
import { MemoryStorage } from "../storage/memory-storage.ts";
import { openTestLog } from "../testing/memory-log.ts";
import { concatenate, utf8 } from "./bytes.ts";
import { commitmentHeader } from "./disclosure.ts";
import { findCryptoGap, formatBundle, verifyBundle } from "./index.ts";

/** A bundle over an entry that its writer made up, with one field that it commits to. */
async function bundleOver(field: string, json: string): Promise<string> {
  const salt = new Uint8Array(32);
  const digest = createHash("sha256")
    .update(concatenate(utf8(commitmentHeader), salt, utf8(`${field}\n${json}`)))
    .digest("hex");
  const entry = utf8(`{"private":{${JSON.stringify(field)}:"${digest}"}}`);
  const storage = new MemoryStorage();
  const ledger = await openTestLog({ storage, keys: new MemoryStorage() });
  const { index } = await ledger.append(entry);
  await ledger.checkpoint();
  const keyNotes = [new TextDecoder().decode((await storage.read("key/0"))!)];
  const proof = await ledger.reader().prove(index);
  await ledger.close();
  const disclosures = [{ field, salt: Buffer.from(salt).toString("base64"), json }];
  return formatBundle({ entry, proof, keyNotes, disclosures });
}

describe("a bundle of somebody who commits to what they like", () => {
  test("is refused where a disclosed value is not JSON, and nothing is thrown", async () => {
    expect(await verifyBundle(await bundleOver("by", "{"))).toMatchObject({
      proved: false,
      code: "not-disclosed",
      message: 'the value shown for "by" is not JSON',
    });
  });

  test("shows a field whatever it is called", async () => {
    const answer = await verifyBundle(await bundleOver("__proto__", '"Ada"'));
    expect(answer.proved && Object.entries(answer.disclosed)).toEqual([["__proto__", "Ada"]]);
  });

  test("with a key that the place does not take is refused, and nothing is thrown", async () => {
    const bundle = await bundleOver("by", '"Ada"');
    vi.spyOn(crypto.subtle, "importKey").mockRejectedValue(new DOMException("no point", "DataError"));
    expect(await verifyBundle(bundle)).toMatchObject({ proved: false, code: "bad-signature" });
  });
});

describe("what a place can check", () => {
  test("is all of it here", async () => {
    expect(await findCryptoGap()).toBeNull();
  });

  test("is said where WebCrypto, or Ed25519 in it, is missing or answers wrongly", async () => {
    const subtle = vi.spyOn(crypto.subtle, "verify").mockResolvedValue(true);
    expect(await findCryptoGap()).toBe("no-ed25519");
    subtle.mockRestore();
    vi.spyOn(crypto.subtle, "importKey").mockRejectedValue(new DOMException("", "NotSupportedError"));
    expect(await findCryptoGap()).toBe("no-ed25519");
    vi.stubGlobal("crypto", {});
    expect(await findCryptoGap()).toBe("no-web-crypto");
    vi.stubGlobal("crypto", undefined);
    expect(await findCryptoGap()).toBe("no-web-crypto");
  });
});

afterEach(() => {
  vi.restoreAllMocks();
  vi.unstubAllGlobals();
});
