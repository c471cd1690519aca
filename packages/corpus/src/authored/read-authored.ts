import type { z } from "zod";
import type { Finding } from "../finding.ts";
import { didYouMean } from "../nearest.ts";
import type { PartyKind } from "../party.ts";
import { findingAt, type Authored, type AuthoredEntry } from "./authored.ts";
import { FOLDERS } from "../folders.ts";
import { LineFinder } from "./yaml/line-finder.ts";
import { partySchema } from "./party-schema.ts";
import { readYaml } from "./yaml/read-yaml.ts";
import { registrySchemas, type AuthoredRegistry } from "./registry-schema.ts";
import { show } from "./schema-parts.ts";
import { isAuthoredPath, type SourceFile } from "./source-file.ts";

/** Mistakes of the shape that are told of one file. */
const MOST_SAID = 500;

/** Reads every authored file and checks its shape. A file with a mistake is left out and reported. */
export function readAuthored(files: readonly SourceFile[]): {
  readonly authored: Authored;
  readonly findings: readonly Finding[];
} {
  const findings: Finding[] = [];
  const lines = new LineFinder();
  const registry: { -readonly [Name in keyof AuthoredRegistry]: AuthoredRegistry[Name] } = {
    uses: {},
    facts: {},
    duties: {},
    topics: {},
    grades: {},
  };
  const registryFiles: Partial<Record<keyof AuthoredRegistry, SourceFile>> = {};
  const entries: AuthoredEntry[] = [];
  const report = (file: SourceFile, path: readonly PropertyKey[], code: string, message: string): void => {
    findings.push(findingAt({ lines }, file, path, code, message));
  };

  for (const file of files
    .filter(({ path }) => isAuthoredPath(path))
    .toSorted((a, b) => compare(a.path, b.path))) {
    const [folder = "", name = ""] = file.path.split("/");
    const read = readYaml(file);
    if ("findings" in read) {
      findings.push(...read.findings);
    } else if (!name.endsWith(".yaml")) {
      report(file, [], "file-name", `ends in .yml. Rename it to ${name.replace(/yml$/u, "yaml")}.`);
    } else if (folder === "registry") {
      readRegistry(file, name.replace(/\.yaml$/u, ""), read.value);
    } else {
      readParty(file, folder, name, read.value);
    }
  }
  return { authored: { registry, registryFiles, entries, lines }, findings };

  function readRegistry(file: SourceFile, name: string, value: unknown): void {
    if (!isRegistryName(name)) {
      report(
        file,
        [],
        "file-name",
        `is not a registry.${didYouMean(name, Object.keys(registrySchemas))} Rename or move the file.`,
      );
      return;
    }
    const checked = check<unknown>(registrySchemas[name], file, value);
    if (checked === undefined) return;
    Object.assign(registry, { [name]: checked });
    registryFiles[name] = file;
  }

  function readParty(file: SourceFile, folder: string, name: string, value: unknown): void {
    const kind = Object.keys(FOLDERS).find(
      (each): each is PartyKind => FOLDERS[each as PartyKind] === folder,
    );
    if (kind === undefined) {
      const folders = Object.values(FOLDERS);
      report(
        file,
        [],
        "file-name",
        `is in a folder that no kind of party has.${didYouMean(folder, folders)} Use ${folders.join(", ")}.`,
      );
      return;
    }
    const party = check(partySchema, file, value);
    if (party === undefined) return;
    if (party.kind !== kind) {
      report(
        file,
        ["kind"],
        "file-name",
        `kind is ${party.kind}, but the folder is ${folder}. Move the file to ${FOLDERS[party.kind]}/.`,
      );
    } else if (`${party.id}.yaml` !== name) {
      report(
        file,
        ["id"],
        "file-name",
        `id is ${party.id}, but the file is ${name}. Rename the file to ${party.id}.yaml or mend the id.`,
      );
    } else {
      entries.push({ file, party });
    }
  }

  function check<Output>(schema: z.ZodType<Output>, file: SourceFile, value: unknown): Output | undefined {
    const result = schema.safeParse(value, { reportInput: true });
    if (result.success) return result.data;
    let said = 0;
    for (const issue of result.error.issues) {
      for (const message of wordIssue(issue).split("\n")) {
        said += 1;
        // Each is looked up in the file, so what is wrong all over is told of its beginning.
        if (said > MOST_SAID) return undefined;
        const key = /^unknown key "(.+?)"/u.exec(message)?.[1];
        const path = key === undefined ? issue.path : [...issue.path, key];
        report(file, path, "schema", `${dotted(issue.path)}${message}`);
      }
    }
    return undefined;
  }
}

function isRegistryName(name: string): name is keyof AuthoredRegistry {
  return Object.hasOwn(registrySchemas, name);
}

/** A complaint of the schema in the words of the people who write the files. */
function wordIssue(issue: z.core.$ZodIssue): string {
  switch (issue.code) {
    case "invalid_type":
      if (issue.input === undefined) return `is missing. Add it: ${expectation(issue.expected)}.`;
      return issue.message.startsWith("Invalid input")
        ? `must be ${expectation(issue.expected)}, not ${show(issue.input)}.`
        : issue.message;
    case "invalid_value":
      return issue.input === undefined
        ? `is missing. Add one of ${issue.values.map(String).join(", ")}.`
        : issue.message;
    case "invalid_key":
      return issue.issues.map((inner) => inner.message).join(" ");
    case "invalid_union":
      return issue.message.startsWith("Invalid")
        ? (issue.errors[0]?.[0]?.message ?? issue.message)
        : issue.message;
    default:
      return issue.message;
  }
}

function expectation(type: string): string {
  switch (type) {
    case "array":
      return "a list";
    case "object":
    case "record":
      return "a map (key: value)";
    case "string":
      return "text";
    case "boolean":
      return "true or false";
    default:
      return `a ${type}`;
  }
}

function dotted(path: readonly PropertyKey[]): string {
  return path.length === 0 ? "" : `\`${path.map(String).join(".")}\` `;
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
