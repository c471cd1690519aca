import type { PartySummary } from "@cleartitle/corpus";
import { expect, test } from "vitest";

import { listText } from "./list-text.ts";

const party = (id: string): PartySummary =>
  ({
    id,
    kind: "market",
    rules: 12,
    documents: 3,
    versions: 14,
    lastSeen: "2026-11-20",
    grades: { contract: 9, official: 3 },
    own: false,
  }) as unknown as PartySummary;

test("on narrow paper the names have lines of their own, and no line is too long", () => {
  const paper = { width: 40, colour: false, unicode: true };
  const lines = listText(paper, [party("amazon-kdp"), party("a-name-as-long-as-names-of-parties")]);
  for (const line of lines) expect(line.length).toBeLessThanOrEqual(40);
  expect(lines).toContain("  a-name-as-long-as-names-of-parties");
  const wide = listText({ ...paper, width: 100 }, [party("amazon-kdp")]);
  expect(wide[1]).toMatch(/^ {2}amazon-kdp {2}12 rules · 3 documents, 14 versions · read 2026-11-20/);
});
