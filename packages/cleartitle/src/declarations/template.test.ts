import { expect, test } from "vitest";

import { readDeclarations } from "./read-declarations.ts";
import { declarationsTemplate } from "./template.ts";

const read = (text: string): unknown => readDeclarations(text, "cleartitle.yaml").declarations;

test("a new file declares what was answered, and nothing else", () => {
  expect(read(declarationsTemplate())).toEqual({});
  const answers = {
    kind: "company",
    country: "NO",
    revenue: 5,
    service: "midjourney",
    plan: "pro",
    from: "2026-01-01",
    use: "resale",
  };
  expect(read(declarationsTemplate(answers))).toEqual({
    holder: { kind: "company", country: "NO", "revenue-usd": 5 },
    accounts: [{ service: "midjourney", plans: [{ plan: "pro", from: "2026-01-01" }] }],
    defaults: { use: "resale" },
  });
  expect(read(declarationsTemplate({ country: "DE" }))).toEqual({ holder: { country: "DE" } });
});

test("its comments are declarations once the sign is taken away", () => {
  const text = declarationsTemplate()
    .split("\n")
    .flatMap((line) =>
      /^# +(?:- |[a-z-]+:(?: |$))/.test(line) || /^# {2,}/.test(line) ? [line.slice(2)] : [],
    )
    .join("\n")
    .replaceAll("…", "ab".repeat(32));
  expect(read(text)).toMatchObject({
    holder: { kind: "individual" },
    models: [{}],
    adapters: [{}],
    inputs: [{}],
    attestations: [{}],
    defaults: { use: "merchandise" },
  });
});
