import { formatFinding, type Finding } from "../finding.ts";

/** Thrown where there is no corpus that could be trusted. `message` says what is wrong and what to do. */
export class CorpusError extends Error {
  readonly code: "corpus-missing" | "corpus-invalid";
  /** The mistakes, for `corpus-invalid`. */
  readonly findings: readonly Finding[];

  constructor(
    code: CorpusError["code"],
    message: string,
    findings: readonly Finding[] = [],
    options?: ErrorOptions,
  ) {
    super(message, options);
    this.name = "CorpusError";
    this.code = code;
    this.findings = findings;
  }

  static invalid(folder: string, findings: readonly Finding[]): CorpusError {
    const shown = findings.slice(0, 20).map(formatFinding);
    const more = findings.length > shown.length ? `\n… and ${findings.length - shown.length} more` : "";
    const what = findings.length === 1 ? "a mistake" : `${findings.length} mistakes`;
    return new CorpusError(
      "corpus-invalid",
      `The corpus in ${folder} has ${what}; mend it first:\n${shown.join("\n")}${more}`,
      findings,
    );
  }
}
