import type { FactValue, Registry } from "@cleartitle/corpus";
import type { Facts } from "@cleartitle/title";

import type { JudgementProblem } from "../answer.ts";
import type { AttestedFact } from "../attested/attested.ts";
import type { Words } from "./named-words.ts";
import { saidIn } from "./quoted-words.ts";
import { weighClaims, type WeighedFact } from "./weigh-claims.ts";

/** A named person says of one file, with a reason, that its words do not mean what they seem to. */
export interface Overruled {
  readonly fact: string;
  readonly by: string;
  readonly because: string;
  /** The number of the record in the log, and the day on which it was recorded, in UTC. */
  readonly record: number;
  readonly on: string;
  /** The words that it is about. */
  readonly words: readonly string[];
}

/** What is left of what was stated, once the words of the file have had their say. */
export interface SettledWords {
  readonly facts: Facts;
  /** Facts that words prove and nobody stated. */
  readonly inferred: Readonly<Record<string, true>>;
  /** Facts that words leave open, and that only a named person settles. */
  readonly held: ReadonlySet<string>;
  readonly overruled: readonly Overruled[];
  /** What people vouch for on record, as far as it counts. */
  readonly attested: readonly AttestedFact[];
  readonly problems: readonly JudgementProblem[];
}

/**
 * Names in the words of a file are facts of the file. What is stated against them does not count, as if nobody had said it, whoever said it and
 * wherever: only a named person overrules them, for this one file, on record, with a reason. What the question itself puts into words nobody
 * overrules. Words that prove nothing take nothing away, so a yes can only be lost here, never made (L2).
 */
export function settleWords(
  registry: Pick<Registry, "facts">,
  { file, asked }: Words,
  stated: Facts,
  onRecord: readonly AttestedFact[],
): SettledWords {
  const facts: Record<string, FactValue> = { ...stated };
  const inferred: Record<string, true> = {};
  const held = new Set<string>();
  const overruled: Overruled[] = [];
  const problems: JudgementProblem[] = [];
  const denied = new Set<string>();
  const askedFor = weighClaims(asked.claims);
  for (const [fact, found] of weighClaims([...file.claims, ...asked.claims])) {
    const said = stated[fact];
    if (said === true || !Object.hasOwn(registry.facts, fact)) continue;
    const record = onRecord.find((one) => one.fact === fact && one.value === said);
    const word = record?.overrules;
    if (record !== undefined && word !== undefined && !askedFor.has(fact)) {
      const words = [...new Set(found.claims.map(({ matched }) => matched))];
      overruled.push({ fact, ...word, record: record.record, on: record.on, words });
      continue;
    }
    if (said !== undefined) {
      denied.add(fact);
      problems.push(deniedByFile(fact, said, found, record, !askedFor.has(fact)));
    }
    if (found.weight === "proved") {
      facts[fact] = true;
      inferred[fact] = true;
    } else {
      delete facts[fact];
      held.add(fact);
    }
  }
  const attested = onRecord.filter(({ fact }) => !denied.has(fact));
  return { facts, inferred, held, overruled, attested, problems };
}

function deniedByFile(
  fact: string,
  said: FactValue,
  { claims }: WeighedFact,
  record: AttestedFact | undefined,
  isOverrulable: boolean,
): JudgementProblem {
  const what = `${fact}=${String(said)}`;
  const who =
    record === undefined
      ? `${what} does not count`
      : `Record ${record.record} says ${what} and gives no reason, so it does not count`;
  const how = isOverrulable
    ? ` If these words mean something else, a person can say so for this one file: ${overrulingCommand(fact)}`
    : "";
  const says = saidIn(claims);
  return { code: "denied-by-file", fact, value: said, says, message: `${who}: ${says}.${how}` };
}

/** How a named person overrules the words of one file. */
export const overrulingCommand = (fact: string): string =>
  `cleartitle attest ${fact}=false FILE --by NAME --because TEXT`;
