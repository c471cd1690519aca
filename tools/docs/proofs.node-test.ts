/** docs/proofs.md says what it says: every command in it is run, and prints what stands under it. */
import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { cpSync, mkdtempSync, readFileSync, rmSync, symlinkSync } from "node:fs";
import { tmpdir } from "node:os";
import { delimiter, join } from "node:path";
import { after, test } from "node:test";

import { makeProofs } from "../../examples/proofs/make.ts";
import { runShown, shownCommands } from "./console-blocks.ts";

const root = join(import.meta.dirname, "../..");
const work = mkdtempSync(join(tmpdir(), "docs-proofs-"));
after(() => rmSync(work, { recursive: true, force: true }));

/** Older ones cannot check Ed25519 over a file. */
const openssl = /^OpenSSL [3-9]/.test(spawnSync("openssl", ["version"], { encoding: "utf8" }).stdout ?? "");

test("the bundles are what the script makes, byte for byte", async () => {
  for (const [name, text] of await makeProofs())
    assert.equal(readFileSync(join(root, "examples/proofs", name), "utf8"), text, name);
});

test("every command prints what is shown", { skip: !openssl && "OpenSSL 3 is not installed" }, () => {
  cpSync(join(root, "examples"), work, { recursive: true });
  symlinkSync(join(root, "cleartitle"), join(work, "cleartitle"));
  const environment = {
    PATH: `${work}${delimiter}${process.env["PATH"] ?? ""}`,
    HOME: work,
    LANG: "C.UTF-8",
  };
  const shown = shownCommands(readFileSync(join(root, "docs/proofs.md"), "utf8"));
  assert.ok(shown.length > 20);
  for (const { command, output } of shown)
    assert.equal(runShown(command, join(work, "proofs"), environment), output, command);
});
