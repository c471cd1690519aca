import type { Output } from "../terminal/output.ts";

/** A JSON array that is written as its elements come, so that a million of them need no more memory than one. */
export class JsonArray {
  readonly #output: Output;
  #open = false;

  constructor(output: Output) {
    this.#output = output;
  }

  async add(element: unknown): Promise<void> {
    await this.#output.write(`${this.#open ? "," : "["}\n${JSON.stringify(element, null, 2)}`);
    this.#open = true;
  }

  /** Also after Ctrl-C: what was written so far is whole. */
  async end(): Promise<void> {
    await this.#output.write(this.#open ? "\n]\n" : "[]\n");
  }
}
