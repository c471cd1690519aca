import { decodeLoose } from "../bytes/text.ts";
import type { Window } from "../bytes/window.ts";
import type { Carriers } from "../carriers.ts";

/** How much of the bytes behind the image is looked at, from their front and from their end. */
const TRAILER_BYTES = 64 * 1024;

/**
 * Bytes behind the end of the image. Samsung keeps a directory of named entries there (`SEFH` … `SEFT`); Galaxy AI writes
 * `genAIType` into one. Only readable runs that could be such entries are kept.
 */
export async function readTrailer(window: Window, carriers: Carriers, from: number): Promise<void> {
  const start = Math.max(from, window.size - TRAILER_BYTES);
  if (start >= window.size) return;
  const read = window.at(start, window.size - start);
  const bytes = read instanceof Promise ? await read : read;
  carriers.block(
    "unread",
    `${carriers.format}:trailer`,
    from,
    window.size,
    `${window.size - from} bytes behind the end of the image`,
  );
  let runStart = -1;
  for (let i = 0; i <= bytes.length; i++) {
    const byte = bytes[i] ?? 0;
    const printable = byte >= 0x20 && byte < 0x7f;
    if (printable) {
      if (runStart < 0) runStart = i;
      continue;
    }
    if (runStart >= 0 && i - runStart >= 8) {
      const run = decodeLoose(bytes.subarray(runStart, i));
      if (run.includes("genAIType") || run.includes("{")) {
        carriers.text(`${carriers.format}:trailer`, "trailer", run, start + runStart, start + i, "trailer");
      }
    }
    runStart = -1;
  }
}
