/** Places where a pattern ends, as the automaton meets them: three numbers each, kept in one growing array. */
export class Candidates {
  #numbers: Int32Array = new Int32Array(96);
  #length = 0;

  get count(): number {
    return this.#length / 3;
  }

  clear(): void {
    this.#length = 0;
    // One huge text must not hold its memory for good.
    if (this.#numbers.length > 100_000) this.#numbers = new Int32Array(96);
  }

  add(pattern: number, start: number, end: number): void {
    if (this.#length === this.#numbers.length) {
      const larger = new Int32Array(this.#length * 2);
      larger.set(this.#numbers);
      this.#numbers = larger;
    }
    this.#numbers[this.#length] = pattern;
    this.#numbers[this.#length + 1] = start;
    this.#numbers[this.#length + 2] = end;
    this.#length += 3;
  }

  pattern(index: number): number {
    return this.#numbers[index * 3]!;
  }

  start(index: number): number {
    return this.#numbers[index * 3 + 1]!;
  }

  end(index: number): number {
    return this.#numbers[index * 3 + 2]!;
  }
}
