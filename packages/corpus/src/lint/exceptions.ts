import { z } from "zod";
import { closed, show, text } from "../authored/schema-parts.ts";
import type { Finding } from "../finding.ts";

/** A finding that is known and borne for now. The list may only shrink. */
export interface Exception {
  readonly code: string;
  /** The id of the rule or party, as findings name it. */
  readonly subject: string;
  readonly why: string;
}

const EXCEPTIONS_FILE = "exceptions.json";

const schema = z.array(closed({ code: text, subject: text, why: text }));

/** Reads `exceptions.json`; no file means no exceptions. */
export function readExceptions(json: string | undefined): {
  readonly exceptions: readonly Exception[];
  readonly findings: readonly Finding[];
} {
  if (json === undefined) return { exceptions: [], findings: [] };
  const problem = (message: string): Finding => ({
    code: "exceptions",
    file: EXCEPTIONS_FILE,
    line: 1,
    message,
    subject: EXCEPTIONS_FILE,
  });
  let value: unknown;
  try {
    value = JSON.parse(json);
  } catch (error) {
    return {
      exceptions: [],
      findings: [problem(`is not JSON (${error instanceof Error ? error.message : show(error)}). Mend it.`)],
    };
  }
  const result = schema.safeParse(value);
  return result.success
    ? { exceptions: result.data, findings: [] }
    : {
        exceptions: [],
        findings: result.error.issues.map((issue) => problem(`${issue.path.join(".")}: ${issue.message}`)),
      };
}

/** Takes out what the list excepts; an exception that excepts nothing any more is itself a finding. */
export function applyExceptions(
  findings: readonly Finding[],
  exceptions: readonly Exception[],
  json: string,
): readonly Finding[] {
  const fits = (finding: Finding, exception: Exception): boolean =>
    finding.code === exception.code && finding.subject === exception.subject;
  const left = findings.filter((finding) => !exceptions.some((exception) => fits(finding, exception)));
  const unneeded = exceptions
    .filter((exception) => !findings.some((finding) => fits(finding, exception)))
    .map((exception): Finding => {
      const line = json
        .slice(0, Math.max(0, json.indexOf(JSON.stringify(exception.subject))))
        .split("\n").length;
      const message = `nothing is wrong with ${exception.subject} any more (${exception.code}). Delete the exception: the list may only shrink.`;
      return {
        code: "exception-not-needed",
        file: EXCEPTIONS_FILE,
        line,
        message,
        subject: exception.subject,
      };
    });
  return [...left, ...unneeded];
}
