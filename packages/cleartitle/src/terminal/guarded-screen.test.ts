import { copyFileSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Writable } from "node:stream";

import fc from "fast-check";
import { describe, expect, test } from "vitest";

import { main } from "../main.ts";
import { guardedScreen, withoutOrders } from "./guarded-screen.ts";

/** Orders of every kind: a title, a cleared screen, an 8-bit sequence, writing that turns, marks without width. */
const orders = "\u001b]0;owned\u0007\u001b[2J\u009b31m\u202egpj\u200b\u0000\u001bc";
const forbidden =
  /[\u0000-\u0008\u000b\u000c\u000e-\u001a\u001c-\u001f\u007f-\u009f\u200b\u202a-\u202e\u2066-\u2069\ufeff]|\u001b(?!\[[0-9;]*[mK])/;

function screen(isTTY: boolean): {
  readonly stream: Writable & { isTTY: boolean };
  readonly text: () => string;
} {
  let text = "";
  const stream = new Writable({
    write(piece: Buffer, _encoding, done): void {
      text += piece.toString();
      done();
    },
  });
  return { stream: Object.assign(stream, { isTTY }), text: () => text };
}

describe("a guarded screen", () => {
  test("gives a terminal no orders but ours, and a pipe every byte", () => {
    for (const isTTY of [true, false]) {
      const { stream, text } = screen(isTTY);
      guardedScreen(stream).write(`\u001b[1mbold\u001b[0m ${orders}\r\u001b[K120 files\n`);
      if (isTTY) expect(text()).not.toMatch(forbidden);
      if (isTTY) expect(text()).toMatch(/^\u001b\[1mbold\u001b\[0m .*\r\u001b\[K120 files\n$/);
      else expect(text()).toContain(orders);
    }
  });

  test("leaves JSON the same JSON", () => {
    fc.assert(
      fc.property(fc.string({ unit: "binary" }), (value) => {
        const shown = withoutOrders(JSON.stringify({ value }));
        expect(JSON.parse(shown)).toEqual({ value });
        expect(shown).not.toMatch(forbidden);
      }),
    );
  });
});

test.each(["text", "json", "jsonl", "sarif", "junit", "csv", "csv-raw"])(
  "check --format %s gives a terminal no orders of a file's name",
  async (format) => {
    const folder = mkdtempSync(join(tmpdir(), "orders-"));
    const name = `${orders.replaceAll("\u0000", "")}\u001b[31m=x.png`;
    copyFileSync(join(import.meta.dirname, "../../../../examples/artist-name.png"), join(folder, name));
    const [out, err] = [screen(true), screen(true)];
    await main(
      [
        "check",
        folder,
        join(folder, `${orders.replaceAll("\u0000", "")}none.png`),
        "--for",
        "merchandise",
        "--format",
        format,
      ],
      {
        stdin: process.stdin,
        stdout: out.stream,
        stderr: err.stream,
        environment: { LANG: "C.UTF-8", NO_COLOR: "1" },
        platform: "linux",
        now: () => new Date("2026-11-22T12:00:00Z"),
        stop: new AbortController().signal,
      },
    );
    rmSync(folder, { recursive: true });
    expect(out.text()).toMatch(/gpj/);
    expect(out.text()).not.toMatch(forbidden);
    expect(out.text()).not.toContain("\u001b[31m");
    expect(err.text()).not.toMatch(forbidden);
    if (format === "json") expect(() => JSON.parse(out.text()) as unknown).not.toThrow();
  },
);
