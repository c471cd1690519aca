import type { Corpus } from "../corpus.ts";
import { holdsOn, type Day } from "../date-bound.ts";
import type { Document, LicencePeriod, Party, Plan, Version } from "../party.ts";
import type { Rule } from "../rule.ts";
import { own } from "../own.ts";

/** Something that holds on a day, or may hold: the day lies in a change window. */
export interface Held<Item> {
  readonly item: Item;
  readonly holds: "yes" | "maybe";
}

/** What is on record of a party for one day. */
export interface PartyOnDay {
  readonly party: Party;
  readonly on: Day;
  readonly documents: readonly { readonly document: Document; readonly versions: readonly Held<Version>[] }[];
  readonly plans: readonly Plan[];
  readonly licence: readonly Held<LicencePeriod>[];
  readonly rules: readonly Held<Rule>[];
}

/**
 * The versions, plans, licences and rules of a party that hold on a day, as known on `known` (everything known, where it is left
 * out). Rules that were withdrawn are not among them. Undefined where there is no such party.
 */
export function partyOn(corpus: Corpus, id: string, on: Day, known?: Day): PartyOnDay | undefined {
  const party = own(corpus.parties, id);
  if (party === undefined) return undefined;
  return {
    party,
    on,
    documents: Object.values(party.documents).map((document) => ({
      document,
      versions: heldOn(document.versions, on),
    })),
    plans: Object.values(party.plans).filter(
      ({ from, until }) => (from === null || from.earliest <= on) && (until === null || on < until.latest),
    ),
    licence: heldOn(party.licence, on),
    rules: rulesOn(party, on, known),
  };
}

/** The rules of a party that hold on a day, as known on `known`. */
export function rulesOn(party: Party, on: Day, known?: Day): readonly Held<Rule>[] {
  return party.rules
    .filter((rule) => rule.withdrawn === undefined && isKnown(rule, known))
    .flatMap((item) => {
      const holds = holdsOn(item.inForce, on);
      return holds === "no" ? [] : [{ item, holds }];
    });
}

function isKnown({ known: { from, until } }: Rule, on: Day | undefined): boolean {
  return on === undefined ? until === null : from <= on && (until === null || on < until);
}

function heldOn<Item extends Rule["inForce"]>(items: readonly Item[], on: Day): readonly Held<Item>[] {
  return items.flatMap((item) => {
    const holds = holdsOn(item, on);
    return holds === "no" ? [] : [{ item, holds }];
  });
}
