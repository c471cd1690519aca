import { createHash } from "node:crypto";
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

import { afterAll, describe, expect, test } from "vitest";

import { bundleOf, recordWith } from "../../testing/bundle-of.ts";
import { runCommand } from "../../testing/run-command.ts";

const folder = mkdtempSync(join(tmpdir(), "verify-"));
afterAll(() => rmSync(folder, { recursive: true, force: true }));
const bundle = join(folder, "a.proof.json");
const page = join(folder, "check.html");

describe("verify", () => {
  test("takes a key that was mistyped for that, and says nothing of the bundle", async () => {
    const { text, keys } = await bundleOf(recordWith("note", { about: "x" }));
    writeFileSync(bundle, text);
    const { status, out, err } = await runCommand(["verify", bundle, "--key", keys[0]!.slice(0, -1)]);
    expect({ status, out }).toEqual({ status: 2, out: "" });
    expect(err).toMatch(/^cleartitle: --key: .*Copy the whole line.*nothing was checked\.\n$/);
    expect((await runCommand(["verify", bundle, "--key", keys[0]!])).status).toBe(0);
  });

  test("without anything to do says what it takes", async () => {
    expect(await runCommand(["verify"])).toMatchObject({
      status: 2,
      err: expect.stringMatching(/file of a proof.*--page FILE/) as string,
    });
  });
});

describe("verify --page", () => {
  test("writes the page, says its SHA-256, and checks a bundle beside it", async () => {
    const written = await runCommand(["verify", bundle, "--page", page]);
    expect(written.status).toBe(0);
    expect(written.out).toMatch(/^Proved: /);
    const text = readFileSync(page, "utf8");
    expect(written.err).toContain(createHash("sha256").update(text).digest("hex"));
    const alone = await runCommand(["verify", "--page", "-"]);
    expect(alone).toMatchObject({ status: 0, out: text });
  });

  test("tells where it was to go, and no bundle's answer is mixed into it", async () => {
    const place = join(folder, "none", "check.html");
    expect((await runCommand(["verify", "--page", place])).err).toMatch(/there is no such folder/);
    expect(existsSync(place)).toBe(false);
    const both = await runCommand(["verify", bundle, "--page", "-"]);
    expect(both).toMatchObject({ status: 2, out: "" });
    expect(both.err).toMatch(/name a file for the page/);
  });
});
