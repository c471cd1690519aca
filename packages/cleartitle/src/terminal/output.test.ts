import { Writable } from "node:stream";
import { expect, test } from "vitest";

import { ClosedPipe, Output } from "./output.ts";

async function failureOf(code: string): Promise<unknown> {
  const stream = new Writable({
    write: (_chunk, _encoding, done) => done(Object.assign(new Error(`${code}: said the system`), { code })),
  });
  return new Output(stream).write("text").catch((error: unknown) => error);
}

test("nobody who reads is no word, a full disk is a sentence, and neither is a mistake of ours", async () => {
  expect(await failureOf("EPIPE")).toBeInstanceOf(ClosedPipe);
  expect(await failureOf("ENOSPC")).toMatchObject({
    code: "output-unwritable",
    message: expect.stringContaining("no room is left"),
  });
  expect(await failureOf("EIO")).toMatchObject({
    code: "output-unwritable",
    message: expect.stringContaining("EIO: said the system"),
  });
});
