import { textLimits } from "@cleartitle/ledger/records";

import { CleartitleError } from "../cleartitle-error.ts";

/** How the caller calls a field: `--where` on the command line, `where` in the library. */
export type Naming = (field: string) => string;

export const asOption: Naming = (field) => `--${field}`;
export const asField: Naming = (field) => field;

/**
 * A text for a field of a record, without blanks around it.
 *
 * @throws CleartitleError `usage` where it is empty, longer than such a field may be, or no text that could be written
 */
export function requireText(text: string, what: string, limit: keyof typeof textLimits): string {
  const most = textLimits[limit];
  const trimmed = typeof text === "string" ? text.trim() : "";
  if (trimmed === "") throw new CleartitleError("usage", `${what} takes a text, and there is none.`);
  // A cut pair of surrogates has no bytes in UTF-8, and so no hash.
  if (!trimmed.isWellFormed())
    throw new CleartitleError(
      "usage",
      `${what} holds half a character (a lone surrogate): cut it elsewhere.`,
    );
  if (trimmed.length <= most) return trimmed;
  throw new CleartitleError(
    "usage",
    `${what} takes at most ${most} characters, and this has ${trimmed.length}. Say it in fewer words; what is longer belongs into a file: cleartitle attach.`,
  );
}
