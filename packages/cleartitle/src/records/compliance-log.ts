import type { CatalogQuery } from "@cleartitle/catalog";

import { wrong } from "../ask/given-items.ts";
import { dayOf } from "../ask/parse-day.ts";
import type { Question } from "../ask/question.ts";
import type { Cleartitle } from "../cleartitle.ts";
import { CleartitleError } from "../cleartitle-error.ts";
import type { EditToRecord, RecordedEdit } from "./edit-record.ts";
import type { AttachedEvidence, EvidenceToAttach } from "./evidence-record.ts";
import type { ExportedLineageFile } from "./exported-lineage.ts";
import type { ExportedRecord } from "./exported-record.ts";
import type { SavedGeneration } from "./generation-record.ts";
import type { LedgerPlace } from "./ledger-place.ts";
import { LedgerSession } from "./ledger-session.ts";
import type { PublicationToRecord } from "./publication-record.ts";
import type { RecordedAnswer } from "./record-answers.ts";
import type { RecordedPublication } from "./record-publication.ts";
import type { ReadableRecords } from "./records.ts";
import type { BundleReport } from "../verify/bundle-report.ts";

/** What became of a generation that was saved. */
export interface SavedRecord extends RecordedAnswer {
  readonly generationId: string;
  /** `live` where the log's clock stood within ten minutes of the generation; nobody can set it for the past. */
  readonly basis: "live" | "recorded-later";
}

export interface ProveOptions {
  /** Private fields to disclose, for example `prompt`. */
  readonly show?: readonly string[];
}

export interface VerifyOptions {
  /** Public keys that the owner of the log gave; without any, the bundle alone says whose log it is. */
  readonly keys?: readonly string[];
  /** SHA-256 of the file that the record should be about. */
  readonly file?: string;
  /** Public keys of witnesses, each of whom must have seen the ledger. */
  readonly witnesses?: readonly string[];
}

/**
 * The memory of what was generated and decided: records in a tamper-evident ledger, with prompts and names beside it, where they can be erased.
 * The ledger is opened, and made where there is none, with the first call that needs it; `close` of {@link Cleartitle} gives it back.
 * One session writes at a time, and holds the ledger from its first call until it is closed: a server shares one, and other processes (the
 * command among them) are told `ledger` until then.
 *
 * @example
 * const { complianceLog } = await Cleartitle.open({ ledger: "ledger" });
 * await complianceLog.save({ generationId: "g-1", model: "flux-dev", prompt: "A teapot", timestamp: new Date() });
 * const [saved] = await complianceLog.query({ generation: "g-1" });
 * console.log(saved?.private["prompt"]); // "A teapot"
 */
export class ComplianceLog {
  readonly #cleartitle: Cleartitle;
  readonly #session: LedgerSession;
  readonly #now: () => Date;

  constructor(cleartitle: Cleartitle, place: () => Promise<LedgerPlace>, now: () => Date) {
    this.#cleartitle = cleartitle;
    this.#session = new LedgerSession(place, now);
    this.#now = now;
  }

  /**
   * Records that an image was generated; it is safe on disk when this returns. Saving the same `generationId` again changes nothing; another
   * content under it is refused. `prompt`, `negativePrompt`, `by` and `account` are kept beside the log, which holds only salted commitments.
   *
   * @example
   * await complianceLog.save({
   *   generationId: "g-2",
   *   model: "flux-dev",
   *   prompt: "A blue teapot",
   *   timestamp: new Date(),
   *   license: "FLUX.1-dev",
   *   intendedUse: "marketing-materials",
   *   attribution: "Created with FLUX.1-dev via Abstrakt",
   * });
   *
   * @throws CleartitleError `usage` for a field that there is none of, `already-recorded`, and `ledger` for whatever keeps it from being written
   */
  async save(generation: SavedGeneration): Promise<SavedRecord> {
    const { generationRecord } = await import("./generation-record.ts");
    const { sameGeneration } = await import("./same-generation.ts");
    const { readGeneration } = await import("./record-inputs.ts");
    const given = readGeneration(generation);
    const one = generationRecord(given, "complianceLog.save");
    const { generationId } = given;
    const writer = await this.#session.open();
    const answer = (
      record: SavedRecord["record"],
      made: { readonly id: string; readonly time: { readonly basis: SavedRecord["basis"] } },
      written: boolean,
    ): SavedRecord => ({ generationId, record, id: made.id, written, basis: made.time.basis });

    const known = await this.#session.generation(generationId);
    if (known !== null) {
      const { privates } = await writer.read();
      if (await sameGeneration(privates, one, known.record)) return answer(known.index, known.record, false);
      throw new CleartitleError(
        "already-recorded",
        `The generation ${generationId} is on record already, as record ${known.index}, with other content. Records are never changed: save it under an id of its own, or note what is wrong with the first.`,
      );
    }
    const written = await this.#session.appendGeneration(generationId, one);
    return written === null ? this.save(given) : answer(written.index, written.record, true);
  }

