import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, describe, expect, test } from "vitest";
import { fromBytes } from "../bytes/byte-source.ts";
import type { CredentialFindings } from "../credential-reader.ts";
import { createCredentialReader } from "./create-credential-reader.ts";
import { locateStore } from "./testing/locate-store.ts";

interface Expected {
  readonly c2pa_valid: boolean | null;
  readonly c2pa_claim_generator: string | null;
  readonly c2pa_signer?: { readonly issuer: string };
  readonly c2pa_software_agents?: readonly string[];
  readonly digital_source_type: string | null;
  readonly models: readonly { readonly name: string }[];
}

interface Entry {
  readonly path: string;
  readonly category: string;
  readonly expected: Expected;
}

const folder = join(import.meta.dirname, "../../../../../shared/images");
const present = existsSync(join(folder, "manifest.jsonl"));
const entries: readonly Entry[] = present
  ? readFileSync(join(folder, "manifest.jsonl"), "utf8")
      .trim()
      .split("\n")
      .map((line): Entry => JSON.parse(line))
  : [];
const signed = entries.filter(({ expected }) => expected.c2pa_valid !== null);
const reader = createCredentialReader({ now: () => new Date("2026-11-22T00:00:00Z") });
afterAll(() => reader.close());

function read(path: string): Promise<CredentialFindings> {
  const bytes = new Uint8Array(readFileSync(join(folder, path)));
  return reader.read(fromBytes(bytes), locateStore(bytes));
}

/** Skipped where the folder of real images is not beside the checkout. */
describe.skipIf(!present)("real images", () => {
  test("there are some", () => expect(signed.length).toBeGreaterThan(20));

  test.each(signed)("$path", async ({ path, expected }) => {
    const { contentCredentials } = await read(path);
    expect(contentCredentials.integrity).toBe(expected.c2pa_valid ? "valid" : "invalid");
  });

  test.each(signed.filter(({ expected }) => expected.c2pa_valid))(
    "what $path says",
    async ({ path, category, expected }) => {
      const { contentCredentials, findings } = await read(path);
      expect(contentCredentials.claimGenerator).toBe(expected.c2pa_claim_generator);
      expect(contentCredentials.signer).toBe(expected.c2pa_signer?.issuer);
      const agents = contentCredentials.actions.map((action) => action.softwareAgent);
      expect(agents).toEqual(expect.arrayContaining([...(expected.c2pa_software_agents ?? [])]));
      expect(findings.some((finding) => finding.ai)).toBe(category === "positive");
      const models = new Set(findings.flatMap((finding) => finding.models ?? []).map((model) => model.name));
      expect([...models]).toEqual(expected.models.map((model) => model.name));
      const types = findings.flatMap((finding) => finding.digitalSourceTypes ?? []).map((type) => type.value);
      const wanted = expected.digital_source_type?.split("/").at(-1);
      expect(types).toEqual(expect.arrayContaining(wanted === undefined ? [] : [wanted]));
    },
  );

  test("nothing else is taken for Content Credentials, and nothing fails", async () => {
    const found: string[] = [];
    for (const { path } of entries.filter(({ expected }) => expected.c2pa_valid === null)) {
      const { contentCredentials } = await read(path);
      if (contentCredentials.state !== "absent") found.push(path);
    }
    expect(found).toEqual([]);
  });
});
