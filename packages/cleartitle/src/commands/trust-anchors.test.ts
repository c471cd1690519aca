import { copyFileSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { delimiter, join } from "node:path";

import { createTestSigner, signImage } from "@cleartitle/evidence/node-testing";
import { afterAll, beforeAll, expect, test } from "vitest";

import { Cleartitle } from "../cleartitle.ts";
import { runCommand } from "../testing/run-command.ts";

const folder = mkdtempSync(join(tmpdir(), "anchors-"));
const place = (name: string): string => join(folder, name);
const image = place("signed.png");
const signer = createTestSigner({
  subject: { organisation: "Studio of a test", commonName: "Studio" },
  issuer: { organisation: "Authority of a test", commonName: "Root" },
});
const other = createTestSigner({
  subject: { organisation: "Somebody else", commonName: "Else" },
  issuer: { organisation: "Another authority", commonName: "Root" },
});

beforeAll(async () => {
  copyFileSync(join(import.meta.dirname, "../../../../examples/a1111-sdxl.png"), place("plain.png"));
  const definition = {
    label: "urn:c2pa:5f1c8d1e-0c1a-4f7b-9d55-c1ea57717e99",
    instance_id: "xmp:iid:5f1c8d1e-0c1a-4f7b-9d55-c1ea57717e98",
    claim_generator_info: [{ name: "Studio" }],
    assertions: [
      {
        label: "c2pa.actions.v2",
        created: true,
        data: {
          actions: [
            {
              action: "c2pa.created",
              digitalSourceType: "http://cv.iptc.org/newscodes/digitalsourcetype/trainedAlgorithmicMedia",
            },
          ],
        },
      },
    ],
  };
  const bytes = new Uint8Array(readFileSync(place("plain.png")));
  writeFileSync(image, await signImage({ image: bytes, format: "image/png", signer, definition }));
  writeFileSync(place("one.pem"), signer.anchor);
  writeFileSync(
    place("many.pem"),
    `# a list\n${other.anchor}\nsome words\r\n${signer.anchor.replaceAll("\n", "\r\n")}`,
  );
  writeFileSync(place("other.pem"), other.anchor);
  writeFileSync(
    place("one.der"),
    Buffer.from(signer.anchor.replaceAll(/-----[A-Z ]+-----|\s/g, ""), "base64"),
  );
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

async function stateOf(args: readonly string[], environment = {}): Promise<string> {
  const { out } = await runCommand(args, "", { LANG: "C.UTF-8", ...environment });
  const read = JSON.parse(out) as { readonly [name: string]: unknown };
  const [first] = Array.isArray(read) ? (read as readonly (typeof read)[]) : [read];
  const evidence = (first?.["evidence"] ?? first) as {
    readonly contentCredentials: { readonly state: string };
  };
  return evidence.contentCredentials.state;
}

test("an issuer that the person trusts makes a file valid, and nobody else's", async () => {
  for (const command of ["inspect", "check", "explain"]) {
    expect(await stateOf([command, image, "--json"])).toBe("untrusted");
    for (const file of ["one.pem", "many.pem", "one.der"])
      expect(await stateOf([command, image, "--json", "--trust-anchors", place(file)])).toBe("valid");
    expect(await stateOf([command, image, "--json", "--trust-anchors", place("other.pem")])).toBe(
      "untrusted",
    );
  }
  const both = ["--trust-anchors", place("other.pem"), "--trust-anchors", place("one.pem")];
  expect(await stateOf(["inspect", image, "--json", ...both])).toBe("valid");
});

test("the environment may name them, and standard error says which they are", async () => {
  const everywhere = { CLEARTITLE_TRUST_ANCHORS: [place("other.pem"), place("one.pem")].join(delimiter) };
  expect(await stateOf(["check", image, "--json"], everywhere)).toBe("valid");
  const { err } = await runCommand(["inspect", image], "", { LANG: "C.UTF-8", ...everywhere });
  expect(err).toBe(`Issuers trusted besides the pinned ones: ${place("other.pem")}, ${place("one.pem")}.\n`);
  expect((await runCommand(["inspect", image])).err).toBe("");
});

test("review and record take them too, and the next command to paste keeps them", async () => {
  const ledger = ["--ledger", place("ledger")];
  const trusting = ["--trust-anchors", place("one.pem")];
  const recorded = await runCommand(["record", image, ...ledger, ...trusting, "--json"]);
  expect(recorded.err).toContain("Issuers trusted besides the pinned ones");
  expect(JSON.parse(recorded.out)).toMatchObject([{ record: expect.any(Number) as number }]);
  expect((await runCommand(["review", image, ...trusting])).err).toContain("Issuers trusted");
  const folderOf = await runCommand(["check", image, place("plain.png"), ...trusting]);
  expect(folderOf.out.replaceAll(/\s+/g, " ")).toContain(`--trust-anchors ${place("one.pem")}`);
});

test("a cache forgets what it knew of Content Credentials where others are trusted, and only that", async () => {
  const cached = ["inspect", image, "--json", "--cache", place("one.cache")];
  expect(await stateOf(cached)).toBe("untrusted");
  expect(await stateOf([...cached, "--trust-anchors", place("one.pem")])).toBe("valid");
  expect(await stateOf(cached)).toBe("untrusted");
});

test("a file without a certificate ends with status 2 and says what it is", async () => {
  writeFileSync(place("words.pem"), "no certificate");
  writeFileSync(place("empty.pem"), "");
  writeFileSync(place("key.pem"), "-----BEGIN PRIVATE KEY-----\nMC4CAQ==\n-----END PRIVATE KEY-----\n");
  writeFileSync(place("broken.pem"), "-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----\n");
  const wrong: Readonly<Record<string, string>> = {
    "words.pem": "holds no certificate as PEM.",
    "empty.pem": "holds no certificate as PEM.",
    "key.pem": "holds no certificate as PEM, but something else: private key.",
    "broken.pem": "holds a certificate that cannot be read.",
    "gone.pem": "does not exist; check the spelling, and quote names with blanks.",
  };
  for (const [file, message] of Object.entries(wrong))
    for (const command of ["inspect", "check", "explain", "review", "record"]) {
      const { status, out, err } = await runCommand([command, image, "--trust-anchors", place(file)]);
      expect([status, out, err]).toEqual([2, "", `cleartitle: ${place(file)} ${message}\n`]);
    }
});

test("the library takes them as text, and the path of a file in their place is an error", async () => {
  const open = (anchors: string): Promise<Cleartitle> => Cleartitle.open({ anchors });
  const cleartitle = await open(signer.anchor);
  expect((await cleartitle.inspect(image)).contentCredentials.state).toBe("valid");
  await cleartitle.close();
  await expect(open(place("one.pem"))).rejects.toMatchObject({
    code: "usage",
    message: expect.stringContaining("anchors takes certificates as PEM text, not ") as string,
  });
});
