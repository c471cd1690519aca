import { readdirSync, readFileSync, existsSync } from "node:fs";
import { isBuiltin } from "node:module";
import { dirname, join, relative, sep } from "node:path";

import { importsOf, withoutComments } from "./imports-of.ts";
import { roomTable, type Room } from "./room-table.ts";
import { chance, worldAccess } from "./world-access.ts";

export interface RoomFinding {
  readonly code:
    | "room-unknown"
    | "room-import"
    | "room-types-only"
    | "room-face"
    | "room-node"
    | "room-pure"
    | "room-vendor"
    | "room-world"
    | "file-size";
  readonly level: "error" | "warning";
  readonly file: string;
  readonly line: number;
  /** What is wrong and how to mend it. */
  readonly message: string;
}

interface SourceFile {
  readonly path: string;
  readonly text: string;
  readonly code: string;
}

/** Tests and what only they use. */
const isTest = (path: string): boolean =>
  /\.(?:test|node-test)\.ts$|[/\\](?:testing|fixtures|process)[/\\]/.test(path);

const longFile = 300;

/**
 * Checks every room under `<root>/packages` against the table. Returns findings, errors first; reads files only.
 * Tests may read clocks and files, and the rooms their own room may import, but reach other rooms through their entries too.
 */
export function checkRooms(root: string): readonly RoomFinding[] {
  const packages = join(root, "packages");
  const findings: RoomFinding[] = [];
  const vendors = partyIds(join(root, "corpus"));
  for (const name of folders(packages)) {
    const room = roomTable[name];
    const folder = join(packages, name);
    if (room === undefined) {
      const message = `packages/${name} has no row in tools/lint/room-table.ts; say there what it may import.`;
      findings.push({ code: "room-unknown", level: "error", file: relative(root, folder), line: 1, message });
      continue;
    }
    const sources = sourceFiles(join(folder, "src"));
    for (const source of sources) findings.push(...checkFile(root, name, room, source, vendors));
    if (room.browser) findings.push(...checkBrowserEntries(root, folder, sources, room.browser));
  }
  return findings
    .map((finding) => ({ ...finding, file: finding.file.split(sep).join("/") }))
    .toSorted((a, b) => a.level.localeCompare(b.level) || a.file.localeCompare(b.file) || a.line - b.line);
}

function checkFile(
  root: string,
  name: string,
  room: Room,
  source: SourceFile,
  vendors: readonly string[],
): readonly RoomFinding[] {
  const file = relative(root, source.path);
  const findings: RoomFinding[] = [];
  const report = (code: RoomFinding["code"], line: number, message: string): void => {
    findings.push({ code, level: code === "file-size" ? "warning" : "error", file, line, message });
  };

  for (const { specifier, typeOnly, line } of importsOf(source.code)) {
    if (specifier.startsWith(".")) {
      const target = join(dirname(source.path), specifier);
      const inside = relative(join(root, "packages", name), target);
      if (inside.startsWith("..") && !isTest(source.path)) {
        report("room-face", line, `"${specifier}" leaves the room; import @cleartitle/<room> instead.`);
      } else if (/^\.\.[/\\][a-z]+[/\\]src[/\\]/.test(inside)) {
        report(
          "room-face",
          line,
          `"${specifier}" goes around another room's entry; import @cleartitle/<room>.`,
        );
      }
      continue;
    }
    const other = /^@cleartitle\/([^/]+)(\/.+)?$/.exec(specifier);
    if (other?.[1] !== undefined) {
      if (other[1] === name) {
        report("room-face", line, `a room imports its own files by relative paths, not as "${specifier}".`);
      } else if (!room.mayImport.includes(other[1])) {
        const may = room.mayImport.join(", ") || "no other room";
        report("room-import", line, `${name} may import ${may}; "${specifier}" is not among them.`);
      } else if (room.typesOnly?.includes(other[1]) && !typeOnly && !isTest(source.path)) {
        report("room-types-only", line, `${name} may only take types of ${other[1]}: write "import type".`);
      } else if (!declaresEntry(join(root, "packages", other[1]), `.${other[2] ?? ""}`)) {
        report(
          "room-face",
          line,
          `"${specifier}" is no entry that packages/${other[1]}/package.json declares.`,
        );
      }
      continue;
    }
    if (room.pure && !isBuiltin(specifier) && !isTest(source.path)) {
      report("room-pure", line, `${name} stands alone: it may not import "${specifier}".`);
    }
  }

  if (!isTest(source.path)) {
    const lines = source.code.split("\n");
    for (const [index, text] of lines.entries()) {
      if (!room.touchesWorld) {
        for (const { pattern, what } of room.chance ? worldAccess : [...worldAccess, ...chance]) {
          if (pattern.test(text))
            report("room-world", index + 1, `${name} reads ${what}; take it as an argument.`);
        }
      }
      if (room.pure) {
        const vendor = vendors.find((id) => new RegExp(`(?<![\\w.-])${id}(?![\\w-])`, "i").test(text));
        if (vendor !== undefined) {
          report("room-vendor", index + 1, `${name} knows no vendor: "${vendor}" belongs into the corpus.`);
        }
      }
    }
    if (lines.length - 1 > longFile) {
      report(
        "file-size",
        1,
        `${lines.length - 1} lines; over ${longFile} is a sign of two concepts in one file.`,
      );
    }
  }
  return findings;
}

