import type { Writable } from "node:stream";

import { CleartitleError } from "../cleartitle-error.ts";

/** Thrown when nobody reads any more, as when the command is piped into `head`: the command ends without a word. */
export class ClosedPipe extends Error {
  override readonly name = "ClosedPipe";
}

/** Writes to a stream no faster than it is read, so that memory stays bounded. */
export class Output {
  readonly #stream: Writable;
  #failure: Error | null = null;

  constructor(stream: Writable) {
    this.#stream = stream;
    // Without a listener an EPIPE that arrives between two writes would end the process with a stack trace.
    stream.on("error", (error) => {
      this.#failure = error;
    });
  }

  /** Whether somebody looks at it on a terminal, which obeys what it is sent. */
  get isTerminal(): boolean {
    return "isTTY" in this.#stream && this.#stream.isTTY === true;
  }

  async write(text: string): Promise<void> {
    if (this.#failure !== null) throw explain(this.#failure);
    await new Promise<void>((resolve, reject) => {
      this.#stream.write(text, (error) => (error ? reject(explain(error)) : resolve()));
    });
  }
}

function explain(error: Error): Error {
  const code = "code" in error ? error.code : "";
  if (code === "EPIPE" || code === "ERR_STREAM_DESTROYED" || code === "ECONNRESET")
    return new ClosedPipe("closed", { cause: error });
  const what =
    code === "ENOSPC" || code === "EDQUOT"
      ? "no room is left where it goes; make room, or write it elsewhere, and start again."
      : error.message;
  return new CleartitleError("output-unwritable", `The output could not be written: ${what}`, error);
}
