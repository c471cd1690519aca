import type { Test } from "@cleartitle/corpus";
import { MADE_ON, USE, type Collected } from "./collect-variables.ts";
import type { Pending } from "./pending.ts";
import type { Setting } from "./reduce-rule.ts";
import type { DatedCell, Literal } from "./slice.ts";
import { testHolds } from "./test-holds.ts";

/** Turns an open condition into a literal over the cells of its variable. */
export function toLiteral(part: Pending, setting: Setting, collected: Collected): Literal {
  switch (part.kind) {
    case "fact":
      return cell(collected, part.key, (value) => testHolds(part.test, value));
    case "value":
    case "open":
      return cell(collected, part.key, (value) => value === part.value);
    case "reading":
      return cell(collected, part.key, (value) => value === part.reading);
    case "use":
      return cell(collected, USE, (value) => part.leaves.includes(String(value)));
    case "title":
      return { kind: "title", topic: part.topic, accept: acceptedValues(setting, part.topic, part.test) };
    case "passed":
      return dated(collected, part.change, part.passed, (day) => {
        if (day >= part.bound.latest) return part.passed;
        return day < part.bound.earliest ? !part.passed : "open";
      });
    case "fresh":
      return dated(collected, part.stale, true, (day) => (day <= part.expires ? true : "open"));
  }
}

function cell(
  collected: Collected,
  key: string,
  accept: (value: string | number | boolean) => boolean,
): Literal {
  const variable = collected.indexes.get(key) ?? 0;
  return { kind: "cell", variable, accept: (collected.variables[variable]?.cells ?? []).map(accept) };
}

function dated(
  collected: Collected,
  open: string,
  accept: boolean,
  hold: (day: string) => DatedCell,
): Literal {
  const date = collected.indexes.get(MADE_ON) ?? 0;
  const cells = (collected.variables[date]?.cells ?? []).map((day) => hold(String(day)));
  return { kind: "dated", date, cells, open: collected.indexes.get(open) ?? 0, accept };
}

function acceptedValues(setting: Setting, topic: string, test: Test): readonly boolean[] {
  return (setting.corpus.registry.topics[topic]?.values ?? []).map((value) => testHolds(test, value));
}
