import type { Evidence } from "@cleartitle/evidence";

import type { Inspection, Judgement } from "../answer.ts";
import { fieldsOf, listOf } from "./fields-of.ts";
import { wrong } from "./wrong.ts";

/** Lists of the evidence that are gone through. */
const evidenceLists = ["models", "adapters", "problems", "carriers"] as const;

/**
 * Evidence as a program gives it back: what `inspect` said, in the same process or read again from JSON.
 *
 * @throws CleartitleError `usage`
 */
export function givenEvidence<E extends Evidence | Inspection>(given: E): E {
  const wanted = "what `inspect` gave";
  const fields = fieldsOf("The evidence", wanted, given, [
    "format",
    "contentCredentials",
    "claims",
    ...evidenceLists,
  ]);
  if (typeof fields["format"] !== "string") throw wrong("The evidence", wanted, given);
  fieldsOf("evidence.contentCredentials", wanted, fields["contentCredentials"], []);
  for (const name of evidenceLists) allObjects(`evidence.${name}`, wanted, fields[name]);
  if (fields["claims"] !== undefined) {
    const { services } = fieldsOf("evidence.claims", wanted, fields["claims"], ["services"]);
    allObjects("evidence.claims.services", wanted, services);
  }
  return given;
}

/**
 * A decision as a program gives it back: what `check`, `decide` or `judge` said.
 *
 * @throws CleartitleError `usage`
 */
export function givenDecision(given: Judgement): Judgement {
  const wanted = "what `check`, `decide` or `judge` decided";
  const fields = fieldsOf("The decision", wanted, given, ["chain", "reasons", "duties", "made"]);
  for (const name of ["chain", "reasons", "duties"]) allObjects(`decision.${name}`, wanted, fields[name]);
  fieldsOf("decision.made", wanted, fields["made"], []);
  return given;
}

function allObjects(place: string, wanted: string, given: unknown): void {
  for (const [at, each] of listOf(place, wanted, given).entries())
    fieldsOf(`${place}[${at}]`, wanted, each, []);
}
