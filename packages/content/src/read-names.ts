import type { Form, FormStrength, Name, NameKind } from "./name.ts";

const marks: Readonly<Record<string, FormStrength>> = {
  "~": "word",
  "!": "common",
  "=": "exact",
  "^": "exact-word",
  "?": "not",
};

/**
 * Reads the compiled data set: for each kind, one name a line, `name|born|died|of|use|form;form…`. A form may begin with the mark of its
 * strength. The text is our own and was checked when it was compiled, so nothing is checked again.
 */
export function readNames(records: Readonly<Record<NameKind, string>>): readonly Form[] {
  const forms: Form[] = [];
  for (const kind of Object.keys(records) as NameKind[]) {
    for (const line of records[kind].split("\n")) {
      const [name = "", born = "", died = "", of = "", use = "1", written = ""] = line.split("|");
      const own: Name = {
        kind,
        name,
        born: born === "" ? null : Number(born),
        died: died === "" ? null : Number(died),
        of,
        use: Number(use) as Name["use"],
      };
      for (const form of written === "" ? [name] : written.split(";")) {
        const strength = marks[form.charAt(0)];
        forms.push({
          name: own,
          text: strength === undefined ? form || name : form.slice(1),
          strength: strength ?? "plain",
        });
      }
    }
  }
  return forms;
}
