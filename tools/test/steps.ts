import { join } from "node:path";

import { countTap, countVitest } from "./count-tests.ts";
import type { Step } from "./step.ts";

const root = join(import.meta.dirname, "../..");
const program = (name: string): string => join(root, "node_modules/.bin", name);
const vitestReport = join(root, ".cache/vitest.json");
const tapReport = join(root, ".cache/node-test.tap");

/** Everything that `npm test` runs, the quick ones first. `npm test -- NAME…` runs only those named. */
export const steps: readonly Step[] = [
  { name: "format", says: "formatting (oxfmt)", command: [program("oxfmt"), "--check", "."] },
  { name: "lint", says: "lint with types (oxlint)", command: [program("oxlint"), "--type-aware", "."] },
  {
    name: "rooms",
    says: "which room imports which",
    command: [process.execPath, join(root, "tools/lint/rooms.ts")],
  },
  { name: "types", says: "types (tsc)", command: [program("tsc"), "-b"] },
  { name: "data", says: "the corpus", command: [process.execPath, join(root, "tools/corpus/lint.ts")] },
  {
    name: "views",
    says: "generated views of the corpus",
    command: [process.execPath, join(root, "tools/corpus/generate.ts"), "--check"],
  },
  { name: "unused", says: "unused files and dependencies (knip)", command: [program("knip")] },
  {
    name: "unit",
    says: "tests (vitest)",
    command: [
      program("vitest"),
      "run",
      "--reporter=dot",
      "--silent=passed-only",
      "--reporter=json",
      `--outputFile.json=${vitestReport}`,
    ],
    alone: true,
    count: () => countVitest(vitestReport),
  },
  {
    name: "process",
    says: "process, crash and packing tests (node:test)",
    command: [
      process.execPath,
      "--test",
      "--test-reporter=dot",
      "--test-reporter-destination=stdout",
      "--test-reporter=tap",
      `--test-reporter-destination=${tapReport}`,
      "packages/*/src/**/*.node-test.ts",
      "tools/**/*.node-test.ts",
    ],
    alone: true,
    count: () => countTap(tapReport),
  },
];
