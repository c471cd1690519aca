import { findParty, findPlan, type Corpus, type FactValue } from "@cleartitle/corpus";

import { didYouMean } from "../ask/did-you-mean.ts";
import { lastMaking } from "../ask/read-day.ts";
import { declaredFact, holderFact } from "./check-facts.ts";
import type { Account, Declarations } from "./declarations.ts";
import type { ReadDeclarations } from "./read-declarations.ts";

/**
 * Holds declarations against the corpus: facts, services, plans, uses and markets that it does not know are refused with their line and the nearest
 * right one, and so are plans that contradict each other.
 */
export function checkDeclarations(corpus: Corpus, read: ReadDeclarations, today: string): Declarations {
  const { declarations, wrong } = read;
  const { accounts = [], models = [], adapters = [], defaults } = declarations;
  const { uses } = corpus.registry;
  const holder = checkedHolder(corpus, read, today);
  const attestations = checkedAttestations(corpus, read, today);
  accounts.forEach((account, at) => checkAccount(corpus, account, ["accounts", at], wrong));
  const party = (
    kind: "model" | "adapter" | "market" | "licence",
    name: string,
    path: readonly PropertyKey[],
  ): void => {
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
      if (thing.licence !== undefined) party("licence", thing.licence, [`${kind}s`, at, "licence"]);
    });
  if (defaults?.market !== undefined) party("market", defaults.market, ["defaults", "market"]);
  const use = defaults?.use;
  if (use !== undefined && !Object.hasOwn(uses, use))
    throw wrong(["defaults", "use"], `no use is called "${use}".${didYouMean(use, Object.keys(uses))}`, {
      code: "unknown-use",
    });
  return {
    ...declarations,
    holder: Object.fromEntries(holder),
    attestations,
  };
}

/** What is declared of the holder, by fact. A fact may be written with `holder.` before it or without, not both. */
function checkedHolder(
  corpus: Corpus,
  read: ReadDeclarations,
  today: string,
): ReadonlyMap<string, FactValue> {
  const facts = new Map<string, FactValue>();
  for (const [key, written] of Object.entries(read.declarations.holder ?? {})) {
    const name = holderFact(corpus, key);
    const path = ["holder", key];
    const value = declaredFact(corpus, read, [path, path], name, written, today);
    if (value === null) continue;
    const before = facts.get(name);
    if (before !== undefined && before !== value)
      throw read.wrong(
        path,
        `${name} is declared as ${String(before)} and as ${String(value)}; declare it once.`,
        {
          code: "contradiction",
        },
      );
    facts.set(name, value);
  }
  return facts;
}

/** What people vouch for. Two of them may say two things, and then it counts as not stated; one of them cannot, and nobody vouches in the future. */
function checkedAttestations(
  corpus: Corpus,
  read: ReadDeclarations,
  today: string,
): NonNullable<Declarations["attestations"]> {
  const last = lastMaking(today);
  return (read.declarations.attestations ?? []).flatMap((attestation, at) => {
    const path = ["attestations", at];
    const place = [...path, "fact"];
    const { fact, on } = attestation;
    const value = declaredFact(corpus, read, [place, [...path, "value"]], fact, attestation.value, today);
    if (on !== undefined && on > last)
      throw read.wrong([...path, "on"], `on takes a day no later than ${last}, tomorrow, not "${on}".`, {
        code: "bad-date",
      });
    return value === null ? [] : [{ ...attestation, value }];
  });
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
