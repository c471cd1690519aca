/** What was met, and how often. */
export interface Counted<T> {
  readonly value: T;
  readonly count: number;
}

/**
 * Counts how often things are met, in bounded memory: where there are too many kinds, a new one takes the place of the rarest and inherits its
 * count (Metwally, Agrawal, El Abbadi 2005, "space saving"). Up to the limit the counts are exact; beyond it what is frequent is still found.
 */
export class Frequent<T> {
  readonly #limit: number;
  readonly #counts = new Map<string, { readonly value: T; count: number }>();

  constructor(limit: number) {
    this.#limit = limit;
  }

  add(key: string, value: T): void {
    const known = this.#counts.get(key);
    if (known !== undefined) {
      known.count += 1;
      return;
    }
    let inherited = 0;
    if (this.#counts.size >= this.#limit) {
      const [rarest, { count }] = [...this.#counts].reduce((least, each) =>
        each[1].count < least[1].count ? each : least,
      );
      this.#counts.delete(rarest);
      inherited = count;
    }
    this.#counts.set(key, { value, count: inherited + 1 });
  }

  /** The most frequent first; what came first where two are as frequent. */
  top(most: number = this.#limit): readonly Counted<T>[] {
    return [...this.#counts.values()].toSorted((a, b) => b.count - a.count).slice(0, most);
  }
}
