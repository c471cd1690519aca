import type { Fact, FactValue, Test } from "@cleartitle/corpus";

/** The values that pass a test, in words: "above USD 1,000,000", "pro or mega", "yes". */
export function testText(fact: Fact | undefined, test: Test): string {
  switch (test.kind) {
    case "in":
      return list(test.values.map((value) => valueText(fact, value)));
    case "not-in":
      return `anything but ${list(test.values.map((value) => valueText(fact, value)))}`;
    case "range": {
      const parts = [
        ["above", test.over],
        ["at least", test.atLeast],
        ["below", test.under],
        ["at most", test.atMost],
      ] as const;
      return parts
        .flatMap(([word, bound]) => (bound === undefined ? [] : [`${word} ${valueText(fact, bound)}`]))
        .join(" and ");
    }
  }
}

/** A value as a person would say it: yes, none, USD 40,000, 10 people. */
export function valueText(fact: Fact | undefined, value: FactValue): string {
  if (typeof value === "boolean") return value ? "yes" : "no";
  if (typeof value !== "number") return value;
  const number = value.toLocaleString("en-US", { maximumFractionDigits: 6 });
  const unit = fact?.unit?.replace(/ a (?:year|month)$/, "");
  if (unit === undefined) return number;
  return /^[A-Z]{3}$/.test(unit) ? `${unit} ${number}` : `${number} ${unit}`;
}

function list(words: readonly string[]): string {
  return words.length < 2 ? words.join("") : `${words.slice(0, -1).join(", ")} or ${words.at(-1) ?? ""}`;
}
