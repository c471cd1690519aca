import type { StatementValue } from "./decision.ts";
import type { Evaluation } from "./evaluate.ts";
import type { Slice } from "./slice.ts";
import { FALSE, TRUE } from "./trit.ts";

/** Asked so often that an answer says it also where nobody says anything. */
const ALWAYS: ReadonlySet<string> = new Set(["ownership", "copyright"]);

/** What the parties say without deciding anything: ownership, what they keep, copyright. Never merged into one word. */
export function listStatements(slice: Slice, root: Evaluation): Readonly<Record<string, StatementValue>> {
  const statements: Record<string, StatementValue> = {};
  for (const [topic, order] of Object.entries(slice.topics)) {
    const said: StatementValue["said"][number][] = [];
    const qualifiers = new Set<string>();
    let licensor = false;
    for (const link of slice.links) {
      link.rules.forEach(({ rule }, at) => {
        const fires = root.fires(link, at);
        if (rule.statement?.topic !== topic || fires === FALSE) return;
        if (said.some((entry) => entry.rule === rule.id)) return;
        licensor ||= link.link.stance === "permission";
        for (const qualifier of rule.statement.qualifiers) qualifiers.add(qualifier);
        said.push({
          party: rule.party,
          value: rule.statement.value,
          rule: rule.id,
          fires: fires === TRUE ? "yes" : "maybe",
        });
      });
    }
    if (said.length === 0 && !ALWAYS.has(topic)) continue;
    const possible =
      licensor || said.length === 0
        ? order.filter((_, index) => root.title(topic) & (1 << index))
        : order.filter((value) => said.some((entry) => entry.value === value));
    statements[topic] = {
      value: possible.length === 1 ? (possible[0] as string) : "depends",
      possible,
      qualifiers: [...qualifiers],
      said,
    };
  }
  return statements;
}
