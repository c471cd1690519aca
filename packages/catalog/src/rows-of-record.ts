import { canonicalJson, isOfKind, type Fingerprint, type LedgerRecord } from "@cleartitle/ledger/records";
import { packFingerprint } from "./fingerprint-bits.ts";
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
  readonly closed?: readonly string[];
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
  const { fingerprint } = facts;
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
        use: facts.use ?? null,
        market: facts.market ?? null,
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
    closing: subject === null ? [] : [...new Set(facts.closed)].map((code) => ({ subject, code, position })),
  };
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
    const { subject, fact = "", value } = record.body;
    // Whether a statement about the picture clears anything hangs on its value: that is for a new decision or a review to say.
    const met = /^met\.(.+)$/.exec(fact)?.[1];
    return {
      subject,
      files: [["subject", subject]],
      closed: met !== undefined && value === true ? [met] : [],
    };
  }
  if (isOfKind(record, "review")) {
    const { subject, use, items = [] } = record.body;
    const closed = items.filter(({ state }) => state !== "open").map(({ code }) => code);
    return { subject, use, files: [["subject", subject]], closed };
  }
  if (isOfKind(record, "publication")) {
    const { subject, use, where, duties = [] } = record.body;
    return { subject, use, files: [["subject", subject]], parties: [where], closed: duties };
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
  if (isOfKind(record, "evidence-file")) return { files: [["evidence", record.body.file?.sha256]] };
  if (isOfKind(record, "note") && /^[0-9a-f]{64}$/.test(record.body.about ?? "")) {
    return { subject: record.body.about, files: [["subject", record.body.about]] };
  }
  return {};
}

function unique(files: readonly CatalogTables["file"][]): readonly CatalogTables["file"][] {
  return [...new Map(files.map((file) => [`${file.sha256} ${file.role}`, file])).values()];
}
