import { expect, test } from "vitest";

import { untilStopped } from "./until-stopped.ts";

test("gives every item, and passes errors on", async () => {
  async function* source(): AsyncGenerator<number> {
    yield 1;
    yield 2;
    await Promise.resolve();
    throw new Error("broken");
  }
  const seen: number[] = [];
  const read = async (): Promise<void> => {
    for await (const item of untilStopped(source(), new AbortController().signal)) seen.push(item);
  };
  await expect(read()).rejects.toThrow("broken");
  expect(seen).toEqual([1, 2]);
});

test("ends at the signal, even while the source waits for ever", async () => {
  const stop = new AbortController();
  async function* source(): AsyncGenerator<number> {
    yield 1;
    await new Promise(() => {});
  }
  const seen: number[] = [];
  setTimeout(() => stop.abort(), 5);
  for await (const item of untilStopped(source(), stop.signal)) seen.push(item);
  expect(seen).toEqual([1]);
});
