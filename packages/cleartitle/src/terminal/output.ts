import type { Writable } from "node:stream";

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

  async write(text: string): Promise<void> {
    if (this.#failure !== null) throw asClosedPipe(this.#failure);
    await new Promise<void>((resolve, reject) => {
      this.#stream.write(text, (error) => (error ? reject(asClosedPipe(error)) : resolve()));
    });
  }
}

function asClosedPipe(error: Error): Error {
  const code = "code" in error ? error.code : "";
  return code === "EPIPE" || code === "ERR_STREAM_DESTROYED" || code === "ECONNRESET"
    ? new ClosedPipe("closed", { cause: error })
    : error;
}
