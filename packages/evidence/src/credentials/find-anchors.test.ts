import { createHash } from "node:crypto";
import { expect, test } from "vitest";
import { findPinnedAnchors } from "./find-anchors.ts";
import { PINNED_ISSUERS } from "./pinned-issuers.ts";
import { join } from "./testing/der.ts";
import { createTestSigner } from "./testing/test-certificate.ts";

const { chain, anchor } = createTestSigner({ subject: { organisation: "A", commonName: "B" } });
const [leaf, issuer] = chain as [Uint8Array, Uint8Array];
const pinned = new Set([createHash("sha256").update(issuer).digest("hex")]);
const withoutBreaks = (pem: string): string => pem.replaceAll("\n", "");

// Certificates of Ed25519 can be shorter than 256 bytes; ours must have the two-byte length that vendors' have.
test("the sample is long enough", () => expect(issuer.length).toBeGreaterThan(259));

test("finds the pinned issuer and no other certificate", async () => {
  const store = join([new Uint8Array(100).fill(0x30), leaf, new Uint8Array(7), issuer, new Uint8Array(9)]);
  const found = await findPinnedAnchors(store, [{ start: 0, end: store.length }], pinned);
  expect(withoutBreaks(found)).toBe(withoutBreaks(anchor));
  expect(await findPinnedAnchors(store, [{ start: 0, end: store.length }])).toBe("");
});

test("joins the segments of a JPEG, whose headers repeat", async () => {
  const head = (sequence: number): Uint8Array => Uint8Array.of(0x4a, 0x50, 0, 1, 0, 0, 0, sequence);
  const box = new TextEncoder().encode("....jumb");
  const first = join([head(1), box, issuer.subarray(0, 150)]);
  const second = join([head(2), box, issuer.subarray(150)]);
  const file = join([first, Uint8Array.of(0xff, 0xeb, 0, 0), second]);
  const ranges = [
    { start: 0, end: first.length },
    { start: first.length + 4, end: file.length },
  ];
  expect(withoutBreaks(await findPinnedAnchors(file, ranges, pinned))).toBe(withoutBreaks(anchor));
  expect(await findPinnedAnchors(file, ranges.slice(0, 1), pinned)).toBe("");
});

test("a store full of lookalikes ends after so many", async () => {
  const lookalike = Uint8Array.of(0x30, 0x82, 0, 16, 0x30, 0x82);
  const store = join([...Array.from({ length: 100_000 }, () => lookalike), issuer]);
  expect(await findPinnedAnchors(store, [{ start: 0, end: store.length }], pinned)).toBe("");
});

test("every pin is a whole fingerprint, and none stands twice", () => {
  for (const { fingerprint } of PINNED_ISSUERS) expect(fingerprint).toMatch(/^[0-9a-f]{64}$/);
  expect(new Set(PINNED_ISSUERS.map((issuer) => issuer.fingerprint)).size).toBe(PINNED_ISSUERS.length);
});
