import type { Party } from "../../party.ts";
import { collector, eachParty, type Linter } from "../linter.ts";

/** Exceptions defeat by label; in a circle nobody would be left standing. */
export const exceptionCircle: Linter = {
  code: "exception-circle",
  description: "Exceptions to exceptions do not go in a circle.",
  check(input) {
    const { findings, report } = collector("exception-circle", input);
    for (const { entry, party } of eachParty(input)) {
      for (const circle of circlesOf(party)) {
        const [first = ""] = circle;
        report(
          entry,
          ["rules", first, "exception-to"],
          `is part of a circle of exceptions: ${[...circle, first].join(" → ")}. Take one of them out.`,
        );
      }
    }
    return { findings };
  },
};

/** Each circle once, from its first rule in the file. */
function circlesOf(party: Party): readonly (readonly string[])[] {
  const targets = new Map(party.rules.map(({ id, exceptionTo }) => [id, exceptionTo]));
  const circles: string[][] = [];
  const done = new Set<string>();
  const walk = (id: string, path: readonly string[]): void => {
    const start = path.indexOf(id);
    if (start >= 0) {
      circles.push(path.slice(start));
      return;
    }
    if (done.has(id)) return;
    for (const target of targets.get(id) ?? []) walk(target, [...path, id]);
    done.add(id);
  };
  for (const id of targets.keys()) walk(id, []);
  return circles;
}
