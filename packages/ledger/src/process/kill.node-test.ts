import assert from "node:assert/strict";
import { spawn, type ChildProcess } from "node:child_process";
import { randomInt } from "node:crypto";
import { once } from "node:events";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { test } from "node:test";
import { setTimeout } from "node:timers/promises";
import { acknowledgedIn, expectAcknowledged } from "./expect-acknowledged.ts";

const rounds = 200;
const contenders = 3;
const writer = join(import.meta.dirname, "writer.ts");

interface Writer {
  readonly child: ChildProcess;
  output: string;
  errors: string;
}

function start(folder: string): Writer {
  const child = spawn(process.execPath, [writer, folder], { stdio: ["ignore", "pipe", "pipe"] });
  const started: Writer = { child, output: "", errors: "" };
  child.stdout.setEncoding("utf8").on("data", (text: string) => (started.output += text));
  child.stderr.setEncoding("utf8").on("data", (text: string) => (started.errors += text));
  return started;
}

/** Waits until one of the writers gets on with its work, so that each kill meets one that is writing. */
async function somethingNew(writers: readonly Writer[]): Promise<void> {
  const length = (): number => writers.reduce((sum, { output }) => sum + output.length, 0);
  const before = length();
  for (let waited = 0; waited < 3000 && length() === before; waited += 5) await setTimeout(5);
}

async function end(one: Writer): Promise<void> {
  const closed = once(one.child, "close");
  one.child.kill("SIGKILL");
  await closed;
  assert.equal(one.errors, "");
}

test(`${contenders} writers contending, ${rounds} times kill -9: nothing acknowledged is lost`, async (context) => {
  const folder = mkdtempSync(join(tmpdir(), "ledger-kill-"));
  const acknowledged = new Map<number, string>();
  const collect = (one: Writer): void => {
    for (const [index, leaf] of acknowledgedIn(one.output)) {
      assert.ok(!acknowledged.has(index), `entry ${index} was given to two writers`);
      acknowledged.set(index, leaf);
    }
  };
  let size = 0;
  try {
    for (let round = 0; round < rounds;) {
      const writers = Array.from({ length: contenders }, () => start(folder));
      for (let kills = 0; kills < 10; kills += 1, round += 1) {
        await somethingNew(writers);
        await setTimeout(randomInt(0, 40));
        const at = randomInt(contenders);
        await end(writers[at]!);
        collect(writers[at]!);
        writers[at] = start(folder);
      }
      for (const one of writers) {
        await end(one);
        collect(one);
      }
      size = await expectAcknowledged(folder, acknowledged);
    }
    assert.ok(acknowledged.size > rounds, `only ${acknowledged.size} entries were acknowledged`);
    context.diagnostic(`${acknowledged.size} acknowledged, ${size} in the log, none lost`);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
});
