import { expect, test } from "vitest";

import { Stopped, unlessStopped } from "./unless-stopped.ts";

test("gives what the work gives, or its error, until the signal comes", async () => {
  const stop = new AbortController();
  await expect(unlessStopped(Promise.resolve(5), stop.signal)).resolves.toBe(5);
  await expect(unlessStopped(Promise.reject(new Error("broken")), stop.signal)).rejects.toThrow("broken");
  const waiting = unlessStopped(new Promise(() => {}), stop.signal);
  stop.abort();
  await expect(waiting).rejects.toThrow(Stopped);
  await expect(unlessStopped(new Promise(() => {}), stop.signal)).rejects.toThrow(Stopped);
});
