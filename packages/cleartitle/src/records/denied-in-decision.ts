import type { LedgerRecord } from "@cleartitle/ledger/records";

import type { ContentClaim } from "../answer.ts";
import { openStatements } from "../attested/open-statements.ts";
import { namesFact } from "../content/names-fact.ts";
import { saidIn } from "../content/quoted-words.ts";
import { weighClaims } from "../content/weigh-claims.ts";
import type { ReadableRecords } from "./records.ts";

/**
 * Facts that a decision rests on though the words of its file say otherwise, each with what they say: it was made before such words counted, or before
 * a reason against them was taken back. One part of a sentence each.
 */
export async function deniedInDecision(
  known: Pick<ReadableRecords, "catalog" | "privates">,
  { body }: LedgerRecord<"decision">,
  { sha256, content }: { readonly sha256: string; readonly content: readonly ContentClaim[] },
): Promise<readonly string[]> {
  const weighed = weighClaims(content);
  if (weighed.size === 0) return [];
  const { facts = {} } = (body.question ?? {}) as {
    readonly facts?: Readonly<Record<string, unknown>>;
  };
  const ticked = new Set(
    (body.duties ?? []).flatMap(({ code }) => /^confirm\.(?<fact>.+)$/.exec(code)?.groups?.["fact"] ?? []),
  );
  const attested = await openStatements(known, sha256);
  return [...weighed].flatMap(([fact, { weight, claims }]) => {
    const stated = facts[fact];
    const denied = namesFact(fact) && stated !== undefined && stated !== true;
    // What was left to confirm then is proved by words now, so that no tick closes it.
    const left = stated === undefined && weight === "proved" && ticked.has(fact);
    const overruled = attested.some(
      (one) => one.fact === fact && one.overrules !== undefined && (body.attestations ?? []).includes(one.id),
    );
    if (overruled || (!denied && !left)) return [];
    return [
      `${denied ? `${fact}=${JSON.stringify(stated)}` : `${fact} being left to confirm`}, but ${saidIn(claims)}`,
    ];
  });
}
