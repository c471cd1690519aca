import { closeSync, openSync, readSync } from "node:fs";

import { type Contestant, oneByOne } from "../contestant.ts";

/** The least that any reader must do: open, read 64 KiB, close. */
export function start(): Contestant {
  const bytes = Buffer.allocUnsafeSlow(65_536);
  return oneByOne((path) => {
    const file = openSync(path, "r");
    readSync(file, bytes, 0, bytes.length, 0);
    closeSync(file);
  });
}
