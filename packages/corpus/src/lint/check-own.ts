import type { Compiled } from "../compile/compile-corpus.ts";
import type { Day } from "../date-bound.ts";
import type { Finding } from "../finding.ts";
import { lintInput } from "./lint-corpus.ts";
import type { Linter } from "./linter.ts";
import { alternatives } from "./linters/alternatives.ts";
import { dates } from "./linters/dates.ts";
import { exceptionCircle } from "./linters/exception-circle.ts";
import { kindFields } from "./linters/kind-fields.ts";
import { references } from "./linters/references.ts";
import { ruleId } from "./linters/rule-id.ts";
import { sharedName } from "./linters/shared-name.ts";

/**
 * The linters whose findings can make an answer wrong: a base that is not there takes its terms out of the chain, a period that ends
 * before it begins silences its rule. The others judge how well the terms are kept; what they find never widens an answer.
 */
const decisive: readonly Linter[] = [
  ruleId,
  sharedName,
  kindFields,
  references,
  dates,
  exceptionCircle,
  alternatives,
];

/** What keeps somebody's own terms from being used: the mistakes of compiling, or else what these linters find. */
export function checkOwn(compiled: Compiled, today: Day): readonly Finding[] {
  if (compiled.findings.length > 0) return compiled.findings;
  const input = lintInput(compiled, { texts: null, today });
  return decisive.flatMap((linter) => linter.check(input).findings);
}
