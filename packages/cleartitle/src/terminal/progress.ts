import type { Writable } from "node:stream";

import { displayWidth } from "./display-width.ts";
import { safeText } from "./safe-text.ts";

type Screen = Writable & { readonly isTTY?: boolean; readonly columns?: number };

const pause = 100;
const usual = 80;
/** Characters of a text that are looked at: more never fit into a line. */
const longest = 1000;

/** One line on a terminal that says what is going on; elsewhere, and where a terminal cannot clear a line, it says nothing. */
export class Progress {
  readonly #stream: Screen;
  readonly #shows: boolean;
  readonly #now: () => number;
  #last = Number.NEGATIVE_INFINITY;
  #shown = false;

  constructor(
    stream: Screen,
    environment: Readonly<Record<string, string | undefined>>,
    now: () => number = () => performance.now(),
  ) {
    this.#stream = stream;
    this.#shows = stream.isTTY === true && environment["TERM"] !== "dumb";
    this.#now = now;
  }

  show(text: string): void {
    if (!this.#shows || this.#now() - this.#last < pause) return;
    this.#last = this.#now();
    this.#shown = true;
    // In the last column some terminals go on to the next line, and a line that is two cannot be cleared.
    this.#stream.write(`\r\u001b[K${fitting(text, (this.#stream.columns ?? usual) - 1)}`);
  }

  clear(): void {
    if (!this.#shown) return;
    this.#shown = false;
    this.#stream.write("\r\u001b[K");
  }
}

/** As much of a text as goes into so many columns. */
function fitting(text: string, columns: number): string {
  const safe = safeText(text.slice(0, longest));
  if (displayWidth(safe) <= columns) return safe;
  let line = "";
  let used = 1;
  for (const { segment } of new Intl.Segmenter().segment(safe)) {
    used += displayWidth(segment);
    if (used > columns) break;
    line += segment;
  }
  return `${line}…`;
}
