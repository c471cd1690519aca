/** A witness as a second party runs it, a process at a time: it cosigns, dies, comes back, and finds out who rewrote a log. */
import assert from "node:assert/strict";
import { spawn, type ChildProcess } from "node:child_process";
import { once } from "node:events";
import { copyFileSync, cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, test } from "node:test";

import { cli, runProcess, type Ran } from "./testing/run-process.ts";

const image = join(import.meta.dirname, "../../../examples/a1111-sdxl.png");
const folder = mkdtempSync(join(tmpdir(), "witness-command-"));
after(() => rmSync(folder, { recursive: true, force: true }));

const environment = (home: string): Record<string, string | undefined> => ({
  PATH: process.env["PATH"],
  HOME: join(folder, home),
  LANG: "C.UTF-8",
});

function run(at: string, ...args: readonly string[]): Ran {
  const cwd = join(folder, at);
  mkdirSync(cwd, { recursive: true });
  return runProcess(cwd, args, { env: environment("home") });
}

/** Starts the witness and waits for the line that says who and where it is. */
async function witness(...args: readonly string[]): Promise<{ child: ChildProcess; line: string }> {
  mkdirSync(join(folder, "counsel"), { recursive: true });
  const child = spawn(process.execPath, [cli, "ledger", "witness", "--port", "0", ...args], {
    cwd: join(folder, "counsel"),
    env: environment("counsel-home"),
    stdio: ["ignore", "pipe", "pipe"],
  });
  let out = "";
  let err = "";
  child.stderr.setEncoding("utf8").on("data", (text: string) => (err += text));
  for await (const text of child.stdout.setEncoding("utf8") as AsyncIterable<string>) {
    out += text;
    if (out.includes("\n")) break;
  }
  assert.match(out, /^witness \S+ \S+ http:\/\/127\.0\.0\.1:\d+\/\n/, err);
  return { child, line: out.slice(0, out.indexOf("\n")) };
}

async function end(child: ChildProcess, signal: NodeJS.Signals): Promise<number | null> {
  const closed = once(child, "exit");
  child.kill(signal);
  const [status] = (await closed) as [number | null];
  return status;
}

test("a log is witnessed, proofs carry it, and a rewritten or restored one is found out", async () => {
  mkdirSync(join(folder, "studio"), { recursive: true });
  copyFileSync(image, join(folder, "studio", "picture.png"));
  run("studio", "record", "picture.png", "--for", "merchandise");
  const key = run("studio", "ledger", "checkpoint").err.trim().split("\n").at(-1) ?? "";
  const asked = ["--log", key, "--name", "counsel.example/witness", "--folder", "seen"];
  let served = await witness(...asked);
  const policy = (line: string): void =>
    writeFileSync(
      join(folder, "studio", "witnesses.policy"),
      `# who sees our log\nlog ${key}\n${line}\nquorum counsel.example/witness\n`,
    );
  try {
    policy(served.line);
    const cosign = (at = "studio"): ReturnType<typeof run> =>
      run(at, "ledger", "cosign", "--policy", join(folder, "studio", "witnesses.policy"));
    const first = cosign();
    assert.equal(first.status, 0, first.err);
    assert.match(first.out, /counsel\.example\/witness saw the head over 2 entries at \d{4}-/);
    assert.equal(run("studio", "prove", "picture.png").status, 0);

    const bundle = join(folder, "studio", "picture.png.proof.json");
    const witnessKey = served.line.split(" ")[2] ?? "";
    const believed = run("client", "verify", bundle, "--key", key, "--witness", witnessKey);
    assert.equal(believed.status, 0, believed.out);
    assert.match(
      believed.out.replaceAll(/\s+/g, " "),
      /witness "counsel\.example\/witness", whose key you gave, saw this head at \d{4}-/,
    );
    const byPolicy = run("client", "verify", bundle, "--policy", join(folder, "studio", "witnesses.policy"));
    assert.equal(byPolicy.status, 0, byPolicy.out);
    const unasked = run("client", "verify", bundle, "--key", key);
    assert.match(
      unasked.out.replaceAll(/\s+/g, " "),
      /"counsel\.example\/witness" signed too, by the bundle's own word.*--witness/,
    );

    // It dies without a word, and comes back with what it has seen.
    const copy = join(folder, "copy");
    cpSync(join(folder, "studio"), copy, { recursive: true });
    cpSync(join(folder, "home"), join(folder, "home-then"), { recursive: true });
    run("studio", "note", "picture.png", "What was agreed");
    assert.equal(cosign().status, 0);
    assert.equal(await end(served.child, "SIGKILL"), null);
    const away = cosign();
    assert.equal(away.status, 2);
    assert.match(away.err, /cannot be reached/);
    served = await witness(...asked);
    assert.equal(served.line.split(" ")[2], witnessKey);
    policy(served.line);
    assert.equal(cosign().status, 0);

    // The studio puts its folder and its memory of the last head back to what they were.
    rmSync(join(folder, "home"), { recursive: true });
    cpSync(join(folder, "home-then"), join(folder, "home"), { recursive: true });
    const restored = cosign("copy");
    assert.equal(restored.status, 2);
    assert.match(restored.err, /over 3 entries, but this log has only 2/);
    run("copy", "note", "picture.png", "What suits better");
    const rewritten = cosign("copy");
    assert.equal(rewritten.status, 2);
    assert.match(rewritten.err, /Two histories of the log exist/);

    const none = run("client", "verify", bundle, "--key", key, "--witness", key);
    assert.equal(none.status, 2);
    assert.match(none.err, /key of a log, not of a witness/);
    assert.doesNotMatch(readFileSync(bundle, "utf8"), /What was agreed/);
  } finally {
    assert.equal(await end(served.child, "SIGINT"), 0);
  }
});

test("what is wrong with a witness or a policy is said in a sentence", () => {
  const bad = run("bad", "ledger", "witness", "--log", "nonsense");
  assert.equal(bad.status, 2);
  assert.match(bad.err, /not a verifier key/);
  assert.match(run("bad", "ledger", "witness", "--log", "x", "--port", "70000").err, /--port takes a number/);
  copyFileSync(image, join(folder, "bad", "picture.png"));
  run("bad", "record", "picture.png", "--for", "merchandise");
  assert.match(run("bad", "ledger", "cosign").err, /Name a witness with --witness URL --key KEY/);
  assert.match(run("bad", "ledger", "cosign", "--witness", "http://x/").err, /address and its public key/);
  assert.match(run("bad", "ledger", "cosign", "--policy", "missing").err, /missing does not exist/);
  writeFileSync(join(folder, "bad", "p"), "quorum none\nwitnes x\n");
  const wrong = run("bad", "ledger", "cosign", "--policy", "p");
  assert.equal(wrong.status, 2);
  assert.match(wrong.err, /p: the policy is wrong in line 2: "witnes" is none of/);
  for (const { err } of [bad, wrong]) assert.doesNotMatch(err, /\n +at /);
});
