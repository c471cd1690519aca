import { digraphs, joined, westernOrder } from "./more-forms.ts";

/** The files of corpus/names, and the kind of name each holds. */
export const kindOfFile: Readonly<Record<string, string>> = {
  "artists.tsv": "artist",
  "studios.tsv": "studio",
  "characters.tsv": "character",
  "franchises.tsv": "franchise",
  "brands.tsv": "brand",
  "people.tsv": "real-person",
  "agencies.tsv": "agency",
  "events.tsv": "event",
};

export class NamesError extends Error {}

const marks = /^[~!=^?]/;

/**
 * Compiles the authored tables to the text of `packages/content/src/names.generated.ts`. The format is described in
 * corpus/names/README.md. Throws a NamesError that says file, line and what to mend.
 */
export function compileNames(files: Readonly<Record<string, string>>): string {
  const parts: string[] = [];
  for (const [file, kind] of Object.entries(kindOfFile)) {
    const text = files[file];
    if (text === undefined) throw new NamesError(`corpus/names/${file} is missing.`);
    // Written as the formatter would, so that formatting never makes it stale.
    const key = /^\w+$/.test(kind) ? kind : JSON.stringify(kind);
    parts.push(`  ${key}:\n    ${JSON.stringify(compileTable(file, text).join("\n"))},`);
  }
  return [
    "/** Made from corpus/names by `node tools/compile-names.ts`; do not edit. The line format is that of read-names.ts. */",
    'import type { NameKind } from "./name.ts";',
    "",
    "export const nameRecords: Readonly<Record<NameKind, string>> = {",
    ...parts,
    "};",
    "",
  ].join("\n");
}

function compileTable(file: string, text: string): readonly string[] {
  const [head = "", ...lines] = text.replace(/\n$/, "").split("\n");
  const columns = head.split("\t");
  const names = new Set<string>();
  return lines.map((line, index) => {
    const where = `corpus/names/${file}, line ${index + 2}`;
    const cells = line.split("\t");
    if (cells.length !== columns.length) {
      throw new NamesError(`${where} has ${cells.length} cells; the head names ${columns.length}.`);
    }
    const cell = (column: string): string => cells[columns.indexOf(column)] ?? "";
    if (line.includes("|")) throw new NamesError(`${where}: a vertical bar cannot be part of a name.`);
    for (const column of ["born", "died"]) {
      if (!/^(?:-?\d{1,4})?$/.test(cell(column)))
        throw new NamesError(`${where}: ${column} is no year: ${cell(column)}`);
    }
    if (!/^[123]$/.test(cell("use")))
      throw new NamesError(`${where}: use is 1, 2 or 3, not "${cell("use")}".`);
    const silent = cell("name").startsWith("-");
    const name = silent ? cell("name").slice(1) : cell("name");
    if (name === "" || marks.test(name)) throw new NamesError(`${where}: "${cell("name")}" is no name.`);
    if (names.has(name)) throw new NamesError(`${where}: "${name}" is there twice.`);
    names.add(name);
    const forms = formsOf(name, silent, cell("also"), kindOfFile[file] ?? "", cell("use"));
    if (forms.length === 0) throw new NamesError(`${where}: "${name}" has no form that could be found.`);
    const only = forms.length === 1 && forms[0] === name ? "" : forms.join(";");
    return [name, cell("born"), cell("died"), cell("of"), cell("use"), only].join("|").replace(/\|+$/, "");
  });
}

/** The written forms of a name; where two differ only in their mark, the marked one stands, because it claims less. */
function formsOf(name: string, silent: boolean, also: string, kind: string, use: string): readonly string[] {
  const forms = new Map<string, string>();
  const add = (form: string): void => {
    const bare = form.replace(marks, "");
    const key = bare.normalize("NFKD").replaceAll(/\p{M}/gu, "").toLowerCase();
    if (bare.trim() === "") return;
    if (!forms.has(key) || form !== bare) forms.set(key, form);
  };
  // The semicolon of Steins;Gate would part two forms; to the scanner it is a space anyway.
  const authored = [...(silent ? [] : [name.replaceAll(";", " ")]), ...also.split(";")];
  for (const form of authored) add(form);
  for (const form of authored) {
    const more = [
      ...digraphs(form),
      ...(kind === "character" ? westernOrder(form) : []),
      ...(use === "3" ? joined(form) : []),
    ];
    for (const made of more) {
      const key = made.normalize("NFKD").replaceAll(/\p{M}/gu, "").toLowerCase();
      if (!forms.has(key)) forms.set(key, made);
    }
  }
  return [...forms.values()];
}