/** Follows relative imports from the entries for browsers and reports Node built-ins on the way; types are gone before a browser gets there. */
function checkBrowserEntries(
  root: string,
  folder: string,
  sources: readonly SourceFile[],
  named: true | readonly string[],
): readonly RoomFinding[] {
  const byPath = new Map(sources.map((source) => [source.path, source]));
  const entries = Object.entries(exportsOf(folder)).filter(([entry]) =>
    named === true ? !/^\.\/node(?:$|[/-])/.test(entry) : named.includes(entry),
  );
  const queue = entries.map(([, target]) => join(folder, target));
  const seen = new Set<string>();
  const findings: RoomFinding[] = [];
  for (let path = queue.pop(); path !== undefined; path = queue.pop()) {
    const source = byPath.get(path);
    if (seen.has(path) || source === undefined) continue;
    seen.add(path);
    for (const { specifier, typeOnly, line } of importsOf(source.code)) {
      if (typeOnly) continue;
      if (specifier.startsWith(".")) queue.push(join(dirname(path), specifier));
      else if (isBuiltin(specifier)) {
        const message = `"${specifier}" is a Node built-in, and a browser gets here from the room's entry; move it behind ./node.`;
        findings.push({ code: "room-node", level: "error", file: relative(root, path), line, message });
      }
    }
    for (const [index, text] of source.code.split("\n").entries()) {
      if (/\bprocess\.|\bBuffer\.|\brequire\(|\b__dirname\b/.test(text)) {
        const message = "a Node global, and a browser gets here from the room's entry; use what both have.";
        findings.push({
          code: "room-node",
          level: "error",
          file: relative(root, path),
          line: index + 1,
          message,
        });
      }
    }
  }
  return findings;
}

function exportsOf(folder: string): Readonly<Record<string, string>> {
  const manifest: unknown = JSON.parse(readFileSync(join(folder, "package.json"), "utf8"));
  const exports: unknown = (manifest as { exports?: unknown }).exports ?? {};
  const entries = Object.entries(exports as Record<string, unknown>);
  return Object.fromEntries(
    entries.filter((entry): entry is [string, string] => typeof entry[1] === "string"),
  );
}

const declaresEntry = (folder: string, entry: string): boolean =>
  existsSync(folder) && entry in exportsOf(folder);

function folders(path: string): readonly string[] {
  return readdirSync(path, { withFileTypes: true })
    .filter((entry) => entry.isDirectory())
    .map((entry) => entry.name);
}

function sourceFiles(folder: string): readonly SourceFile[] {
  if (!existsSync(folder)) return [];
  return readdirSync(folder, { recursive: true, encoding: "utf8" })
    .filter((path) => path.endsWith(".ts"))
    .map((path) => join(folder, path))
    .map((path) => ({ path, text: readFileSync(path, "utf8") }))
    .map((source) => ({ ...source, code: withoutComments(source.text) }));
}

/** The ids of all parties: an engine that contains one knows a vendor. */
function partyIds(corpus: string): readonly string[] {
  if (!existsSync(corpus)) return [];
  return folders(corpus)
    .filter((kind) => kind !== "registry")
    .flatMap((kind) => readdirSync(join(corpus, kind)))
    .filter((file) => file.endsWith(".yaml") && !file.endsWith(".dist.yaml"))
    .map((file) => file.slice(0, -".yaml".length));
}
