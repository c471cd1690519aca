/** What strangers write costs no multiple of its size, as a process: proof bundles and pictures. */
import assert from "node:assert/strict";
import { mkdirSync, mkdtempSync, rmSync, truncateSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, describe, test } from "node:test";
import { crc32, deflateSync } from "node:zlib";

import { bundleOf, recordWith } from "./testing/bundle-of.ts";
import { peakMegabytes, printPeak, runProcess, type Ran } from "./testing/run-process.ts";

const folder = mkdtempSync(join(tmpdir(), "bounds-"));
after(() => rmSync(folder, { recursive: true, force: true }));
const run = (...args: readonly string[]): Ran => runProcess(folder, args, { node: printPeak });

describe("verify", () => {
  test("takes four times the bundle at the most, and what is too large is refused before it is read", async () => {
    const made = await bundleOf(recordWith("note", { about: "x" }), { shown: { text: "z".repeat(3e6) } });
    const bundle = JSON.parse(made.text) as object;
    const large = (attachments: object): string => JSON.stringify({ ...bundle, attachments });
    const text = "a".repeat(12 * 2 ** 20);
    const rules = Array.from({ length: 12_000 }, (_, at) => ({ reading: "y".repeat(1000) + at }));
    writeFileSync(join(folder, "small.json"), (await bundleOf(recordWith("note", { about: "x" }))).text);
    writeFileSync(join(folder, "text.json"), large({ text }));
    writeFileSync(join(folder, "terms.json"), large({ terms: { rules } }));
    const idle = peakMegabytes(run("verify", "small.json"));
    for (const [name, megabytes] of [
      ["text.json", 15.6],
      ["terms.json", 15.2],
    ] as const) {
      const ran = run("verify", name);
      assert.equal(ran.status, 0, ran.out);
      const grown = peakMegabytes(ran) - idle;
      assert.ok(grown < 4 * megabytes, `${name}: ${grown} MB more`);
    }
    writeFileSync(join(folder, "huge.json"), "");
    truncateSync(join(folder, "huge.json"), 64 * 2 ** 20);
    const refused = run("verify", "huge.json");
    assert.equal(refused.status, 1);
    assert.match(refused.out, /67108864 bytes or more, and no proof bundle has more than\s+16 MiB/);
    assert.ok(peakMegabytes(refused) - idle < 30);
    assert.doesNotMatch(refused.err, /\n\s+at /);
  });
});

describe("record and find", () => {
  test("take 300 MB at the most for pictures that unpack to more, and say that they have no fingerprint", () => {
    mkdirSync(join(folder, "pictures"));
    const place = (name: string): string => join(folder, "pictures", name);
    writeFileSync(place("interlaced.png"), zeros(11_000, 8, true));
    writeFileSync(place("sixteen.png"), zeros(11_000, 16, false));
    for (let at = 0; at < 4; at += 1) writeFileSync(place(`near${at}.png`), zeros(4200 + at, 16, true));
    writeFileSync(place("drawing.png"), '<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"/>');
    const env = { ...process.env, CLEARTITLE_KEYS: join(folder, "keys"), LANG: "C.UTF-8" };
    const runHere = (...args: readonly string[]): Ran => runProcess(folder, args, { node: printPeak, env });
    const recorded = runHere("record", "pictures", "--for", "merchandise");
    assert.ok(peakMegabytes(recorded) < 300, `record: ${peakMegabytes(recorded)} MB`);
    assert.match(recorded.out, /interlaced\.png/);
    assert.match(
      recorded.err,
      /interlaced\.png has no fingerprint, so changed copies of it will not be found: the picture cannot be decoded: its 11000 × 11000 pixels could take 485 MB/,
    );
    for (const name of ["interlaced.png", "sixteen.png", "near0.png"]) {
      const found = runHere("find", place(name));
      assert.equal(found.status, 0, found.err);
      assert.ok(peakMegabytes(found) < 300, `find ${name}: ${peakMegabytes(found)} MB`);
    }
    const drawing = runHere("find", place("drawing.png"));
    assert.match(drawing.err, /none of the formats that are decoded/);
  });
});

/** A PNG of transparent black, four channels, whose megabytes are packed into few bytes. */
function zeros(side: number, depth: 8 | 16, interlaced: boolean): Buffer {
  const header = Buffer.alloc(13);
  header.writeUInt32BE(side, 0);
  header.writeUInt32BE(side, 4);
  header.set([depth, 6, 0, 0, interlaced ? 1 : 0], 8);
  const passes = interlaced
    ? [
        [0, 0, 8, 8],
        [4, 0, 8, 8],
        [0, 4, 4, 8],
        [2, 0, 4, 4],
        [0, 2, 2, 4],
        [1, 0, 2, 2],
        [0, 1, 1, 2],
      ]
    : [[0, 0, 1, 1]];
  const length = passes.reduce((sum, [x = 0, y = 0, dx = 1, dy = 1]) => {
    const width = Math.ceil((side - x) / dx);
    return sum + Math.ceil((side - y) / dy) * (1 + (width * 4 * depth) / 8);
  }, 0);
  const chunk = (type: string, data: Buffer): Buffer => {
    const body = Buffer.concat([Buffer.from(type, "latin1"), data]);
    const [size, check] = [Buffer.alloc(4), Buffer.alloc(4)];
    size.writeUInt32BE(data.length);
    check.writeUInt32BE(crc32(body));
    return Buffer.concat([size, body, check]);
  };
  const signature = Buffer.from("\x89PNG\r\n\x1a\n", "latin1");
  const rows = deflateSync(Buffer.alloc(length));
  return Buffer.concat([
    signature,
    chunk("IHDR", header),
    chunk("IDAT", rows),
    chunk("IEND", Buffer.alloc(0)),
  ]);
}
