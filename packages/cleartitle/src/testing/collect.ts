import { Writable } from "node:stream";

import { Output } from "../terminal/output.ts";

/** An output that keeps what is written to it. */
export function collected(): { readonly output: Output; readonly text: () => string } {
  let text = "";
  const stream = new Writable({
    write(piece: Buffer, _encoding, done): void {
      text += piece.toString();
      done();
    },
  });
  return { output: new Output(stream), text: () => text };
}
