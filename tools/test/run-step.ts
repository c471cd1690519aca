import { spawn } from "node:child_process";
import { join } from "node:path";

import type { Outcome, Step } from "./step.ts";

/** Runs one step at the root and keeps all it says, so that steps that run side by side do not mix their words. */
export function runStep(step: Step): Promise<Outcome> {
  const started = performance.now();
  const [program, ...args] = step.command;
  const chunks: Buffer[] = [];
  return new Promise((resolve) => {
    const done = (ok: boolean): void => {
      const seconds = (performance.now() - started) / 1000;
      const output = Buffer.concat(chunks).toString("utf8").trimEnd();
      resolve({ step, ok, seconds, output, count: step.count?.() ?? null });
    };
    const child = spawn(program, args, {
      cwd: join(import.meta.dirname, "../.."),
      stdio: ["ignore", "pipe", "pipe"],
    });
    child.stdout.on("data", (chunk: Buffer) => chunks.push(chunk));
    child.stderr.on("data", (chunk: Buffer) => chunks.push(chunk));
    child.on("error", (error) => {
      chunks.push(Buffer.from(`${program} could not be started: ${error.message}`));
      done(false);
    });
    child.on("close", (code) => done(code === 0));
  });
}
