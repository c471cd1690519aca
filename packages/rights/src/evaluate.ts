import type { Layer } from "@cleartitle/corpus";
import { ALLOWED, CONDITIONAL, FORBIDDEN, join, REFUSED, SILENT, type Outcomes } from "./outcome.ts";
import type { Literal, Slice, SlicedLink, SlicedRule } from "./slice.ts";
import { and, FALSE, MAYBE, not, or, TRUE, type Trit } from "./trit.ts";

/** A set of worlds: for each variable the cell it is in (-1: not chosen) and the cells that are still possible. */
export interface Worlds {
  readonly slice: Slice;
  readonly chosen: Int16Array;
  readonly domains: readonly (readonly number[])[];
}

/** One link's part in one layer. */
export interface Group {
  readonly link: SlicedLink;
  readonly layer: Layer;
}

/**
 * Kleene's evaluation of a set of worlds: every outcome that can occur is in the result, perhaps with some that cannot (L1).
 * With every variable chosen it is exact.
 */
export class Evaluation {
  readonly worlds: Worlds;
  readonly #fired: Uint8Array[];
  readonly #titles = new Map<string, number>();
  readonly #outcomes = new Map<string, Outcomes>();

  constructor(worlds: Worlds) {
    this.worlds = worlds;
    this.#fired = worlds.slice.links.map(({ rules }) => new Uint8Array(rules.length));
  }

  /** Whether a rule fires, after the exceptions that defeat it. */
  fires(link: SlicedLink, at: number): Trit {
    const row = this.#fired[link.index];
    const known = row?.[at];
    if (known) return known as Trit;
    const rule = link.rules[at] as SlicedRule;
    let trit = this.holds(rule.literals);
    for (const defeater of rule.defeatedBy) {
      if (trit === FALSE) break;
      trit = and(trit, not(this.fires(link, defeater)));
    }
    if (row !== undefined) row[at] = trit;
    return trit;
  }

  /** A conjunction. */
  holds(literals: readonly Literal[]): Trit {
    let trit: Trit = TRUE;
    for (const literal of literals) {
      trit = and(trit, this.literal(literal));
      if (trit === FALSE) return FALSE;
    }
    return trit;
  }

  literal(literal: Literal): Trit {
    const { chosen, domains, slice } = this.worlds;
    slice.effort.spent += 1;
    switch (literal.kind) {
      case "cell": {
        const cell = chosen[literal.variable] ?? -1;
        if (cell >= 0) return literal.accept[cell] === true ? TRUE : FALSE;
        let can = 0;
        slice.effort.spent += domains[literal.variable]?.length ?? 0;
        for (const possible of domains[literal.variable] ?? [])
          can |= literal.accept[possible] === true ? TRUE : FALSE;
        return (can || MAYBE) as Trit;
      }
      case "dated": {
        const day = chosen[literal.date] ?? -1;
        let can = 0;
        if (day < 0) slice.effort.spent += domains[literal.date]?.length ?? 0;
        for (const possible of day >= 0 ? [day] : (domains[literal.date] ?? [])) {
          const cell = literal.cells[possible];
          if (cell !== "open") can |= cell === true ? TRUE : FALSE;
          else {
            const settled = chosen[literal.open] ?? -1;
            can |= settled === -1 ? MAYBE : (settled === 0) === literal.accept ? TRUE : FALSE;
          }
        }
        return (can || MAYBE) as Trit;
      }
      case "title": {
        const values = this.title(literal.topic);
        let can = 0;
        literal.accept.forEach((accepted, value) => {
          if (values & (1 << value)) can |= accepted ? TRUE : FALSE;
        });
        return (can || MAYBE) as Trit;
      }
    }
  }

  /** The values that a statement can have along the chain, as a bit mask over the topic's values: the worst of all licensors. */
  title(topic: string): number {
    const known = this.#titles.get(topic);
    if (known !== undefined) return known;
    let values = 0;
    for (const link of this.worlds.slice.links) {
      if (link.link.stance !== "permission") continue;
      values = values === 0 ? this.stated(link, topic) : join(values, this.stated(link, topic));
    }
    const result = values === 0 ? this.notStated(topic) : values;
    this.#titles.set(topic, result);
    return result;
  }

  /** The values that one link's own statement can have: the worst that fires; *not stated* where none does. */
  stated(link: SlicedLink, topic: string): number {
    const order = this.worlds.slice.topics[topic] ?? [];
    let sure = -1;
    let possible = 0;
    link.rules.forEach(({ rule }, at) => {
      if (rule.statement?.topic !== topic) return;
      const value = order.indexOf(rule.statement.value);
      const trit = this.fires(link, at);
      if (trit === TRUE) sure = Math.max(sure, value);
      else if (trit === MAYBE) possible |= 1 << value;
    });
    return sure === -1 ? possible | this.notStated(topic) : (1 << sure) | (possible & ~((1 << sure) - 1));
  }

  /** What one link says in one layer. */
  outcomes(group: Group): Outcomes {
    const key = `${group.link.index}${group.layer}`;
    let outcomes = this.#outcomes.get(key);
    if (outcomes === undefined) this.#outcomes.set(key, (outcomes = this.worldOutcomes(group)));
    return outcomes;
  }

  private worldOutcomes({ link, layer }: Group): Outcomes {
    // A market nobody named or nobody has read: some take such images, some do not.
    if (link.link.kind === "market" && link.link.party === null) return ALLOWED | FORBIDDEN;
    let prohibited: Trit = FALSE;
    let granted: Trit = FALSE;
    let owed: Trit = FALSE;
    link.rules.forEach(({ rule, met }, at) => {
      if (rule.layer !== layer || rule.effect === "statement") return;
      const fires = this.fires(link, at);
      if (rule.effect === "prohibition") prohibited = or(prohibited, fires);
      else if (rule.effect === "permission") granted = or(granted, fires);
      else owed = or(owed, and(fires, met === null ? TRUE : not(this.holds(met))));
    });
    if (prohibited === TRUE) return FORBIDDEN;
    let outcomes = owedOutcomes(owed);
    if (layer === "source") outcomes = this.sourceOutcomes(link, granted, outcomes);
    return prohibited === MAYBE ? outcomes | FORBIDDEN : outcomes;
  }

  private sourceOutcomes(link: SlicedLink, granted: Trit, outcomes: Outcomes): Outcomes {
    let result = outcomes;
    // A link known only by its file's name may be something else: that it is not is for the person to confirm.
    if (link.link.identity === "inferred") result = join(result, CONDITIONAL);
    if (link.link.stance !== "permission") return result;
    if (link.planOpen) return SILENT;
    const silence = link.complete ? REFUSED : SILENT;
    if (granted === FALSE) return silence;
    return granted === MAYBE ? result | silence : result;
  }

  private notStated(topic: string): number {
    const at = (this.worlds.slice.topics[topic] ?? []).indexOf("not-stated");
    return at === -1 ? 1 : 1 << at;
  }
}

function owedOutcomes(owed: Trit): Outcomes {
  if (owed === TRUE) return CONDITIONAL;
  return owed === FALSE ? ALLOWED : ALLOWED | CONDITIONAL;
}
