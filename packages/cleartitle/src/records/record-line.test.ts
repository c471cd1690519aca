import { expect, test } from "vitest";

import { recordLine } from "./record-line.ts";

type Row = Parameters<typeof recordLine>[0];

const row = {
  position: 5,
  record: {
    format: "cleartitle/record",
    id: "1",
    kind: "decision",
    version: 1,
    time: { basis: "live", recorded: "2026-11-22T12:00:00.000Z" },
    body: {
      verdict: "unknown",
      use: "stock-licensing",
      market: "adobe-stock",
      parties: ["flux-1-schnell", "exclusive-grants", "third-party\u001b[31m"],
      subject: { sha256: "bd96b95bd882".padEnd(64, "0"), bytes: 1 },
    },
  },
} as unknown as Row;

const whole = String.raw`    5  2026-11-22 12:00Z  decision       unknown  stock-licensing  adobe-stock  flux-1-schnell exclusive-grants third-party\u{1b}[31m  bd96b95bd882…  [the same file]`;

test("a program gets one line a record, and nothing in it commands a terminal", () => {
  expect(recordLine(row, {}, "[the same file]")).toBe(whole);
  expect(recordLine(row, { isTTY: true, columns: 200 }, "[the same file]")).toBe(whole);
});

test("a narrow terminal gets lines that break between words", () => {
  expect(recordLine(row, { isTTY: true, columns: 80 }, "[the same file]").split("\n")).toEqual([
    "    5  2026-11-22 12:00Z  decision       unknown stock-licensing adobe-stock",
    String.raw`       flux-1-schnell exclusive-grants third-party\u{1b}[31m bd96b95bd882… [the`,
    "       same file]",
  ]);
});
