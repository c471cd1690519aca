import { readFile } from "node:fs/promises";

import { explainFileError } from "../../files/explain-file-error.ts";
import { readCertificates } from "../../files/read-certificates.ts";
import { hashOf } from "../../records/name-record.ts";
import { verifyProofBundle, type BundleReport } from "../../records/verify-bundle.ts";
import type { ExitStatus, Surroundings } from "../../surroundings.ts";
import { Output } from "../../terminal/output.ts";
import { paperOf } from "../../terminal/paper.ts";
import { safeText } from "../../terminal/safe-text.ts";
import { wrap } from "../../terminal/wrap.ts";
import { openTerms } from "../open-terms.ts";
import type { OwnOptions } from "../own-folders.ts";

export interface VerifyOptions extends OwnOptions {
  readonly json?: true;
  readonly key?: readonly string[];
  readonly file?: string;
  /** A file with the roots of time stamp authorities that one trusts, as PEM. */
  readonly tsaRoots?: string;
}

/** `cleartitle verify BUNDLE`: checks a proof offline and says what is proved and what is not. Status 1 where it is not proved. */
export async function verify(
  path: string,
  options: VerifyOptions,
  around: Surroundings,
): Promise<ExitStatus> {
  const text = await readFile(path, "utf8").catch((error: unknown) => {
    throw explainFileError(path, error);
  });
  const file = options.file === undefined ? {} : { file: await hashOf(options.file) };
  const roots = options.tsaRoots === undefined ? [] : await readCertificates(options.tsaRoots, "time-stamp");
  const { corpus } = await openTerms(options, around);
  const report = await verifyProofBundle(text, { keys: options.key ?? [], corpus, roots, ...file });
  const output = new Output(around.stdout);
  if (options.json === true) await output.write(`${JSON.stringify(report, null, 2)}\n`);
  else
    await output.write(
      `${lines(path, report, paperOf(around.stdout, around.environment, around.platform).width)}\n`,
    );
  return report.proved ? 0 : 1;
}

function lines(path: string, report: BundleReport, width: number): string {
  const list = (texts: readonly string[]): readonly string[] =>
    texts.flatMap((text) => wrap(safeText(text), width, "  - "));
  if (!report.proved)
    return [
      `Not proved: ${safeText(path)}`,
      ...wrap(safeText(`${report.message}. ${report.remedy}`), width, "  "),
      ...wrap(
        "Nothing in this bundle should be relied on: it, or what belongs to it, is not what was recorded.",
        width,
        "  ",
      ),
    ].join("\n");
  return [
    `Proved: ${safeText(path)}`,
    ...list(report.proves),
    "Not proved:",
    ...list(report.doesNotProve),
    ...report.signers.map((key) => `Signed with: ${safeText(key)}`),
  ].join("\n");
}
