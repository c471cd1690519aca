import { statSync } from "node:fs";

/** Whole mebibytes of a file, as many as an `Int32Array` can hold; 0 where there is none. */
export function mebibytesOf(path: string): number {
  const bytes = statSync(path, { throwIfNoEntry: false })?.size ?? 0;
  // Divided, not shifted: a shift would count a size without its multiples of 4 GiB.
  return Math.min(2 ** 31 - 1, Math.floor(bytes / 2 ** 20));
}
