import { X509Certificate } from "node:crypto";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

import { afterAll, beforeAll, describe, expect, test } from "vitest";

import { hasOpenssl, startAuthority, type Authority } from "../testing/time-stamp-authority.ts";
import { runCommand } from "../testing/run-command.ts";
import { checkToken } from "./check-token.ts";
import { readDer, writeDer, writeInteger } from "./der.ts";
import { requestTimeStamp } from "./request-time-stamp.ts";

const data = Buffer.from("a signed head\n");

test("integers and lengths are written as DER wants them", () => {
  expect(Buffer.from(writeInteger(Uint8Array.of(0, 0, 0x80))).toString("hex")).toBe("02020080");
  expect(Buffer.from(writeInteger(Uint8Array.of(0))).toString("hex")).toBe("020100");
  expect(
    Buffer.from(writeDer(4, new Uint8Array(200)))
      .toString("hex")
      .slice(0, 6),
  ).toBe("0481c8");
  expect(readDer(writeDer(4, new Uint8Array(70_000))).content).toHaveLength(70_000);
});

describe.skipIf(!hasOpenssl)("a time stamp of openssl", () => {
  let authority: Authority;
  let roots: readonly X509Certificate[];
  beforeAll(async () => {
    authority = await startAuthority();
    roots = [new X509Certificate(readFileSync(authority.roots))];
  });
  afterAll(async () => authority.close());

  test("is asked for, checked and traced to its root; openssl agrees", async () => {
    const given = await requestTimeStamp(authority.url, data, roots);
    expect(given).toMatchObject({
      authority: "Test Authority",
      trust: "trusted",
      policy: "1.3.6.1.4.1.99999.1",
    });
    expect(Math.abs(Date.parse(given.time) - Date.now())).toBeLessThan(60_000);
    expect(authority.check(data, given.token)).toMatch(/OK/);
    expect(checkToken(given.token, { data }).trust).toBe("unchecked");
  });

  test("does not hold for other data, another request or another root", async () => {
    const { token } = await requestTimeStamp(authority.url, data);
    expect(() => checkToken(token, { data: Buffer.from("a signed heaD\n") })).toThrow(/over other data/);
    expect(() => checkToken(token, { data, nonce: Uint8Array.of(1) })).toThrow(/nonce/);
    const other = await startAuthority();
    const strange = [new X509Certificate(readFileSync(other.roots))];
    await other.close();
    expect(() => checkToken(token, { data, roots: strange })).toThrow(/does not lead to a root/);
  });

  test("with any changed bit either fails with words or says the same", async () => {
    const { token, time, authority: name } = await requestTimeStamp(authority.url, data);
    let refused = 0;
    for (let at = 0; at < token.length; at += 1) {
      const changed = Uint8Array.from(token);
      changed[at] = changed[at]! ^ 0x04;
      try {
        expect(checkToken(changed, { data, roots })).toMatchObject({ time, authority: name });
      } catch (error) {
        expect(error).toMatchObject({ name: "CleartitleError", code: "time-stamp" });
        refused += 1;
      }
    }
    // What is not signed (versions, the list of digests, the issuer's name in the signer's id) may change; the rest may not.
    expect(refused).toBeGreaterThan(token.length * 0.8);
  });

  test("with another signature, or with another text under the signature, does not hold", async () => {
    const { token } = await requestTimeStamp(authority.url, data);
    const forged = Uint8Array.from(token);
    forged[forged.length - 1] = forged.at(-1)! ^ 1;
    expect(() => checkToken(forged, { data })).toThrow(/signature does not fit/);
    const text = Buffer.from(token);
    // The year of the time: what everybody who forges a time stamp would change.
    const year = text.indexOf(`${new Date().getUTCFullYear()}`);
    text.write("1999", year);
    expect(() => checkToken(text, { data })).toThrow(/changed after signing|signature does not fit/);
  });

  test("cut short anywhere is refused with words", async () => {
    const { token } = await requestTimeStamp(authority.url, data);
    for (let length = 0; length < token.length; length += 1)
      expect(() => checkToken(token.subarray(0, length), { data })).toThrow(
        expect.objectContaining({ code: "time-stamp" }) as Error,
      );
  });

  test("whose answer is a refusal, garbage, an old one or an error says so", async () => {
    let old: Uint8Array | null = null;
    const keep = authority.answer;
    authority.answer = (given): Uint8Array => (old = given);
    await requestTimeStamp(authority.url, data);
    authority.answer = (): Uint8Array | null => old;
    await expect(requestTimeStamp(authority.url, data)).rejects.toThrow(/nonce/);
    authority.answer = (): Uint8Array => Buffer.from("<html>");
    await expect(requestTimeStamp(authority.url, data)).rejects.toThrow(/RFC 3161/);
    authority.answer = (): Uint8Array => writeDer(0x30, writeDer(0x30, writeInteger(Uint8Array.of(2))));
    await expect(requestTimeStamp(authority.url, data)).rejects.toThrow(/refused.*status 2/);
    authority.answer = (): null => null;
    await expect(requestTimeStamp(authority.url, data)).rejects.toThrow(/status 500/);
    authority.answer = (): Uint8Array => new Uint8Array(300_000);
    await expect(requestTimeStamp(authority.url, data)).rejects.toThrow(/more than/);
    authority.answer = keep;
    await expect(requestTimeStamp("http://127.0.0.1:1/", data)).rejects.toThrow(/cannot be reached/);
    await expect(requestTimeStamp("ftp://x", data)).rejects.toThrow(/https:\/\//);
  });

  test.each([
    ["RSA", ["-algorithm", "RSA", "-pkeyopt", "rsa_keygen_bits:2048"]],
    ["P-384", ["-algorithm", "EC", "-pkeyopt", "ec_paramgen_curve:P-384"]],
  ])("with a key of the kind %s holds too", async (_name, key) => {
    const other = await startAuthority(key);
    const trusted = [new X509Certificate(readFileSync(other.roots))];
    expect((await requestTimeStamp(other.url, data, trusted)).trust).toBe("trusted");
    await other.close();
  });

  test("goes into the proofs of what it covers, and is checked with them", async () => {
    const folder = mkdtempSync(join(tmpdir(), "stamped-"));
    const environment = {
      CLEARTITLE_KEYS: join(folder, "keys"),
      CLEARTITLE_LEDGER: join(folder, "ledger"),
      LANG: "C.UTF-8",
    };
    const run = async (...args: readonly string[]): ReturnType<typeof runCommand> =>
      runCommand(args, "", environment);
    const example = (name: string): string => join(import.meta.dirname, "../../../../examples", name);
    const bundle = (name: string): string => join(folder, `${name}.json`);
    expect((await run("record", example("photo.jpg"))).status).toBe(1);
    const stamped = await run("ledger", "timestamp", "--tsa", authority.url, "--tsa-roots", authority.roots);
    expect(stamped).toMatchObject({ status: 0 });
    expect(stamped.out).toMatch(
      /^Test Authority says: the head over \d+ entries existed by .*root that you trust\.$/m,
    );
    // What is recorded afterwards is under a later head, which nobody stamped.
    await run("record", example("midjourney.png"));
    await run("prove", example("photo.jpg"), "-o", bundle("photo"));
    await run("prove", example("midjourney.png"), "-o", bundle("midjourney"));
    const told = async (name: string, ...args: readonly string[]): Promise<Record<string, unknown>> =>
      JSON.parse((await run("verify", bundle(name), "--json", ...args)).out) as Record<string, unknown>;
    expect(await told("photo", "--tsa-roots", authority.roots)).toMatchObject({
      proved: true,
      timeStamp: { holds: true, trust: "trusted", authority: "Test Authority" },
    });
    expect(await told("photo")).toMatchObject({
      proved: true,
      timeStamp: { holds: true, trust: "unchecked" },
    });
    expect(await told("midjourney")).toMatchObject({ proved: true, timeStamp: null });
    // The stamp of one record put beside another proves nothing about it.
    const [photo, other] = ["photo", "midjourney"].map(
      (name) => JSON.parse(readFileSync(bundle(name), "utf8")) as { attachments: Record<string, unknown> },
    );
    other!.attachments["timeStamp"] = photo!.attachments["timeStamp"];
    writeFileSync(bundle("midjourney"), JSON.stringify(other));
    expect(await told("midjourney")).toMatchObject({ proved: true, timeStamp: { holds: false } });
    const words = async (...args: readonly string[]): Promise<readonly (string | undefined)[]> =>
      (await run("verify", bundle("photo"), ...args)).out.replaceAll(/\s+/g, " ").split("Not proved:");
    expect((await words("--tsa-roots", authority.roots))[0]).toContain("It existed by");
    const [proved, notProved] = await words();
    expect(proved).not.toContain("existed by");
    expect(notProved).toContain('a time stamp in the name of "Test Authority"');
    expect((await run("ledger", "verify")).status).toBe(0);
    rmSync(folder, { recursive: true, force: true });
  });
});
