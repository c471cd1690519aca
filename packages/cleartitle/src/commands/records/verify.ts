import {
  bundleTooLarge,
  largestBundle,
  LedgerError,
  parseVerifierKey,
  quoted,
  type TrustPolicy,
} from "@cleartitle/ledger/verify";

import { CleartitleError } from "../../cleartitle-error.ts";
import { explainFileError } from "../../files/explain-file-error.ts";
import { readUpTo } from "../../files/read-up-to.ts";
import { readCertificates } from "../../files/read-certificates.ts";
import { hashOf } from "../../records/name-record.ts";
import { verifyProofBundle } from "../../records/verify-bundle.ts";
import type { ExitStatus, Surroundings } from "../../surroundings.ts";
import { Output } from "../../terminal/output.ts";
import { paperOf } from "../../terminal/paper.ts";
import { safeText } from "../../terminal/safe-text.ts";
import { wrap } from "../../terminal/wrap.ts";
import type { BundleReport } from "../../verify/bundle-report.ts";
import { howToTake } from "../../verify/bundle-words.ts";
import { readPolicy, readWitnessKeys } from "../../witness/read-policy.ts";
import { openTerms } from "../open-terms.ts";
import type { OwnOptions } from "../own-folders.ts";
import { writeVerifyPage } from "./write-verify-page.ts";

export interface VerifyOptions extends OwnOptions {
  readonly json?: true;
  readonly key?: readonly string[];
  readonly file?: string;
  /** Public keys of witnesses, each of whom must have cosigned. */
  readonly witness?: readonly string[];
  /** A file in the format of C2SP tlog-policy: whom one trusts, and which witnesses are enough. */
  readonly policy?: string;
  /** A file with the roots of time stamp authorities that one trusts, as PEM. */
  readonly tsaRoots?: string;
  /** Where to write the page that checks proofs in a browser. */
  readonly page?: string;
}

/**
 * `cleartitle verify BUNDLE`: checks a proof offline and says what is proved and what is not. Status 1 where it is not proved.
 * `--page FILE` writes the page that does so in a browser, with a bundle or without.
 *
 * @throws CleartitleError `usage` where there is nothing to do
 */
export async function verify(
  path: string | undefined,
  options: VerifyOptions,
  around: Surroundings,
): Promise<ExitStatus> {
  if (options.page === "-" && path !== undefined)
    throw new CleartitleError(
      "usage",
      "--page - writes the page to standard output, where the answer about a bundle would go too: name a file for the page.",
    );
  if (options.page !== undefined) await writeVerifyPage(options.page, around);
  if (path !== undefined) return check(path, options, around);
  if (options.page !== undefined) return 0;
  throw new CleartitleError(
    "usage",
    "verify takes the file of a proof, as `prove` wrote it; --page FILE writes a page that checks proofs in a browser.",
  );
}

async function check(path: string, options: VerifyOptions, around: Surroundings): Promise<ExitStatus> {
  for (const key of options.key ?? []) await requireKey(key);
  const text = await readBundle(path);
  const file = options.file === undefined ? {} : { file: await hashOf(options.file) };
  const roots = options.tsaRoots === undefined ? [] : await readCertificates(options.tsaRoots, "time-stamp");
  const { corpus } = await openTerms(options, around);
  const trust = await trustOf(options);
  const report =
    text instanceof LedgerError
      ? { proved: false as const, code: text.code, message: text.message, remedy: text.remedy }
      : await verifyProofBundle(text, {
          keys: options.key ?? [],
          corpus,
          roots,
          ...file,
          ...(trust === null ? {} : { trust }),
        });
  const output = new Output(around.stdout);
  if (options.json === true) await output.write(`${JSON.stringify(report, null, 2)}\n`);
  else
    await output.write(
      `${lines(path, report, paperOf(around.stdout, around.environment, around.platform).width)}\n`,
    );
  return report.proved ? 0 : 1;
}

/** The text, or why it is none: what is larger than any bundle is not read, so that it costs nothing. */
async function readBundle(path: string): Promise<string | LedgerError> {
  const bytes = await readUpTo(path, largestBundle).catch((error: unknown) => {
    throw explainFileError(path, error);
  });
  return typeof bytes === "number" ? bundleTooLarge(bytes) : bytes.toString("utf8");
}

async function trustOf({ witness = [], policy }: VerifyOptions): Promise<TrustPolicy | null> {
  if (policy !== undefined && witness.length > 0)
    throw new CleartitleError(
      "usage",
      "Name witnesses with --witness, or in a file with --policy, not both.",
    );
  if (policy !== undefined) return readPolicy(policy);
  return witness.length === 0 ? null : readWitnessKeys("--witness", witness);
}

/** A key that was mistyped, or is a witness's, says nothing about the bundle, so it must not read as if the bundle were wrong. */
async function requireKey(key: string): Promise<void> {
  const { type, name } = await parseVerifierKey(key).catch((error: unknown) => {
    if (!(error instanceof LedgerError)) throw error;
    throw new CleartitleError("usage", `--key: ${error.message}. ${copyKey}`, error);
  });
  if (type !== 1)
    throw new CleartitleError(
      "usage",
      `--key: ${name} is the key of a witness, not of a ledger. Give it with --witness; nothing was checked.`,
    );
}

const copyKey = "Copy the whole line, as the ledger's owner published it; nothing was checked.";

/** A key as it would be copied; one whose name could pass for words of ours stands in quotes. */
function plainKey(line: string): string {
  return /^[\u0021-\u007e]+$/.test(line) ? line : quoted(line);
}

function lines(path: string, report: BundleReport, width: number): string {
  const list = (texts: readonly string[]): readonly string[] =>
    texts.flatMap((text) => wrap(safeText(text), width, "  - "));
  if (!report.proved)
    return [
      `Not proved: ${safeText(path)}`,
      ...wrap(safeText(`${report.message}. ${report.remedy}`), width, "  "),
      ...wrap(howToTake(report.code), width, "  "),
    ].join("\n");
  return [
    `Proved: ${safeText(path)}`,
    ...list(report.proves),
    "Not proved:",
    ...list(report.doesNotProve),
    ...report.signers.map((key) => `Signed with: ${plainKey(key)}`),
  ].join("\n");
}
