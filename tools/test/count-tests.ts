import { existsSync, readFileSync, rmSync } from "node:fs";

import type { Count } from "./step.ts";

const none: Count = { passed: 0, failed: 0, skipped: 0 };

/** Counts of a vitest JSON report; a file that could not be loaded at all counts as one failure. Null where none was written. */
export function countVitest(report: string): Count {
  const text = takeReport(report);
  if (text === null) return none;
  const result = JSON.parse(text) as Readonly<Record<string, number>> & {
    readonly testResults?: readonly {
      readonly status: string;
      readonly assertionResults: readonly unknown[];
    }[];
  };
  const unloaded = (result.testResults ?? []).filter(
    ({ status, assertionResults }) => status === "failed" && assertionResults.length === 0,
  );
  return {
    passed: result["numPassedTests"] ?? 0,
    failed: (result["numFailedTests"] ?? 0) + unloaded.length,
    skipped: (result["numPendingTests"] ?? 0) + (result["numTodoTests"] ?? 0),
  };
}

/** Counts of a TAP report of node:test. */
export function countTap(report: string): Count {
  const text = takeReport(report);
  if (text === null) return none;
  const total = (word: string): number => Number(new RegExp(`^# ${word} (\\d+)$`, "m").exec(text)?.[1] ?? 0);
  return {
    passed: total("pass"),
    failed: total("fail") + total("cancelled"),
    skipped: total("skipped") + total("todo"),
  };
}

/** A report is read once: what an earlier run left behind must never be counted. */
function takeReport(path: string): string | null {
  if (!existsSync(path)) return null;
  const text = readFileSync(path, "utf8");
  rmSync(path);
  return text;
}
