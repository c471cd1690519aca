import type { Registry } from "@cleartitle/corpus";

import { refusal, type Issue } from "./issue.ts";
import { amountRemedy, hasTwoMeanings } from "./read-amount.ts";
import { walkJson } from "./walk-json.ts";

/** Three digits after the point, as in a question that may say forty or forty thousand. */
const looksLikeThousands = /[^\d.][1-9]\d{0,2}\.\d{3}[^\d.eE]/;

/**
 * Refuses amounts that a JSON text writes as `40.000`: to JSON it is forty, and whoever writes it so may mean forty thousand.
 *
 * @throws CleartitleError `bad-fact-value`
 */
export function refuseTwoMeanings({ facts }: Pick<Registry, "facts">, text: string): void {
  if (!looksLikeThousands.test(text)) return;
  const issues = [...walkJson(text)].flatMap(({ kind, path, literal }): readonly Issue[] => {
    const [place, name, ...deeper] = path;
    if (kind !== "number" || place !== "facts" || typeof name !== "string" || deeper.length > 0) return [];
    if (!Object.hasOwn(facts, name) || facts[name]?.type !== "number" || !hasTwoMeanings(literal)) return [];
    const expected = "a number without a point between thousands";
    const message = `${name} takes ${expected}, not ${literal}.`;
    return [
      { code: "two-meanings", path, expected, received: literal, message, remedy: amountRemedy(literal) },
    ];
  });
  if (issues.length > 0) throw refusal("bad-fact-value", issues);
}
