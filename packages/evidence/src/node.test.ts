import { execFileSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import fc from "fast-check";
import { afterAll, expect, test } from "vitest";
import { openFile } from "./node.ts";

const folder = mkdtempSync(join(tmpdir(), "evidence-node-"));
afterAll(() => rmSync(folder, { recursive: true }));

const bytes = Uint8Array.from({ length: 200_000 }, (_, at) => (at * 31 + (at >> 8)) & 255);
const path = join(folder, "some.bin");
writeFileSync(path, bytes);

test("whatever is read of a file stays as it is until the file is closed, and after closing it can be read again", async () => {
  const range = fc.tuple(fc.nat(bytes.length + 10), fc.nat(90_000));
  await fc.assert(
    fc.asyncProperty(fc.array(range, { maxLength: 12 }), async (ranges) => {
      const source = openFile(path);
      for (let round = 0; round < 2; round += 1) {
        const read: Uint8Array[] = [];
        for (const [start, length] of ranges) read.push(await source.read(start, length));
        for (const [at, [start, length]] of ranges.entries())
          expect(Buffer.compare(read[at]!, bytes.subarray(start, start + length))).toBe(0);
        source.close?.();
      }
    }),
    { seed: 1, numRuns: 60 },
  );
});

test.skipIf(process.platform === "win32")("a pipe in a file's place keeps nobody waiting", () => {
  const pipe = join(folder, "pipe.png");
  execFileSync("mkfifo", [pipe]);
  expect(() => openFile(pipe).size).toThrow(/ESPIPE/);
});

test("a file that cannot be opened throws the system's error on the first use, each time", () => {
  const source = openFile(join(folder, "gone.png"));
  expect(() => source.size).toThrow(/ENOENT/);
  expect(() => source.size).toThrow(/ENOENT/);
  expect(() => openFile(folder).size).toThrow(/EISDIR/);
});
