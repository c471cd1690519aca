import type { Writable } from "node:stream";

import { shortText } from "./safe-text.ts";

const pause = 100;

/** One line on a terminal that says what is going on; elsewhere it says nothing. */
export class Progress {
  readonly #stream: Writable & { readonly isTTY?: boolean };
  readonly #now: () => number;
  #last = Number.NEGATIVE_INFINITY;
  #shown = false;

  constructor(stream: Writable & { readonly isTTY?: boolean }, now: () => number = () => performance.now()) {
    this.#stream = stream;
    this.#now = now;
  }

  show(text: string): void {
    if (this.#stream.isTTY !== true || this.#now() - this.#last < pause) return;
    this.#last = this.#now();
    this.#shown = true;
    this.#stream.write(`\r\u001b[K${shortText(text, 70)}`);
  }

  clear(): void {
    if (!this.#shown) return;
    this.#shown = false;
    this.#stream.write("\r\u001b[K");
  }
}
