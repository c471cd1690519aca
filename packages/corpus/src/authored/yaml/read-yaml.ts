import type { Finding } from "../../finding.ts";
import type { SourceFile } from "../source-file.ts";
import { beyondLimits, parseBoundedYaml, type YamlProblem } from "./bounded-yaml.ts";
import { readSimpleYaml } from "./simple-yaml.ts";

/** How to mend what the parser of YAML complains of, by its codes. */
const MEND: Readonly<Record<string, string>> = {
  BLOCK_AS_IMPLICIT_KEY: 'Text that contains ": " must be put in quotes; otherwise check the indentation.',
  DUPLICATE_KEY: "Delete or rename one of the two.",
  TAB_AS_INDENT: "Indent with spaces, never with tabs.",
  BAD_INDENT: "Align it with its neighbours.",
  BAD_SCALAR_START: "Put the text in quotes.",
  BAD_ALIAS: "Put text that begins with * or & in quotes.",
  MISSING_CHAR: 'Close the quote or bracket, or put text that contains ", " or "]" in quotes.',
  UNEXPECTED_TOKEN: "Put text with special characters in quotes, and check the line above.",
};

/** The plain value of a YAML file, or what is wrong with it. */
export function readYaml(
  file: SourceFile,
): { readonly value: unknown } | { readonly findings: readonly Finding[] } {
  const over = beyondLimits(file.text);
  if (over !== null) return { findings: [findingOf(file, over)] };
  try {
    const value = readSimpleYaml(file.text);
    return value === undefined ? readFully(file) : { value };
  } catch (error) {
    // Aliases that unfold without end, and brackets nested deeper than the stack.
    const reason = error instanceof Error ? error.message : "it cannot be read";
    const message = `${reason.replace(/[.:]?\s*$/u, ".")} Write it plainly: without aliases, and with few levels.`;
    return { findings: [{ code: "yaml-syntax", file: file.path, line: 1, message, subject: file.path }] };
  }
}

function readFully(file: SourceFile): ReturnType<typeof readYaml> {
  const parsed = parseBoundedYaml(file.text);
  if ("problems" in parsed) return { findings: parsed.problems.map((problem) => findingOf(file, problem)) };
  return { value: parsed.document.toJS({ maxAliasCount: 0 }) as unknown };
}

function findingOf(file: SourceFile, { code, message, line }: YamlProblem): Finding {
  const mend = MEND[code];
  const said = code.startsWith("TOO_")
    ? message
    : `${message.replace(/[.:]?\s*$/u, ".")} ${mend ?? "Mend the YAML."}`;
  return { code: "yaml-syntax", file: file.path, line, message: said, subject: file.path };
}
