import { Writable } from "node:stream";

import { describe, expect, test } from "vitest";

import { displayWidth, padColumns } from "./display-width.ts";
import { paperOf } from "./paper.ts";
import { Progress } from "./progress.ts";
import { safeText, shortText } from "./safe-text.ts";
import { shellWord } from "./shell-word.ts";
import { wrap } from "./wrap.ts";

describe("paperOf", () => {
  const utf8 = { LANG: "en_GB.UTF-8" };
  test("colour only on a terminal, and not where NO_COLOR or a dumb terminal forbids it", () => {
    expect(paperOf({ isTTY: true }, utf8, "linux").colour).toBe(true);
    expect(paperOf({}, { ...utf8, FORCE_COLOR: "1" }, "linux").colour).toBe(false);
    expect(paperOf({ isTTY: true }, { ...utf8, NO_COLOR: "1" }, "linux").colour).toBe(false);
    expect(paperOf({ isTTY: true }, { ...utf8, TERM: "dumb" }, "linux").colour).toBe(false);
  });
  test("the locale says whether marks beyond ASCII arrive", () => {
    expect(paperOf({}, utf8, "linux").unicode).toBe(true);
    expect(paperOf({}, { ...utf8, LC_ALL: "C" }, "linux").unicode).toBe(false);
    expect(paperOf({}, {}, "linux").unicode).toBe(false);
    expect(paperOf({}, {}, "darwin").unicode).toBe(true);
  });
  test("never wider than is easy to read, never too narrow to say anything", () => {
    expect(paperOf({ isTTY: true, columns: 300 }, utf8, "linux").width).toBe(100);
    expect(paperOf({ isTTY: true, columns: 5 }, utf8, "linux").width).toBe(40);
    expect(paperOf({ columns: 300 }, utf8, "linux").width).toBe(80);
  });
});

describe("Progress", () => {
  function shown(text: string, screen: object, environment: Readonly<Record<string, string>> = {}): string {
    let written = "";
    const stream = new Writable({
      write(part: Buffer, _encoding, done): void {
        written += part.toString();
        done();
      },
    });
    const progress = new Progress(Object.assign(stream, screen), environment, () => 0);
    progress.show(text);
    progress.clear();
    return written;
  }
  const line = (text: string): string => `\r\u001b[K${text}\r\u001b[K`;
  test("never is more than one line, in whatever script", () => {
    expect(shown("5 of 9  a.png", { isTTY: true, columns: 40 })).toBe(line("5 of 9  a.png"));
    expect(shown("x".repeat(100_000), { isTTY: true, columns: 20 })).toBe(line(`${"x".repeat(18)}…`));
    expect(shown("猫".repeat(50), { isTTY: true, columns: 20 })).toBe(line(`${"猫".repeat(9)}…`));
    expect(shown("x".repeat(200), { isTTY: true })).toBe(line(`${"x".repeat(78)}…`));
  });
  test("is nothing in a pipe, and nothing where a terminal cannot clear a line", () => {
    expect(shown("5 of 9", {})).toBe("");
    expect(shown("5 of 9", { isTTY: true, columns: 40 }, { TERM: "dumb" })).toBe("");
  });
});

describe("safeText", () => {
  test("a file cannot give orders to the terminal", () => {
    expect(safeText("a\u001b[31mred\u001b]0;title\u0007")).toBe("a\\u{1b}[31mred\\u{1b}]0;title\\u{7}");
    expect(safeText("gnp\u202e.exe\u009b2J\u061c")).toBe("gnp\\u{202e}.exe\\u{9b}2J\\u{61c}");
    expect(safeText("one\r\ntwo\u2028three")).toBe("one two three");
    expect(safeText("lone \ud800")).toBe("lone \\u{d800}");
  });
  test("shortens between characters, however long the text is", () => {
    expect(shortText("a cat 👩‍👩‍👧 sits", 8)).toBe("a cat 👩‍👩‍👧…");
    expect(shortText("short", 8)).toBe("short");
    expect(shortText("x".repeat(10_000_000), 8)).toBe("xxxxxxx…");
  });
});

describe("widths", () => {
  test("wide characters take two columns", () => {
    expect(displayWidth("abc")).toBe(3);
    expect(displayWidth("一只猫")).toBe(6);
    expect(displayWidth("é")).toBe(1);
    expect(padColumns("猫", 4)).toBe("猫  ");
  });
});

describe("wrap", () => {
  test("keeps within the width and indents what follows", () => {
    expect(wrap("one two three four", 12, "- ")).toEqual(["- one two", "  three four"]);
  });
  test("leaves addresses whole", () => {
    const address = "https://example.org/a/very/long/address";
    expect(wrap(`see ${address} now`, 20, "  ")).toEqual(["  see", `  ${address}`, "  now"]);
  });
  test("breaks text that has no blanks", () => {
    for (const line of wrap("一只坐在窗台上的猫看着窗外的雨", 12, "  "))
      expect(displayWidth(line)).toBeLessThanOrEqual(12);
  });
  test("nothing to say is one line", () => expect(wrap("", 20, "x")).toEqual(["x"]));
});

test("shellWord quotes only what needs it", () => {
  expect(["a.png", "a b", "it's", "holder.revenue-usd=40000", ""].map(shellWord)).toEqual([
    "a.png",
    "'a b'",
    String.raw`'it'\''s'`,
    "holder.revenue-usd=40000",
    "''",
  ]);
});
