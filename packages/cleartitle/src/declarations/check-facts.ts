import { findPlan, type Corpus, type FactValue } from "@cleartitle/corpus";

import { didYouMean } from "../ask/did-you-mean.ts";
import { ownPlace } from "../ask/own-place.ts";
import { isNoPlace, isPlaceFact } from "../ask/places.ts";
import type { StatedValue } from "../ask/question.ts";
import { amountRemedy, hasTwoMeanings } from "../ask/read-amount.ts";
import { lastMaking } from "../ask/read-day.ts";
import { readFact } from "../ask/read-facts.ts";
import { regionsOf } from "../ask/regions-of.ts";
import type { ReadDeclarations } from "./read-declarations.ts";

type Path = readonly PropertyKey[];

/** The fact that a key under `holder` stands for. */
export function holderFact(corpus: Corpus, key: string): string {
  return Object.hasOwn(corpus.registry.facts, key) ? key : `holder.${key}`;
}

/**
 * A declared fact as rules write it. Null for a place that is `none`, as older files have it: it says as much as leaving the place out.
 *
 * @param path where its name stands; `valuePath` where its value does
 * @throws CleartitleError `declarations` with the line
 */
export function declaredFact(
  corpus: Corpus,
  { wrong, writtenAs }: Pick<ReadDeclarations, "wrong" | "writtenAs">,
  [path, valuePath]: readonly [Path, Path],
  name: string,
  value: StatedValue,
  today: string,
): FactValue | null {
  const { facts } = corpus.registry;
  const known = Object.hasOwn(facts, name);
  const isAttested = path[0] === "attestations";
  // The day of making has no rule, and picks the version of all of them: who knows it may say so.
  if (name === "made.on" && isAttested) return madeOn(value, valuePath, wrong, today);
  const place = known ? null : ownPlace(name.replace(/^holder\./, ""));
  if (place !== null)
    throw wrong(
      path,
      place.declared === null
        ? "this is no fact, and cannot be declared for all images."
        : `this is no fact; it is declared as ${place.declared}.`,
      { code: "unknown-fact" },
    );
  if (isPlaceFact(name) && isNoPlace(value)) return null;
  const written = typeof value === "number" ? writtenAs(valuePath) : undefined;
  if (written !== undefined && hasTwoMeanings(written))
    throw wrong(valuePath, `${name} takes a number, not ${written}.`, {
      code: "two-meanings",
      expected: "a number without a point between thousands",
      received: written,
      remedy: amountRemedy(written),
    });
  const read = readFact(corpus.registry, name, value, regionsOf(corpus));
  if (read.kind === "fact") {
    if (name === "plan" && typeof read.value === "string") refusePlan(corpus, read.value, valuePath, wrong);
    return read.value;
  }
  const { issue } = read;
  if (issue.code !== "unknown-fact") throw wrong(path, issue.message, issue);
  const names = Object.keys(facts).filter((each) => facts[each]?.derived === false);
  const shown = isAttested ? names : names.map((each) => each.replace(/^holder\./, ""));
  const met = Object.keys(corpus.registry.duties).map((code) => `met.${code}`);
  const near = didYouMean(isAttested ? name : String(path.at(-1)), [...shown, ...met]);
  throw wrong(path, `no fact is called so.${near}`, { ...issue, remedy: null });
}

/** A plan that is declared as a fact is one of somebody's; under `accounts` it is held against the service. */
function refusePlan(corpus: Corpus, plan: string, path: Path, wrong: ReadDeclarations["wrong"]): void {
  const parties = Object.values(corpus.parties);
  if (plan === "none" || parties.some((party) => findPlan(party, plan) !== undefined)) return;
  const words = parties.flatMap(({ plans }) => Object.values(plans).flatMap(({ id, name }) => [id, name]));
  throw wrong(path, `no service on record has a plan "${plan}".${didYouMean(plan, words)}`, {
    code: "unknown-plan",
  });
}

function madeOn(value: StatedValue, path: Path, wrong: ReadDeclarations["wrong"], today: string): FactValue {
  const takes = 'made.on takes a day, a month or a year, in quotes: "2025-07".';
  const read = typeof value === "string" ? readFact({ facts: {}, duties: {} }, "made.on", value) : null;
  if (read?.kind !== "fact" || !/^\d{4}(?:-\d{2}(?:-\d{2})?)?$/.test(String(value)))
    throw wrong(path, takes, { code: "bad-date" });
  const last = lastMaking(today);
  if (String(value) > last)
    throw wrong(path, `made.on takes a day no later than ${last}, tomorrow, not "${String(value)}".`, {
      code: "bad-date",
      expected: `a day no later than ${last}`,
    });
  return read.value;
}
