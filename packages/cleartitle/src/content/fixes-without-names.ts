import type { Registry } from "@cleartitle/corpus";
import type { Decision, Fix } from "@cleartitle/rights";

import type { ContentClaim } from "../answer.ts";
import { leaveOutNames } from "./leave-out-names.ts";
import type { Words } from "./named-words.ts";
import { listed, placesText, quotedWords } from "./quoted-words.ts";
import type { SettledWords } from "./settle-words.ts";
import { weighClaims, type WeighedFact } from "./weigh-claims.ts";
import { addedDuties, isYes } from "./with-content.ts";

/** What a person would leave out, for each fact that a name can be evidence for. */
const nameOf: Readonly<Record<string, string>> = {
  "content.artist-name": "the artist's name",
  "content.third-party-character": "the character or work of somebody else",
  "content.trademark": "the brand",
  "content.real-person": "the real person",
  "content.government-agency": "the public body",
  "content.newsworthy-event": "the event that was in the news",
};

/** The names in question, and the answer that a making without them gets. */
export interface WithoutNames {
  readonly registry: Pick<Registry, "facts">;
  readonly words: Words;
  readonly settled: Pick<SettledWords, "inferred" | "held">;
  /** Decides again with these facts left open. */
  readonly again: (facts: readonly string[]) => Decision;
}

/**
 * Fixes in the words of what was found. The engine would change a fact; but what words say is not changed by saying otherwise, only by other words: a
 * name in a prompt is left out and the image made again, one in a title is taken out. The fact is then open, not false, so each such fix is decided again (L5).
 */
export function fixesWithoutNames(decision: Decision, given: WithoutNames): readonly Fix[] {
  const { settled } = given;
  const named = new Set([...Object.keys(settled.inferred), ...settled.held]);
  if (named.size === 0) return decision.fixes;
  const fixes = decision.fixes.flatMap((fix): readonly Fix[] => {
    const facts = Object.keys(fix.change).filter((fact) => named.has(fact));
    if (facts.length === 0) return [fix];
    const only = facts.length === Object.keys(fix.change).length;
    // Beside another change only the words differ: that one was decided with the fact denied, so nothing more than a yes with duties is promised.
    return only ? withoutNames(decision, facts, given) : [mixed(fix, facts, given)];
  });
  const all = Object.keys(settled.inferred);
  const found = fixes.some(({ change }) => Object.keys(change).every((name) => name.startsWith("made.")));
  const together = isYes(decision) || all.length < 2 || found ? [] : withoutNames(decision, all, given);
  return [...together, ...fixes];
}

function withoutNames(decision: Decision, facts: readonly string[], given: WithoutNames): readonly Fix[] {
  const then = given.again(facts);
  if (!isYes(then)) return [];
  return [
    {
      change: changeOf(facts, given),
      then: then.verdict,
      text: instruction(facts, given),
      adds: addedDuties(decision, then),
    },
  ];
}

function mixed(fix: Fix, facts: readonly string[], given: WithoutNames): Fix {
  const others = Object.fromEntries(Object.entries(fix.change).filter(([name]) => !facts.includes(name)));
  const said = facts.reduce((text, fact) => text.replace(engineText(given, fact), ""), fix.text).trim();
  return {
    ...fix,
    then: "conditional",
    change: { ...changeOf(facts, given), ...others },
    text: `${instruction(facts, given)} ${said}`.trim(),
    adds: [...new Set([...fix.adds, ...facts.map((fact) => `confirm.${fact}`)])],
  };
}

/** The engine's own words for a change of such a fact. */
function engineText({ registry }: WithoutNames, fact: string): string {
  const label = registry.facts[fact]?.label ?? "";
  return `Make or edit the image so that this does not apply: ${label.charAt(0).toLowerCase()}${label.slice(1)}.`;
}

function changeOf(facts: readonly string[], { words }: WithoutNames): Fix["change"] {
  return leaveOutNames([...words.file.texts, ...words.asked.texts], new Set(facts));
}

/** `Make the image without the artist's name ("Greg Rutkowski"), and take the brand ("LEGO") out of the title.` */
function instruction(facts: readonly string[], { words }: WithoutNames): string {
  const weighed = weighClaims([...words.file.claims, ...words.asked.claims]);
  const made: string[] = [];
  const edited: string[] = [];
  for (const fact of facts) {
    const claims = (weighed.get(fact) satisfies WeighedFact | undefined)?.claims ?? [];
    const inPrompt = claims.filter(isPrompt);
    const beside = claims.filter((claim) => !isPrompt(claim));
    const what = nameOf[fact] ?? fact;
    if (inPrompt.length > 0) made.push(`${what} (${quotedWords(inPrompt)})`);
    if (beside.length > 0) edited.push(`${what} (${quotedWords(beside)}) out of ${placesText(beside)}`);
  }
  const make = made.length === 0 ? "" : `make the image without ${listed(made)}`;
  const edit =
    edited.length === 0
      ? ""
      : `take ${listed(edited)}${made.length === 0 && facts.some(isSeen) ? ", if the picture does not show it" : ""}`;
  const whole = [make, edit].filter((part) => part !== "").join(", and ");
  return `${whole.charAt(0).toUpperCase()}${whole.slice(1)}.`;
}

const isPrompt = ({ where }: ContentClaim): boolean => where === "prompt" || where === "negativePrompt";

/** Whether a fact is about what the picture shows too, so that other words alone do not do. */
const isSeen = (fact: string): boolean =>
  fact !== "content.artist-name" && fact !== "content.government-agency";
