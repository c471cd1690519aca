/** Something wrong with the authored corpus: a value, never thrown one by one. */
export interface Finding {
  /** Stable, kebab-case. */
  readonly code: string;
  /** Path relative to the corpus folder, with forward slashes. */
  readonly file: string;
  /** 1-based. */
  readonly line: number;
  /** What is wrong, the nearest right name where there is one, and how to mend it. */
  readonly message: string;
  /** The id of the rule or party it is about, or else the path inside the file: what an exception names. */
  readonly subject: string;
}

/** `file:line: code: message`, the form editors and terminals turn into links. */
export function formatFinding(finding: Finding): string {
  return `${finding.file}:${finding.line}: ${finding.code}: ${finding.message}`;
}
