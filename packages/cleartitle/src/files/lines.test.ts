import { Readable } from "node:stream";
import fc from "fast-check";
import { expect, test } from "vitest";

import { linesOf, type Line } from "./lines.ts";

async function read(chunks: readonly Uint8Array[], limit = 100): Promise<readonly Line[]> {
  const lines: Line[] = [];
  for await (const line of linesOf(Readable.from(chunks, { objectMode: true }), limit)) lines.push(line);
  return lines;
}
const bytes = (text: string): Uint8Array => new TextEncoder().encode(text);

test("lines come out the same however the bytes are cut", async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.array(fc.string({ unit: "grapheme", maxLength: 12 })),
      fc.integer({ min: 1, max: 9 }),
      async (texts, step) => {
        const lines = texts.map((text) => text.replaceAll(/[\r\n\ufeff]/g, ""));
        const all = bytes(lines.map((line) => `${line}\n`).join(""));
        const chunks = Array.from({ length: Math.ceil(all.length / step) }, (_, i) =>
          all.subarray(i * step, (i + 1) * step),
        );
        expect((await read(chunks)).map(({ text }) => text)).toEqual(lines);
      },
    ),
    { seed: 7, numRuns: 200 },
  );
});

test("the last line needs no end; byte order mark and carriage return are dropped", async () => {
  expect((await read([bytes("\ufeffone\r\n\ntwo")])).map(({ text }) => text)).toEqual(["one", "", "two"]);
});

test("a line that is too long is passed over without being kept, and the next one comes", async () => {
  const long = bytes("x".repeat(60));
  const lines = await read([bytes("a\n"), long, long, long, bytes("\nb\n")]);
  expect(lines).toEqual([
    { number: 1, text: "a", problem: null },
    { number: 2, text: null, problem: "line-too-long" },
    { number: 3, text: "b", problem: null },
  ]);
});

test("bytes that are not UTF-8 are a problem of their line alone", async () => {
  const lines = await read([Uint8Array.from([0xff, 0xfe, 0x0a]), bytes("b")]);
  expect(lines.map(({ problem }) => problem)).toEqual(["bad-json", null]);
});
