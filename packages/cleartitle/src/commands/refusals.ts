import type { Surroundings } from "../surroundings.ts";
import { safeText } from "../terminal/safe-text.ts";

/** Many more different sentences than one run has. */
const mostKept = 1_000;

/** Why files have no answer: the same sentence is said once, with the first file, and at the end for how many more it holds. */
export class Refusals {
  readonly #said = new Map<string, number>();

  add(file: string, { message }: Error, { stderr }: Surroundings): void {
    const before = this.#said.get(message);
    if (before !== undefined || this.#said.size < mostKept) this.#said.set(message, (before ?? 0) + 1);
    if (before !== undefined) return;
    const named = file === "" || message.includes(file) ? message : `${file}: ${message}`;
    stderr.write(`cleartitle: ${safeText(named)}\n`);
  }

  end({ stderr }: Surroundings): void {
    for (const [message, files] of this.#said)
      if (files > 1) stderr.write(`cleartitle: ${files - 1} more: ${safeText(message)}\n`);
  }
}
