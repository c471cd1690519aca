import type { Generation, NewRecord } from "@cleartitle/ledger/records";

import { didYouMean } from "../ask/did-you-mean.ts";
import { CleartitleError } from "../cleartitle-error.ts";

/** What is saved about a generation. `generationId`, `model` and `timestamp` must be there; a prompt is kept beside the log. */
export interface SavedGeneration extends Omit<Generation, "timestamp"> {
  /** When it was made: a `Date`, milliseconds since 1970, or RFC 3339 with its offset. */
  readonly timestamp: Date | number | string;
}

const fields = [
  "generationId",
  "model",
  "timestamp",
  "license",
  "intendedUse",
  "attribution",
  "service",
  "plan",
  "gateway",
  "parameters",
  "inputs",
  "output",
  "fingerprint",
  "prompt",
  "negativePrompt",
  "by",
  "account",
] as const satisfies readonly (keyof SavedGeneration)[];

/**
 * A generation as it is recorded.
 *
 * @param where for messages, for example `complianceLog.save`
 * @throws CleartitleError `usage` for a field that there is none of, or a time that is none
 */
export function generationRecord(saved: SavedGeneration, where: string): NewRecord<"generation"> {
  for (const name of Object.keys(saved)) {
    if ((fields as readonly string[]).includes(name)) continue;
    throw new CleartitleError(
      "usage",
      `${where}: a generation has no field "${name}".${didYouMean(name, fields) || ` It has: ${fields.join(", ")}.`}`,
    );
  }
  const body = Object.fromEntries(
    Object.entries(saved).filter(([, value]) => value !== undefined && value !== null),
  );
  return { kind: "generation", body: { ...body, timestamp: momentOf(saved.timestamp, where) } as Generation };
}

function momentOf(time: Date | number | string, where: string): string {
  if (typeof time === "string" && !Number.isNaN(Date.parse(time))) return time;
  const date = typeof time === "number" ? new Date(time) : time;
  if (date instanceof Date && !Number.isNaN(date.getTime())) return date.toISOString();
  throw new CleartitleError(
    "usage",
    `${where}: timestamp takes a Date or RFC 3339, not ${JSON.stringify(time)}.`,
  );
}