  /** Checks an image file as `check` does, and records the answer. Null where the file is not an image that can be read. */
  async record(
    path: string,
    question: Question,
    by: { readonly by?: string; readonly note?: string; readonly generationId?: string } = {},
  ): Promise<RecordedAnswer | null> {
    if (typeof path !== "string") throw wrong("complianceLog.record", "the path of an image file", path);
    const { readRecordOptions } = await import("./record-inputs.ts");
    const said = readRecordOptions("record", by);
    const { recordAnswer } = await import("./record-answers.ts");
    const { lookAt } = await import("./picture-fingerprint.ts");
    const evidence = await this.#cleartitle.inspect(path);
    const asked = await this.#cleartitle.withRecords(evidence, question);
    const decision = this.#cleartitle.decide(evidence, asked);
    const { sha256 } = evidence;
    if (decision === null || sha256 === null) return null;
    const look = await lookAt(path, sha256);
    return this.#session.write(async (writer) =>
      recordAnswer(writer, {
        inspection: { ...evidence, sha256 },
        question: asked,
        decision,
        fingerprint: look.kind === "seen" ? look.fingerprint : null,
        ...said,
      }),
    );
  }

  /**
   * Records that an image was published, delivered or submitted; it publishes nothing itself. `warnings` is empty only where the newest decision
   * on record about this file, use and market is a yes and each of its duties for before and with the use is met. `to` and `by` are kept
   * beside the log.
   *
   * @example
   * const published = { use: "marketing", where: "the client's website", to: "Example Ltd", met: ["licence.attribution"] };
   * const { warnings } = await complianceLog.recordPublication(picture, published);
   * console.log(warnings.map(({ code }) => code)); // ["no-decision"]
   *
   * @throws CleartitleError for a use, market, duty or day that there is none of, for a text that does not fit, and for a file that is no image
   */
  async recordPublication(path: string, publication: PublicationToRecord): Promise<RecordedPublication> {
    const { asField } = await import("./require-text.ts");
    const { preparePublication } = await import("./publication-record.ts");
    const { recordPublication } = await import("./record-publication.ts");
    const { inspectImage } = await import("./inspect-image.ts");
    const today = dayOf(this.#now());
    const prepared = preparePublication(this.#cleartitle.corpus, publication, today, asField);
    const file = await inspectImage(this.#cleartitle, path);
    return this.#session.write(async (writer) => recordPublication(writer, file, prepared));
  }

  /**
   * Records that a person changed an image: what human authorship rests on. `what` and `by` are kept beside the log; `warnings` tell which marks
   * of origin the edit lost.
   *
   * @example
   * const edit = { before: picture, after: edited, tool: "Krita 5.2", what: "Painted the teapot's handle anew", by: "Ada Example" };
   * console.log((await complianceLog.recordEdit(edit)).written); // true
   *
   * @throws CleartitleError where both are the same file or one is no image, and for a text that does not fit
   */
  async recordEdit(edit: EditToRecord): Promise<RecordedEdit> {
    const { asField } = await import("./require-text.ts");
    const { prepareEdit, recordEdit } = await import("./edit-record.ts");
    const prepared = await prepareEdit(this.#cleartitle, edit, asField);
    return this.#session.write(async (writer) => recordEdit(writer, prepared));
  }

  /**
   * Records a file that proves something (a receipt, a release, a prompt history) by its hash and size, once for what it is about. The file stays
   * where it is: keep it. Its name is kept beside the log.
   *
   * @example
   * await complianceLog.attach(receipt, { about: picture, kind: "receipt", proves: "The plan in the month of making" });
   *
   * @throws CleartitleError `no-record` where `about` is neither a file nor on record, and for a file that is missing or empty
   */
  async attach(path: string, { about, ...evidence }: EvidenceToAttach): Promise<AttachedEvidence> {
    const { asField } = await import("./require-text.ts");
    const { attachEvidence, prepareEvidence } = await import("./evidence-record.ts");
    const { aimOf } = await import("./name-record.ts");
    const prepared = prepareEvidence(evidence, asField);
    return this.#session.write(async (writer) =>
      attachEvidence(writer, path, await aimOf(await writer.read(), about), prepared),
    );
  }

  /**
   * The line that a file stands in: what it was made from and what was made of it, by the edits and generations on record, what came first in front,
   * each with its records. `file` is a path or a SHA-256.
   *
   * @example
   * const line = await complianceLog.lineage(edited);
   * console.log(line.map(({ place }) => place)); // ["before", "this"]
   */
  async lineage(file: string): Promise<readonly ExportedLineageFile[]> {
    const { exportLineage } = await import("./exported-lineage.ts");
    const { hashOf } = await import("./name-record.ts");
    return exportLineage(await this.#session.read(), await hashOf(file));
  }

  /** Records that fit, in the order of the log, with their private fields. An empty query gives all. */
  async query(query: CatalogQuery = {}): Promise<readonly ExportedRecord[]> {
    const { readQuery } = await import("./record-inputs.ts");
    const asked = readQuery(query);
    const { exportRecord } = await import("./exported-record.ts");
    const known = await this.#session.read();
    const found = await known.catalog.find(asked);
    return Promise.all(found.map(async (one) => exportRecord(known, one, true)));
  }

  /**
   * A bundle that proves a record to anyone, offline: for `verify` here, for `cleartitle verify`, or in a browser. `name` is a file, its SHA-256, a
   * generation, or the number or id of a record; of several, the newest decision is proved, else the newest record.
   *
   * @example
   * const bundle = await complianceLog.prove("g-1", { show: ["prompt"] });
   */
  async prove(name: string, options: ProveOptions = {}): Promise<string> {
    const wanted = "a file, its SHA-256, or the number or id of a record, as text";
    if (typeof name !== "string") throw wrong("complianceLog.prove", wanted, name);
    const { readRecordOptions } = await import("./record-inputs.ts");
    const { show = [] } = readRecordOptions("prove", options);
    const { findNamed } = await import("./name-record.ts");
    const { proveRecord } = await import("./prove-record.ts");
    const known = await this.#session.read();
    const found = await findNamed(known, name);
    const chosen = found.find(({ record }) => record.kind === "decision") ?? found[0]!;
    return proveRecord(known, chosen, this.#cleartitle.corpus, show);
  }

  /**
   * Checks a bundle offline. It says in sentences what is proved and what is not, and never throws for what is in it.
   *
   * @example
   * const report = await complianceLog.verify(bundle, { keys: [keyFromItsOwner] });
   * if (report.proved) console.log(report.doesNotProve);
   */
  async verify(bundle: string, options: VerifyOptions = {}): Promise<BundleReport> {
    if (typeof bundle !== "string") throw wrong("complianceLog.verify", "a bundle as text", bundle);
    const { readRecordOptions } = await import("./record-inputs.ts");
    const { keys = [], witnesses = [], file } = readRecordOptions("verify", options);
    const { verifyProofBundle } = await import("./verify-bundle.ts");
    const { readWitnessKeys } = await import("../witness/read-policy.ts");
    const { corpus } = this.#cleartitle;
    return verifyProofBundle(bundle, {
      keys,
      corpus,
      ...(file === undefined ? {} : { file }),
      ...(witnesses.length === 0 ? {} : { trust: await readWitnessKeys("witnesses", witnesses) }),
    });
  }

  /** The index as the open writer has it, for whoever reads beside it; null while nothing was opened for writing. */
  async opened(): Promise<ReadableRecords | null> {
    return this.#session.opened();
  }

  /** Signs what is left and gives the ledger back. */
  async close(): Promise<void> {
    await this.#session.close();
  }
}
