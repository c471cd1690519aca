import type { FactValue } from "@cleartitle/corpus";

import type { AttestedFact, OnRecord, Overruling } from "../attested/attested.ts";
import { fieldsOf, listOf } from "./fields-of.ts";
import { wrong } from "./wrong.ts";

/** What `withRecords` added to a question. Only the place that facts come from is in it: what counts is among the facts. */
export function givenOnRecord(given: unknown): OnRecord {
  const place = "question.onRecord";
  const { facts, remarks } = fieldsOf(place, "what `withRecords` gave", given, ["facts", "remarks"]);
  return {
    facts: listOf(`${place}.facts`, "a list", facts).map(attestedFact),
    remarks: listOf(`${place}.remarks`, "a list of texts", remarks).map((remark) => {
      if (typeof remark === "string") return remark;
      throw wrong(`${place}.remarks`, "a list of texts", remark);
    }),
  };
}

function attestedFact(given: unknown, at: number): AttestedFact {
  const place = `question.onRecord.facts[${at}]`;
  const wanted = "a fact with value, record, id and on";
  const { fact, value, record, id, on, overrules } = fieldsOf(place, wanted, given, [
    "fact",
    "value",
    "record",
    "id",
    "on",
    "overrules",
  ]);
  const isValue = ["string", "number", "boolean"].includes(typeof value);
  if (
    typeof fact !== "string" ||
    typeof record !== "number" ||
    typeof id !== "string" ||
    typeof on !== "string" ||
    !isValue
  )
    throw wrong(place, wanted, given);
  return {
    fact,
    value: value as FactValue,
    record,
    id,
    on,
    ...(overrules === undefined ? {} : { overrules: overrulingOf(`${place}.overrules`, overrules) }),
  };
}

function overrulingOf(place: string, given: unknown): Overruling {
  const wanted = "who says so, and why";
  const { by, because } = fieldsOf(place, wanted, given, ["by", "because"]);
  if (typeof by !== "string" || typeof because !== "string") throw wrong(place, wanted, given);
  return { by, because };
}
