import type { Variable } from "./slice.ts";

/** The name under which a question sets a variable: the link is told from the context, not from the name. */
export function variableFact(variable: Variable): string {
  return variable.fact?.code ?? variable.key.replace(/@\d+$/, "");
}
