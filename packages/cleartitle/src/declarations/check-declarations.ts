import { findParty, findPlan, type Corpus } from "@cleartitle/corpus";

import { checkFacts } from "../ask/check-facts.ts";
import { didYouMean } from "../ask/did-you-mean.ts";
import { ownPlace } from "../ask/own-place.ts";
import { CleartitleError } from "../cleartitle-error.ts";
import type { Account } from "./declarations.ts";
import type { ReadDeclarations } from "./read-declarations.ts";

/** The fact that a key under `holder` stands for. */
export function holderFact(corpus: Corpus, key: string): string {
  return Object.hasOwn(corpus.registry.facts, key) ? key : `holder.${key}`;
}

/**
 * Holds declarations against the corpus: facts, services, plans, uses and markets that it does not know are refused with their line and the nearest
 * right one, and so are plans that contradict each other.
 */
export function checkDeclarations(corpus: Corpus, { declarations, wrong }: ReadDeclarations): void {
  const {
    holder = {},
    accounts = [],
    attestations = [],
    models = [],
    adapters = [],
    defaults,
  } = declarations;
  const { uses, facts } = corpus.registry;
  const fact = (path: readonly PropertyKey[], name: string, value: string | number | boolean): void => {
    const stated = facts[name];
    // The day of making has no rule, and picks the version of all of them: who knows it may say so.
    if (name === "made.on" && path[0] === "attestations") {
      if (typeof value === "string" && /^\d{4}(?:-\d{2}(?:-\d{2})?)?$/.test(value)) return;
      throw wrong(
        [...path.slice(0, -1), "value"],
        'made.on takes a day, a month or a year, in quotes: "2025-07".',
      );
    }
    const place = ownPlace(name.replace(/^holder\./, ""));
    if (stated === undefined && place !== null)
      throw wrong(
        path,
        place.declared === null
          ? "this is no fact, and cannot be declared for all images."
          : `this is no fact; it is declared as ${place.declared}.`,
      );
    if ((stated === undefined || stated.derived) && !name.startsWith("met.")) {
      const names = Object.keys(facts).filter((each) => facts[each]?.derived === false);
      const shown = path[0] === "holder" ? names.map((each) => each.replace(/^holder\./, "")) : names;
      throw wrong(
        path,
        `no fact is called so.${didYouMean(String(path.at(-1) === "fact" ? name : path.at(-1)), shown)}`,
      );
    }
    try {
      checkFacts(corpus.registry, { [name]: value });
    } catch (error) {
      throw error instanceof CleartitleError ? wrong(path, error.message) : error;
    }
  };
  for (const [key, value] of Object.entries(holder)) fact(["holder", key], holderFact(corpus, key), value);
  attestations.forEach(({ fact: name, value }, at) => fact(["attestations", at, "fact"], name, value));
  accounts.forEach((account, at) => checkAccount(corpus, account, ["accounts", at], wrong));
  const party = (kind: "model" | "adapter" | "market", name: string, path: readonly PropertyKey[]): void => {
    if (findParty(corpus, kind, name) !== undefined) return;
    const ids = Object.values(corpus.parties).flatMap((each) =>
      each.kind === kind ? [each.id, each.name] : [],
    );
    throw wrong(path, `no ${kind} on record is called "${name}".${didYouMean(name, ids)}`);
  };
  for (const [kind, things] of [
    ["model", models],
    ["adapter", adapters],
  ] as const)
    things.forEach((thing, at) => {
      if (thing.party !== undefined) party(kind, thing.party, [`${kind}s`, at, "party"]);
    });
  if (defaults?.market !== undefined) party("market", defaults.market, ["defaults", "market"]);
  const use = defaults?.use;
  if (use !== undefined && !Object.hasOwn(uses, use))
    throw wrong(["defaults", "use"], `no use is called "${use}".${didYouMean(use, Object.keys(uses))}`);
}

function checkAccount(
  corpus: Corpus,
  { service, gateway, plans }: Account,
  path: readonly PropertyKey[],
  wrong: ReadDeclarations["wrong"],
): void {
  const kind = service === undefined ? "gateway" : "service";
  const name = service ?? gateway ?? "";
  const party = findParty(corpus, kind, name);
  if (party === undefined) {
    const names = Object.values(corpus.parties).flatMap((each) =>
      each.kind === kind ? [each.id, each.name] : [],
    );
    throw wrong([...path, kind], `no ${kind} on record is called "${name}".${didYouMean(name, names)}`);
  }
  for (const [at, { plan, from, until }] of plans.entries()) {
    const place = [...path, "plans", at];
    if (findPlan(party, plan) === undefined) {
      const ids = Object.keys(party.plans);
      throw wrong(
        [...place, "plan"],
        `${party.name} has no plan "${plan}". Its plans: ${ids.join(", ") || "none on record"}.`,
      );
    }
    if (until !== undefined && until < from)
      throw wrong([...place, "until"], `${until} lies before ${from}, the day from which it counts.`);
    const other = plans.find(
      (each, before) =>
        before < at &&
        each.plan !== plan &&
        from <= (each.until ?? "9999-12-31") &&
        (until ?? "9999-12-31") >= each.from,
    );
    if (other !== undefined)
      throw wrong(
        place,
        `it overlaps with ${other.plan} from ${other.from}: one account has one plan at a time.`,
      );
  }
}
