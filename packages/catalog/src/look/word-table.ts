/** Rows of 32-bit words in one flat array that grows; what was never set is 0. */
export class WordTable {
  readonly #width: number;
  words: Uint32Array;

  constructor(width: number) {
    this.#width = width;
    this.words = new Uint32Array(width * 1024);
  }

  set(row: number, words: Uint32Array): void {
    const end = (row + 1) * this.#width;
    if (end > this.words.length) {
      const grown = new Uint32Array(Math.max(end, this.words.length * 2));
      grown.set(this.words);
      this.words = grown;
    }
    this.words.set(words, row * this.#width);
  }
}
