import type { Output } from "../terminal/output.ts";

/** NDJSON: one element a line, for programs that read while it is being written. */
export class JsonLines {
  readonly #output: Output;

  constructor(output: Output) {
    this.#output = output;
  }

  async add(element: unknown): Promise<void> {
    await this.#output.write(`${JSON.stringify(element)}\n`);
  }

  async end(): Promise<void> {}
}
