import type { Corpus } from "@cleartitle/corpus";
import type {
  Decision,
  DutyOwed,
  LinkVerdict,
  StatementValue,
  Unknown,
  Verdict,
  WorldVerdict,
} from "../decision.ts";

/** A decision and the places that it holds for. */
export interface Placed {
  readonly territories: readonly string[];
  readonly countries: readonly string[];
  readonly decision: Decision;
}

/** From the best to the worst; the join of several is the worst of them. */
const VERDICTS: readonly Verdict[] = ["allowed", "conditional", "unknown", "forbidden"];
const WORLDS: readonly WorldVerdict[] = ["allowed", "conditional", "silent", "forbidden"];

export function worstOf(verdicts: readonly Verdict[]): Verdict {
  return VERDICTS[Math.max(...verdicts.map((verdict) => VERDICTS.indexOf(verdict)))] ?? "unknown";
}

/** How far a verdict is from a yes. */
export function rankOf(verdict: Verdict): number {
  return VERDICTS.indexOf(verdict);
}

export function inOrder(found: Iterable<WorldVerdict>): readonly WorldVerdict[] {
  const all = new Set(found);
  return WORLDS.filter((verdict) => all.has(verdict));
}

/** The verdicts of worlds in which the links of both, or the places of all, are looked at together: the worse of each pair. */
export function joinWorlds(sets: readonly (readonly WorldVerdict[])[]): readonly WorldVerdict[] {
  const floor = Math.max(...sets.map((set) => Math.min(...set.map((each) => WORLDS.indexOf(each)))));
  return sets.flat().filter((each) => WORLDS.indexOf(each) >= floor);
}

/** A duty of one part is a duty of the whole; it is met where it is met in each part that asks for it. */
export function surestDuty(same: readonly DutyOwed[]): DutyOwed {
  const [only] = same as readonly [DutyOwed, ...DutyOwed[]];
  if (same.length === 1) return only;
  const duty = same.find(({ owed }) => owed === "yes") ?? only;
  return { ...duty, met: same.every(({ met }) => met) };
}

/** What makes two duties or gaps of several decisions one and the same. */
export function dutyKey({ code, text }: DutyOwed): string {
  return code === "confirm.identity" ? `${code}:${text}` : code;
}

export function unknownKey({ kind, layer, party, fact, text }: Unknown): string {
  return JSON.stringify([kind, layer, party, fact ?? null, text]);
}

/**
 * The links of several decisions about one chain, each with its verdicts: the same links first, then the laws, which differ from place to
 * place, in the order of the corpus.
 */
export function mergeLinks(
  corpus: Corpus,
  decisions: readonly Decision[],
): readonly { readonly link: LinkVerdict; readonly verdicts: readonly Verdict[] }[] {
  const rest = decisions.map(({ chain }) => chain.filter(({ kind }) => kind !== "law"));
  const laws = inAny(
    decisions.map(({ chain }) => chain.filter(({ kind }) => kind === "law")),
    ({ party, name }) => party ?? name,
  );
  const order = laws.length > 1 ? Object.keys(corpus.parties) : [];
  return [
    ...(rest[0] ?? []).map((link, index) => ({
      link,
      verdicts: rest.map((links) => links[index]?.verdict ?? link.verdict),
    })),
    ...laws
      .map((same) => ({ link: same[0] as LinkVerdict, verdicts: same.map(({ verdict }) => verdict) }))
      .sort((left, right) => order.indexOf(left.link.party ?? "") - order.indexOf(right.link.party ?? "")),
  ];
}

/** The statements of several decisions on one topic: what they agree on, or what it may be. */
export function mergeStatements(decisions: readonly Decision[]): Readonly<Record<string, StatementValue>> {
  const topics = [...new Set(decisions.flatMap(({ statements }) => Object.keys(statements)))];
  return Object.fromEntries(
    topics.map((topic) => {
      const found = decisions.map(({ statements }) => statements[topic] ?? NOT_STATED);
      const [first = NOT_STATED] = found;
      if (found.every((each) => each.value === first.value && each.said.length === first.said.length))
        return [topic, first];
      const said = new Map(found.flatMap((each) => each.said.map((one) => [one.rule, one] as const)));
      const possible = [...new Set(found.flatMap((each) => each.possible))];
      return [
        topic,
        {
          value: possible.length === 1 ? (possible[0] as string) : "depends",
          possible,
          qualifiers: [...new Set(found.flatMap(({ qualifiers }) => qualifiers))],
          said: [...said.values()].map((one) => {
            const everywhere = found.every((each) =>
              each.said.some(({ rule, fires }) => rule === one.rule && fires === "yes"),
            );
            return everywhere ? one : { ...one, fires: "maybe" as const };
          }),
        },
      ];
    }),
  );
}

const NOT_STATED: StatementValue = {
  value: "not-stated",
  possible: ["not-stated"],
  qualifiers: [],
  said: [],
};

/** The values under a key that every list has, in the order of the first list. */
export function inEvery<Item>(
  lists: readonly (readonly Item[])[],
  keyOf: (item: Item) => string,
): readonly (readonly Item[])[] {
  const tables = lists.map((list) => new Map(list.map((item) => [keyOf(item), item])));
  return [...(tables[0]?.keys() ?? [])].flatMap((key) => {
    const found = tables.map((table) => table.get(key));
    return found.every((item) => item !== undefined) ? [found] : [];
  });
}

/** The first value under each key, in the order in which they come. */
export function inAny<Item>(
  lists: readonly (readonly Item[])[],
  keyOf: (item: Item) => string,
): readonly (readonly Item[])[] {
  const found = new Map<string, Item[]>();
  for (const item of lists.flat()) {
    const same = found.get(keyOf(item));
    if (same === undefined) found.set(keyOf(item), [item]);
    else same.push(item);
  }
  return [...found.values()];
}
