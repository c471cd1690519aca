import type { Evaluation, Group } from "./evaluate.ts";
import { openVariables } from "./open-variables.ts";

/** Undecided groups that hang on variables which no other component's groups hang on. */
export interface Component {
  readonly groups: readonly Group[];
  /** The variables, those that most groups share first: settling them sets the groups free of each other. */
  readonly variables: readonly number[];
}

/**
 * Splits undecided groups into components that share no open variable. Worlds of different components combine freely, so
 * each can be explored by itself and the results joined: many links cost their sum, not their product.
 */
export function componentsOf(evaluation: Evaluation, groups: readonly Group[]): readonly Component[] {
  const open = groups.map((group) => openVariables(evaluation, [group]));
  const parent = groups.map((_, index) => index);
  const rootOf = (index: number): number => {
    let at = index;
    while (parent[at] !== at) at = parent[at] as number;
    return at;
  };
  const holder = new Map<number, number>();
  const shared = new Map<number, number>();
  open.forEach((variables, index) => {
    for (const variable of variables) {
      shared.set(variable, (shared.get(variable) ?? 0) + 1);
      const other = holder.get(variable);
      if (other === undefined) holder.set(variable, index);
      else parent[rootOf(index)] = rootOf(other);
    }
  });
  const members = new Map<number, number[]>();
  groups.forEach((_, index) => {
    const root = rootOf(index);
    const found = members.get(root);
    if (found === undefined) members.set(root, [index]);
    else found.push(index);
  });
  return [...members.values()].map((indexes) => ({
    groups: indexes.map((index) => groups[index] as Group),
    variables: [...new Set(indexes.flatMap((index) => open[index] ?? []))].sort(
      (left, right) => (shared.get(right) ?? 0) - (shared.get(left) ?? 0),
    ),
  }));
}
