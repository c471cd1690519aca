import type { Registry } from "@cleartitle/corpus";

import { CleartitleError } from "../cleartitle-error.ts";
import { didYouMean } from "./did-you-mean.ts";

/**
 * The code of a duty, also written `met.CODE` as `cleartitle words duties` has it.
 *
 * @throws CleartitleError `unknown-duty`, with the nearest one
 */
export function requireDuty({ duties }: Pick<Registry, "duties">, written: string): string {
  const code = written.trim().replace(/^met\./, "");
  if (Object.hasOwn(duties, code)) return code;
  if (code.startsWith("confirm."))
    throw new CleartitleError(
      "unknown-duty",
      `"${code}" is nothing that is done: a named person confirms it with cleartitle review FILE --by NAME --confirm POINT --record.`,
    );
  const near = didYouMean(code, Object.keys(duties));
  throw new CleartitleError(
    "unknown-duty",
    `No duty is called "${code}".${near || " `cleartitle words duties` lists all duties."}`,
  );
}
