/** `judge` as a process: questions in, decisions out, as a program meets it. */
import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, describe, test } from "node:test";

import {
  cli,
  closed,
  peakMegabytes,
  printPeak,
  runProcess,
  type Ran,
  type RunOptions,
} from "./testing/run-process.ts";

const folder = mkdtempSync(join(tmpdir(), "judge-"));
after(() => rmSync(folder, { recursive: true, force: true }));
const run = (args: readonly string[], options: RunOptions = {}): Ran => runProcess(folder, args, options);

const question = (revenue: unknown): string =>
  JSON.stringify({
    made: { on: "2025-07-01", chain: [{ service: "midjourney", plan: "standard" }] },
    use: "advertising",
    on: "2026-11-22",
    facts: {
      "holder.kind": "company",
      "holder.revenue-usd": revenue,
      "holder.employer-revenue-usd": "none",
      "inputs.kind": "none",
    },
  });

describe("judge", () => {
  test("one decision a line in the same order; what is no question gets a line that says why", () => {
    const lines = [
      question(1_200_000),
      "{",
      "",
      "[]",
      `{"use":"advertizing"}`,
      question("1200000"),
      question(null),
      `"${"x".repeat(2 ** 21)}"`,
      question(1_200_000),
    ];
    const { status, out } = run(["judge"], { input: `${lines.join("\n")}\n` });
    const answers = out
      .trimEnd()
      .split("\n")
      .map(
        (line) =>
          JSON.parse(line) as {
            verdict?: string;
            layers?: { source: string };
            error?: { code: string; line: number; message: string };
          },
      );
    assert.equal(status, 2);
    assert.deepEqual(
      answers.map(({ layers, error }) => error?.code ?? layers?.source),
      [
        "forbidden",
        "bad-json",
        "bad-question",
        "unknown-use",
        "bad-fact-value",
        "unknown",
        "line-too-long",
        "forbidden",
      ],
    );
    assert.deepEqual(
      answers.flatMap(({ error }) => error?.line ?? []),
      [2, 4, 5, 6, 8],
    );
    assert.match(answers[3]?.error?.message ?? "", /Did you mean "advertising"/);
  });

  test("no question at all is not a yes", () => {
    const { status, err } = run(["judge"]);
    assert.equal(status, 2);
    assert.match(err, /no questions came/);
  });

  test("answers as questions come, before the input ends; Ctrl-C ends it", async () => {
    const child = spawn(process.execPath, [cli, "judge"], { cwd: folder, stdio: ["pipe", "pipe", "pipe"] });
    child.stdin.write(`${question(5)}\n`);
    const [first] = (await new Promise((resolve) =>
      child.stdout.once("data", (chunk: Buffer) => resolve([chunk])),
    )) as [Buffer];
    assert.ok((JSON.parse(first.toString()) as { verdict: string }).verdict);
    child.kill("SIGINT");
    assert.equal(await closed(child), 130);
  });

  test("thousands of different questions need no more memory than a few", () => {
    const input = Array.from({ length: 8_000 }, (_, index) => question(index)).join("\n");
    const ran = run(["judge"], { input, node: [...printPeak, "--max-old-space-size=64"] });
    assert.equal(ran.out.trimEnd().split("\n").length, 8_000);
    assert.ok(peakMegabytes(ran) < 300, `${peakMegabytes(ran)} MB`);
  });
});
