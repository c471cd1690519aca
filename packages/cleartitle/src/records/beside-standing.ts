import type { Statement } from "@cleartitle/catalog";
import type { FactValue, Registry } from "@cleartitle/corpus";
import { canonicalJson, type NewRecord } from "@cleartitle/ledger/records";

import { saysTheSame } from "../attested/known-value.ts";
import { openStatements } from "../attested/open-statements.ts";
import type { ReadableRecords } from "./records.ts";

type Known = Pick<ReadableRecords, "catalog" | "privates">;
type New = NewRecord<"attestation">;

/** Attestations beside what stands on record already. */
export interface BesideStanding {
  /** Those that are not on record, each naming the records of the same person that it replaces. */
  readonly fresh: readonly New[];
  /** Records of others, or of nobody who is known any more, that say otherwise and still stand. */
  readonly contradicted: readonly { readonly fact: string; readonly record: number }[];
}

/**
 * Compares attestations with what stands about the same file, fact and use. Whoever says otherwise than before takes back their own word, here, where
 * their name is known; the word of others they cannot take back, so both stand.
 */
export async function besideStanding(
  registry: Registry,
  known: Known,
  said: readonly New[],
): Promise<BesideStanding> {
  const fresh = new Map<string, New>();
  const contradicted: { fact: string; record: number }[] = [];
  for (const one of said) {
    const { body } = one;
    const standing = (await openStatements(known, body.subject ?? null)).filter(
      ({ fact, use, market }) =>
        fact === body.fact && use === (body.use ?? null) && market === (body.market ?? null),
    );
    const value = (body.value ?? body.privateValue) as FactValue;
    const own: Statement[] = [];
    let isKnown = false;
    for (const statement of standing) {
      const earlier = statement.kind === "attestation" ? await opened(known, statement) : null;
      const byThem = earlier !== null && isSamePerson(earlier["by"], body.by);
      if (saysTheSame(registry, body.fact, (statement.value ?? "") as FactValue, value)) {
        isKnown ||= earlier !== null && canonicalJson(earlier) === canonicalJson(withoutUndefined(body));
      } else if (byThem) own.push(statement);
      else if (statement.value !== undefined)
        contradicted.push({ fact: body.fact, record: statement.position });
    }
    if (isKnown && own.length === 0) continue;
    const replaces = [...new Set(own.map(({ id }) => id))];
    fresh.set(canonicalJson(withoutUndefined(body)), {
      ...one,
      body: replaces.length === 0 ? body : { ...body, replaces },
    });
  }
  return { fresh: [...fresh.values()], contradicted };
}

/** All that an attestation says, private fields included, apart from what it replaced. */
async function opened(
  { catalog, privates }: Known,
  { id }: Statement,
): Promise<Readonly<Record<string, unknown>>> {
  const [found] = await catalog.find({ id });
  const { replaces: _, ...body } = (found?.record.body ?? {}) as Record<string, unknown>;
  // Whose word it is nobody can say where its private fields cannot be read.
  const openings = await privates.openings(id).catch(() => []);
  return {
    ...body,
    ...Object.fromEntries(openings.map(({ field, json }) => [field, JSON.parse(json) as unknown])),
  };
}

function isSamePerson(one: unknown, other: string): boolean {
  const plain = (name: string): string => name.normalize("NFC").trim().replaceAll(/\s+/g, " ").toLowerCase();
  return typeof one === "string" && plain(one) === plain(other);
}

const withoutUndefined = (body: New["body"]): Readonly<Record<string, unknown>> =>
  Object.fromEntries(Object.entries(body).filter(([, value]) => value !== undefined));
