import { setTimeout as wait } from "node:timers/promises";
import { expect, test } from "vitest";
import type { StoreJob } from "./check-store.ts";
import { createWorkerChecker } from "./worker-checker.ts";

const entry = new URL("testing/naughty-worker.ts", import.meta.url);
const limits = { milliseconds: 30_000, memory: 1, heap: 32 * 1_048_576 };

function job(mediaType: string): StoreJob {
  return { bytes: new Uint8Array(8), mediaType, ranges: [], anchors: "" };
}

test.each([
  ["hangs", "hang", { kind: "time-limit" }],
  ["throws", "throw", { kind: "trap", reason: "as if c2pa-wasm had trapped" }],
  ["leaves", "leave", { kind: "trap", reason: "it ended with status 3" }],
  ["eats the heap", "eat", { kind: "trap" }],
])(
  "a file over which the worker %s costs its own answer, and the next is answered by a new worker",
  async (_, deed, outcome) => {
    const checker = createWorkerChecker(entry, deed === "hang" ? { ...limits, milliseconds: 500 } : limits);
    const answers = await Promise.all(
      ["behave", deed, "behave", deed, "behave"].map((word) => checker.check(job(word))),
    );
    expect(answers).toMatchObject([{ kind: "none" }, outcome, { kind: "none" }, outcome, { kind: "none" }]);
    await checker.close();
  },
);

test("a worker that died between two files is replaced", async () => {
  const checker = createWorkerChecker(entry, limits);
  expect(await checker.check(job("answer and leave"))).toEqual({ kind: "none" });
  await wait(300);
  expect(await checker.check(job("behave"))).toEqual({ kind: "none" });
  await checker.close();
});

test("a closed checker starts again when it is used again", async () => {
  const checker = createWorkerChecker(entry, limits);
  await checker.close();
  expect(await checker.check(job("behave"))).toEqual({ kind: "none" });
  await checker.close();
  await checker.close();
});
