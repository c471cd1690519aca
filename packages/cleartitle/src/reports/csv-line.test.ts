import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { csvLine, isFormula } from "./csv-line.ts";

describe("a line of a CSV for a spreadsheet", () => {
  test.each([
    ["=cmd|calc.png", `"'=cmd|calc.png"`],
    ["+1+1", `"'+1+1"`],
    ["-2", `"'-2"`],
    ["@SUM(A1)", `"'@SUM(A1)"`],
    ["\t=1", `"'\t'=1"`],
    ["\rx", `"'\rx"`],
    ["\uff1d1+1", `"'\uff1d1+1"`],
    ["  =1", `"'  =1"`],
    ["\u200b=1", `"'\u200b=1"`],
    ["a;=1", `"a;'=1"`],
    ["a\n=1", `"a\n'=1"`],
    ['"=1"', `"'""=1"""`],
    ["a.png", "a.png"],
    ["a-b", "a-b"],
    ["a, b", '"a, b"'],
    ["", ""],
  ])("has %j as %s", (value, written) => {
    expect(csvLine([value], "csv")).toBe(`${written}\r\n`);
  });

  test("has no cell that begins a formula, whatever divides the cells", () => {
    const sign = fc.constantFrom(
      "=",
      "+",
      "-",
      "@",
      "\uff1d",
      "\uff20",
      ";",
      ",",
      "\t",
      "\n",
      "\r",
      '"',
      "'",
      " ",
      "a",
    );
    fc.assert(
      fc.property(
        fc.array(fc.string({ unit: sign, maxLength: 8 }), { minLength: 1, maxLength: 3 }),
        (values) => {
          const line = csvLine(values, "csv").slice(0, -2);
          for (const divider of [",", ";", "\t"])
            for (const part of line.split(/[\r\n]/).flatMap((each) => each.split(divider)))
              expect(part.replace(/^["\s]+/, "")).not.toMatch(/^[=+\-@\uff1d\uff20]/);
        },
      ),
    );
  });

  test("is verbatim where it is asked for", () => {
    fc.assert(
      fc.property(fc.string(), (value) => {
        const plain = /[",\r\n]/.test(value) ? `"${value.replaceAll('"', '""')}"` : value;
        expect(csvLine([value], "csv-raw")).toBe(`${plain}\r\n`);
        if (!isFormula(value)) expect(csvLine([value], "csv")).toBe(`${plain}\r\n`);
      }),
    );
  });
});
