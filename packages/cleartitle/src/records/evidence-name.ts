import { basename } from "node:path";

import { textLimits } from "@cleartitle/ledger/records";

/** A path as it is kept beside a record of the file: whole, or the name alone where it is longer than texts in a record may be. */
export function evidenceName(path: string): string {
  return path.length <= textLimits.name ? path : basename(path);
}
