import { canonicalJson, isOfKind, type Fingerprint, type LedgerRecord } from "@cleartitle/ledger/records";
import { packFingerprint } from "./look/fingerprint-bits.ts";
import type { CatalogTables, TableName } from "./schema.ts";

export type Rows = { readonly [Name in TableName]: readonly CatalogTables[Name][] };

interface Facts {
  readonly generation?: string | undefined;
  readonly subject?: string | undefined;
  readonly use?: string | undefined;
  readonly market?: string | undefined;
  readonly verdict?: string | undefined;
  readonly files?: readonly (readonly [role: string, sha256: string | undefined])[];
  readonly parties?: readonly (string | undefined)[];
  readonly fingerprint?: Fingerprint | undefined;
  readonly duties?: readonly { readonly code: string; readonly phase?: string | undefined }[];
  /** Another record that it is about, by its id. */
  readonly about?: string | undefined;
  readonly statements?: readonly Stated[];
  readonly withdrawals?: readonly Omit<CatalogTables["withdrawal"], "position">[];
}

/** A fact that somebody vouches for; `value` is undefined where it is private. */
interface Stated {
  readonly fact: string;
  readonly value: unknown;
  readonly use?: string | undefined;
  readonly market?: string | undefined;
}

/** What the catalog keeps of the record at `position`: a pure function, so that a rebuilt catalog is the same. */
export function rowsOfRecord(position: number, record: LedgerRecord): Rows {
  const facts = factsOf(record);
  const { id, kind, time } = record;
  const { subject = null } = facts;
  const files = (facts.files ?? []).flatMap(([role, sha256]) =>
    sha256 === undefined ? [] : [{ sha256, role, position }],
  );
  const parties = new Set((facts.parties ?? []).filter((party) => party !== undefined));
  const { fingerprint, use = null, market = null } = facts;
  const duties = new Map(
    (facts.duties ?? []).map(({ code, phase = null }) => [code, { position, code, phase }]),
  );
  return {
    record: [
      {
        position,
        id,
        kind,
        // In UTC and of one length, so that texts compare like times.
        recorded: time.recorded,
        happened: time.happened,
        basis: time.basis,
        generation: facts.generation ?? null,
        subject,
        use,
        market,
        verdict: facts.verdict ?? null,
        json: canonicalJson(record),
      },
    ],
    file: unique(files),
    party: [...parties].map((party) => ({ party, position })),
    fingerprint:
      fingerprint === undefined
        ? []
        : [
            {
              position,
              sha256: subject,
              algorithm: fingerprint.algorithm,
              digits: fingerprint.hash.length,
              bits: packFingerprint(fingerprint),
            },
          ],
    duty: [...duties.values()],
    about: facts.about === undefined ? [] : [{ about: facts.about, position }],
    statement: statementRows(position, subject ?? "", facts.statements ?? []),
    withdrawal: (facts.withdrawals ?? []).map((one) => ({ ...one, position })),
  };
}

function statementRows(
  position: number,
  subject: string,
  statements: readonly Stated[],
): readonly CatalogTables["statement"][] {
  const rows = statements.map(({ fact, value, use = null, market = null }) => ({
    subject,
    fact,
    value: value === undefined ? "" : canonicalJson(value),
    use,
    market,
    position,
  }));
  return [...new Map(rows.map((row) => [`${row.fact} ${row.value}`, row])).values()];
}

/** What a person who confirmed a point of a review vouches for. Records of old name the duty as the point. */
function confirmed({ use, market, items = [] }: LedgerRecord<"review">["body"]): readonly Stated[] {
  return items.flatMap(({ code, state, duties = [code], facts = {} }) =>
    state === "confirmed"
      ? [
          ...duties.map((duty) => ({ fact: `met.${duty}`, value: true, use, market })),
          ...Object.entries(facts).map(([fact, value]) => ({ fact, value })),
        ]
      : [],
  );
}

/** Records of kinds that are not known here are kept with their time alone. */
function factsOf(record: LedgerRecord): Facts {
  if (isOfKind(record, "generation")) {
    const { generationId, output, service, gateway, model, intendedUse, fingerprint } = record.body;
    return {
      generation: generationId,
      subject: output?.sha256,
      use: intendedUse,
      files: [
        ["output", output?.sha256],
        ...(record.body.inputs ?? []).map(({ sha256 }) => ["input", sha256] as const),
      ],
      parties: [gateway, service, model],
      fingerprint,
    };
  }
  if (isOfKind(record, "decision")) {
    const { generationId, subject, use, market, verdict, parties, duties, full, fingerprint } = record.body;
    return {
      generation: generationId,
      subject: subject?.sha256,
      use,
      market,
      verdict,
      files: [
        ["subject", subject?.sha256],
        ["decision", full?.sha256],
      ],
      parties: [...(parties ?? []), market],
      fingerprint,
      duties: (duties ?? []).filter(({ met }) => !met),
    };
  }
  if (isOfKind(record, "attestation")) {
    const { subject, fact = "", value, use, market, replaces = [] } = record.body;
    return {
      subject,
      files: [["subject", subject]],
      statements: [{ fact, value, use, market }],
      withdrawals: [...new Set(replaces)].map((replaced) => ({ record: replaced, fact })),
    };
  }
  if (isOfKind(record, "withdrawal")) {
    const { subject, record: withdrawn = "" } = record.body;
    return {
      subject,
      files: [["subject", subject]],
      withdrawals: [{ record: withdrawn, fact: "" }],
    };
  }
  if (isOfKind(record, "review")) {
    const { subject, use, market } = record.body;
    return { subject, use, market, files: [["subject", subject]], statements: confirmed(record.body) };
  }
  if (isOfKind(record, "publication")) {
    const { subject, use, where, market, duties = [] } = record.body;
    return {
      subject,
      use,
      market,
      files: [["subject", subject]],
      parties: [where],
      statements: duties.map((duty) => ({ fact: `met.${duty}`, value: true, use, market: market ?? where })),
    };
  }
  if (isOfKind(record, "edit")) {
    const { before, after, fingerprint } = record.body;
    return {
      subject: after?.sha256,
      files: [
        ["before", before],
        ["after", after?.sha256],
      ],
      fingerprint,
    };
  }
  if (isOfKind(record, "evidence-file")) {
    const { subject, files = [], about } = aimOf(record.body.about);
    return { subject, files: [["evidence", record.body.file?.sha256], ...files], about };
  }
  if (isOfKind(record, "note")) return aimOf(record.body.about);
  return {};
}

/** A note or a piece of evidence is about a file, by its hash, or about another record, by its id. */
function aimOf(about: string | undefined): Pick<Facts, "subject" | "files" | "about"> {
  if (about === undefined || !/^[0-9a-f]{64}$/.test(about)) return { about };
  return { subject: about, files: [["subject", about]] };
}

function unique(files: readonly CatalogTables["file"][]): readonly CatalogTables["file"][] {
  return [...new Map(files.map((file) => [`${file.sha256} ${file.role}`, file])).values()];
}
