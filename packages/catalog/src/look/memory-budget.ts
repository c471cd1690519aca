/** Lets work begin only while all that is under way stays within a budget; what has waited longest is next. */
export class MemoryBudget {
  readonly #most: number;
  readonly #waiting: { readonly cost: number; readonly begin: () => void }[] = [];
  #taken = 0;

  constructor(most: number) {
    this.#most = most;
  }

  /** Does the work when there is room for its cost; one that costs more than all there is waits until nothing else is under way. */
  async within<T>(cost: number, work: () => Promise<T>): Promise<T> {
    const share = Math.min(cost, this.#most);
    await new Promise<void>((begin) => {
      this.#waiting.push({ cost: share, begin });
      this.#next();
    });
    try {
      return await work();
    } finally {
      this.#taken -= share;
      this.#next();
    }
  }

  #next(): void {
    for (let first = this.#waiting[0]; first !== undefined; first = this.#waiting[0]) {
      if (this.#taken + first.cost > this.#most) return;
      this.#taken += first.cost;
      this.#waiting.shift();
      first.begin();
    }
  }
}
