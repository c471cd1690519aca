import { existsSync } from "node:fs";
import { join } from "node:path";

/** Where the public terms lie: compiled beside the built code, or as people write them at the root of a checkout. */
export function corpusFolder(): string {
  const built = join(import.meta.dirname, "corpus");
  return existsSync(built) ? built : join(import.meta.dirname, "../../../corpus");
}
