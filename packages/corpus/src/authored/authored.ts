import type { Finding } from "../finding.ts";
import type { LineFinder } from "./yaml/line-finder.ts";
import type { AuthoredParty } from "./party-schema.ts";
import type { AuthoredRegistry } from "./registry-schema.ts";
import type { SourceFile } from "./source-file.ts";

/** One party file that the schema accepts. */
export interface AuthoredEntry {
  readonly file: SourceFile;
  readonly party: AuthoredParty;
}

/** The corpus as written: every file that the schema accepts. */
export interface Authored {
  readonly registry: AuthoredRegistry;
  readonly registryFiles: Readonly<Partial<Record<keyof AuthoredRegistry, SourceFile>>>;
  readonly entries: readonly AuthoredEntry[];
  readonly lines: LineFinder;
}

/** A finding about a place in a file. */
export function findingAt(
  authored: Pick<Authored, "lines">,
  file: SourceFile,
  path: readonly PropertyKey[],
  code: string,
  message: string,
): Finding {
  const subject =
    path[0] === "rules" && path[1] !== undefined
      ? String(path[1])
      : (/([^/]+)\.[a-z]+$/u.exec(file.path)?.[1] ?? file.path);
  return { code, file: file.path, line: authored.lines.lineOf(file, path), message, subject };
}
