import { afterAll, describe, expect, test } from "vitest";
import { fromBytes } from "../bytes/byte-source.ts";
import { iTXt, pngChunk, tEXt } from "../testing/build-images.ts";
import type { CredentialFindings } from "../credential-reader.ts";
import { createCredentialReader } from "./create-credential-reader.ts";
import { join } from "./testing/der.ts";
import { locateStore } from "./testing/locate-store.ts";
import { created, sampleManifest } from "./testing/sample-manifests.ts";
import { signImage } from "./testing/sign-image.ts";
import { createTestSigner } from "./testing/test-certificate.ts";
import { tinyJpeg, tinyPng } from "./testing/tiny-images.ts";

const reader = createCredentialReader({ now: () => new Date("2026-11-22T00:00:00Z") });
afterAll(() => reader.close());
const signer = createTestSigner({
  subject: { organisation: "Kettle Works", commonName: "signer" },
  issuer: { organisation: "Some Authority", commonName: "Issuer 1" },
});
const definition = sampleManifest(7, "Kettle", [created("Kettle 2")]);

type Bytes = Uint8Array<ArrayBuffer>;
const read = (bytes: Bytes): Promise<CredentialFindings> => reader.read(fromBytes(bytes), locateStore(bytes));
const put = (bytes: Bytes, at: number, part: Uint8Array): Bytes =>
  join([bytes.subarray(0, at), part, bytes.subarray(at)]);
const signPng = (image: Bytes = tinyPng()): Promise<Bytes> =>
  signImage({ image, format: "image/png", definition, signer });
const signJpeg = (): Promise<Bytes> =>
  signImage({ image: tinyJpeg(), format: "image/jpeg", definition, signer });
const END = 12;
const HEAD = 33;
const segment = (marker: number, text: string): Uint8Array =>
  join([Uint8Array.of(0xff, marker, 0, text.length + 2), new TextEncoder().encode(text)]);
const added = tEXt("Comment", "a red kettle");

async function words(bytes: Bytes): Promise<string> {
  const { contentCredentials, findings } = await read(bytes);
  expect(contentCredentials).toMatchObject({ state: "invalid", integrity: "invalid" });
  expect(findings.every(({ strength }) => strength !== "signed")).toBe(true);
  return (contentCredentials.failures ?? []).map(({ message }) => message).join(" ");
}

const TEXT_ADDED = "Text was added after signing; the picture itself is as it was signed.";
const CHANGED = "The image was changed after it was signed.";

describe("text that was put into a signed file", () => {
  test.each<[string, () => Promise<Bytes>]>([
    ["behind the pixels of a PNG", async () => signPng().then((png) => put(png, png.length - END, added))],
    ["before its credentials", async () => signPng().then((png) => put(png, HEAD, added))],
    [
      "in two places",
      async () =>
        signPng().then((png) => put(put(png, png.length - END, iTXt("parameters", "x")), HEAD, added)),
    ],
    [
      "beside text that was signed",
      async () =>
        signPng(put(tinyPng(), HEAD, tEXt("Software", "Kettle"))).then((png) =>
          put(png, png.length - END, added),
        ),
    ],
    ["as a comment of a JPEG", async () => signJpeg().then((jpeg) => put(jpeg, 2, segment(0xfe, "kettle")))],
    [
      "as XMP of a JPEG",
      async () =>
        signJpeg().then((jpeg) => put(jpeg, 2, segment(0xe1, "http://ns.adobe.com/xap/1.0/\0<x/>"))),
    ],
  ])("%s is told as that", async (_, make) => {
    const said = await words(await make());
    expect(said).toContain(TEXT_ADDED);
    expect(said).not.toContain(CHANGED);
  });

  test.each<[string, (png: Bytes) => Bytes]>([
    [
      "a changed pixel beside it",
      (png) => {
        const changed = put(png, png.length - END, added);
        const at = Buffer.from(changed).indexOf("IDAT") + 20;
        changed[at] = changed[at]! ^ 1;
        return changed;
      },
    ],
    ["a chunk that a viewer draws by", (png) => put(png, HEAD, pngChunk("gAMA", Uint8Array.of(0, 0, 1, 0)))],
    [
      "a turned picture",
      (png) => put(png, HEAD, pngChunk("eXIf", new TextEncoder().encode("MM\0*\0\0\0\b"))),
    ],
  ])("%s is a change of the image", async (_, change) => {
    const said = await words(change(await signPng()));
    expect(said).toContain(CHANGED);
    expect(said).not.toContain(TEXT_ADDED);
  });
});
