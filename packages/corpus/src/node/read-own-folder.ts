import { readdirSync, readFileSync, statSync } from "node:fs";
import { join } from "node:path";
import { isAuthoredPath, type SourceFile } from "../authored/source-file.ts";
import { yamlLimits } from "../authored/yaml/bounded-yaml.ts";
import type { Finding } from "../finding.ts";
import { FOLDERS } from "../folders.ts";
import { didYouMean } from "../nearest.ts";
import { CorpusError } from "./corpus-error.ts";

/** Bytes; a character of YAML has four at the most, and a file of more characters than are read is refused by name. */
const LARGEST = 4 * yamlLimits.characters;
const KNOWN_FOLDERS = ["registry", ...Object.values(FOLDERS)];

/** What lies in a folder of somebody's own terms. */
export interface OwnFolder {
  /** Paths of the files to read, relative to the folder, sorted. */
  readonly paths: readonly string[];
  /** What looks like terms and would not be read: a contract that is passed over in silence could turn a no into a yes. */
  readonly findings: readonly Finding[];
}

/**
 * Lists a folder of own terms. Unlike the public corpus, nobody has checked its layout, so everything that looks like terms and lies in
 * the wrong place is reported.
 *
 * @throws CorpusError where the folder is missing, cannot be read, or holds no terms at all
 */
export function listOwnFolder(folder: string): OwnFolder {
  const paths: string[] = [];
  const findings: Finding[] = [];
  for (const name of namesIn(folder)) {
    const path = join(folder, name);
    const status = statusOf(path);
    if (status === "folder") {
      for (const inner of namesIn(path)) visit(`${name}/${inner}`, statusOf(join(path, inner)));
    } else visit(name, status);
  }
  if (paths.length === 0 && findings.length === 0)
    throw new CorpusError(
      "corpus-missing",
      `${folder} holds no terms. Own terms are files like services/own-app.yaml: one folder a kind (${Object.values(FOLDERS).join(", ")}), one file a party.`,
    );
  return { paths: paths.toSorted(), findings };

  function visit(path: string, status: FileStatus): void {
    const [above = "", name] = path.split("/");
    if (status === "folder") {
      if (KNOWN_FOLDERS.includes(above))
        report(path, "is a folder inside a folder of parties and is not read. Move its files up.");
    } else if (!/\.ya?ml$/u.test(path) || path.endsWith(".dist.yaml")) {
      return;
    } else if (status !== "file") {
      report(path, `${status}. Put a plain YAML file there, or take it away.`);
    } else if (name === undefined) {
      report(
        path,
        `lies beside the folders and is not read. Move it into one of ${KNOWN_FOLDERS.join(", ")}.`,
      );
    } else if (!KNOWN_FOLDERS.includes(above)) {
      const near = didYouMean(above, KNOWN_FOLDERS) || ` Use ${KNOWN_FOLDERS.join(", ")}.`;
      report(path, `is in a folder that no kind of party has.${near}`);
    } else if (isAuthoredPath(path)) paths.push(path);
  }

  function report(file: string, message: string): void {
    findings.push({ code: "file-name", file, line: 1, message, subject: file });
  }
}

/** Reads a folder of own terms. */
export function readOwnFolder(folder: string): {
  readonly files: readonly SourceFile[];
  readonly findings: readonly Finding[];
} {
  const { paths, findings } = listOwnFolder(folder);
  return { files: paths.map((path) => ({ path, text: readText(folder, path) })), findings };
}

type FileStatus =
  | "file"
  | "folder"
  | "is no plain file"
  | "is too large to be terms: it has more than 4 MiB"
  | "leads nowhere";

function statusOf(path: string): FileStatus {
  const status = statSync(path, { throwIfNoEntry: false });
  if (status === undefined) return "leads nowhere";
  if (status.isDirectory()) return "folder";
  if (!status.isFile()) return "is no plain file"; // a pipe would be waited for without end
  return status.size > LARGEST ? "is too large to be terms: it has more than 4 MiB" : "file";
}

function namesIn(folder: string): readonly string[] {
  try {
    return readdirSync(folder).filter((name) => !name.startsWith(".") && name !== "node_modules");
  } catch (error) {
    throw unreadable("folder of own terms", folder, error);
  }
}

function readText(folder: string, path: string): string {
  try {
    return readFileSync(join(folder, path), "utf8");
  } catch (error) {
    throw unreadable("file", join(folder, path), error);
  }
}

function unreadable(what: string, path: string, error: unknown): CorpusError {
  const code = error instanceof Error && "code" in error ? error.code : undefined;
  const why =
    code === "ENOENT"
      ? "is not there"
      : code === "ENOTDIR"
        ? "is a file, not a folder"
        : `cannot be read (${error instanceof Error ? error.message : String(error)})`;
  return new CorpusError(
    "corpus-missing",
    `The ${what} ${path} ${why}. Check the path and its permissions: without your terms the answer could be another.`,
    [],
    { cause: error },
  );
}
