/** Keeps the latest results of a pure function. A folder of images mostly holds many that were made alike. */
export class Recent<T> {
  readonly #limit: number;
  readonly #kept = new Map<string, T>();

  constructor(limit: number) {
    this.#limit = limit;
  }

  /** The result kept under the key, or the one that `make` makes. */
  get(key: string, make: () => T): T {
    const kept = this.#kept.get(key);
    const value = kept ?? make();
    this.#kept.delete(key);
    this.#kept.set(key, value);
    const oldest = this.#kept.keys().next();
    if (this.#kept.size > this.#limit && oldest.done !== true) this.#kept.delete(oldest.value);
    return value;
  }
}
