import type { Confidence } from "./finding.ts";
import type { Form, Name, NameKind } from "./name.ts";

const nouns: Readonly<Record<NameKind, string>> = {
  artist: "the artist",
  studio: "the studio or publisher",
  character: "the character",
  franchise: "the work or series",
  brand: "the brand",
  "real-person": "the person",
  agency: "the public body",
  event: "the event",
};

function years({ born, died }: Name): string {
  if (died !== null) return born === null ? ` (died ${year(died)})` : ` (${year(born)}–${year(died)})`;
  return born === null ? "" : ` (born ${year(born)})`;
}

function year(value: number): string {
  return value < 0 ? `${-value} BC` : String(value);
}

/** One sentence on why a name was reported. */
export function explain(form: Form, matched: string, confidence: Confidence): string {
  const { name } = form;
  const of = name.of !== "" && !name.name.includes(name.of) ? ` of ${name.of}` : "";
  const meant = `${nouns[name.kind]} ${name.name}${years(name)}${of}`;
  return confidence === "certain"
    ? `Names ${meant}.`
    : `“${matched}” may mean ${meant}, or something else: the words around it do not settle it.`;
}
