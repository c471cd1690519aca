/**
 * `npm test`: every check and every test, each shown with its time. A step that fails does not stop the others; all it said is
 * printed, and the exit status is 1. The last line is `N passed, N failed, N skipped`, steps and tests together.
 */
import { mkdirSync } from "node:fs";
import { join } from "node:path";
import { styleText } from "node:util";

import { runStep } from "./test/run-step.ts";
import type { Outcome, Step } from "./test/step.ts";
import { steps } from "./test/steps.ts";

const names = process.argv.slice(2);
const unknown = names.filter((name) => !steps.some((step) => step.name === name));
if (unknown.length > 0) {
  console.error(
    `No step is called ${unknown.join(", ")}. Steps: ${steps.map((step) => step.name).join(", ")}`,
  );
  process.exit(2);
}
mkdirSync(join(import.meta.dirname, "../.cache"), { recursive: true });

const chosen = names.length > 0 ? steps.filter((step) => names.includes(step.name)) : steps;
const together = chosen.filter((step) => !step.alone);
const outcomes: Outcome[] = [];

async function work(queue: Step[]): Promise<void> {
  for (let step = queue.shift(); step !== undefined; step = queue.shift()) {
    const outcome = await runStep(step);
    outcomes.push(outcome);
    report(outcome);
  }
}

await Promise.all([work(together), work(together)]);
await work(chosen.filter((step) => step.alone));

const count = { passed: 0, failed: 0, skipped: 0 };
for (const { ok, count: tests } of outcomes) {
  // A step that ran tests and failed because of them is not counted a second time.
  count.passed += (tests?.passed ?? 0) + (ok ? 1 : 0);
  count.failed += tests?.failed ?? 0;
  if (!ok && !tests?.failed) count.failed += 1;
  count.skipped += tests?.skipped ?? 0;
}
const failed = outcomes.filter((outcome) => !outcome.ok);
console.log(
  failed.length === 0 ? "\nAll steps passed." : `\nFailed: ${failed.map(({ step }) => step.name).join(", ")}`,
);
console.log(`${count.passed} passed, ${count.failed} failed, ${count.skipped} skipped`);
process.exitCode = failed.length > 0 ? 1 : 0;

function report({ step, ok, seconds, output, count: tests }: Outcome): void {
  const mark = ok ? styleText("green", "✓") : styleText("red", "✗");
  const counted =
    tests === null ? "" : `  ${tests.passed} passed, ${tests.failed} failed, ${tests.skipped} skipped`;
  console.log(`${mark} ${step.name.padEnd(8)} ${seconds.toFixed(1).padStart(5)} s  ${step.says}${counted}`);
  if (!ok) console.log(output.replaceAll(/^/gm, "    "));
}
