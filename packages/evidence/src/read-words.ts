import type { Carriers, TextCarrier } from "./carriers.ts";
import type { Evidence, WordClaim } from "./evidence.ts";

type Field = WordClaim["field"];

/** Fields of IPTC-IIM, XMP, Exif and PNG texts that hold what a person wrote about a picture. XMP fields count under any prefix. */
const fields: Readonly<Record<Field, readonly string[]>> = {
  title: ["dc:title", ":title", ":Title", "2:005", "XPTitle", "Title", "title"],
  headline: ["photoshop:Headline", ":Headline", "2:105"],
  description: [
    "dc:description",
    ":description",
    ":ImageDescription",
    ":AltTextAccessibility",
    ":ExtDescrAccessibility",
    "2:120",
    "ImageDescription",
    "XPComment",
    "XPSubject",
    "Description",
    "description",
    "Caption",
  ],
  keywords: [
    "dc:subject",
    ":subject",
    ":Keywords",
    ":hierarchicalSubject",
    ":SupplementalCategories",
    "2:025",
    "XPKeywords",
    "Keywords",
    "keywords",
  ],
};

const fieldOf: ReadonlyMap<string, Field> = new Map(
  (Object.keys(fields) as Field[]).flatMap((field) => fields[field].map((key) => [key, field] as const)),
);

const mostWords = 2_000;
const longestWord = 65_536;

/**
 * Titles, headlines, descriptions and keywords, all values of all carriers. The single answers are the first of each; whatever a generator wrote there for
 * programs (JSON, a line of parameters) is left to the readers of generators.
 */
export function readWords(
  carriers: Carriers,
): Pick<Evidence, "title" | "headline" | "description" | "keywords" | "words"> {
  const words: WordClaim[] = [];
  for (const carrier of carriers.texts) {
    const field = fieldNamed(carrier);
    if (field === undefined || isForPrograms(carrier.text)) continue;
    const values = field === "keywords" ? carrier.text.split(/[,;\n，；、]/) : [carrier.text];
    for (const value of values) {
      const text = value.replaceAll("\0", "").trim().slice(0, longestWord);
      if (text === "") continue;
      if (words.length === mostWords) {
        carriers.problem(
          "limit-words",
          `Only the first ${mostWords} titles, descriptions and keywords were read.`,
        );
        return told(words);
      }
      words.push({ at: carrier.at, strength: "declared", field, value: text });
    }
  }
  return told(words);
}

function told(words: readonly WordClaim[]): ReturnType<typeof readWords> {
  if (words.length === 0) return {};
  const of = (field: Field): readonly string[] => [
    ...new Set(words.flatMap((word) => (word.field === field ? [word.value] : []))),
  ];
  const [title, headline, description] = [of("title")[0], of("headline")[0], of("description")[0]];
  const keywords = of("keywords");
  return {
    ...(title === undefined ? {} : { title }),
    ...(headline === undefined ? {} : { headline }),
    ...(description === undefined ? {} : { description }),
    ...(keywords.length === 0 ? {} : { keywords }),
    words,
  };
}

function fieldNamed({ key, kind }: TextCarrier): Field | undefined {
  const exact = fieldOf.get(key);
  const colon = key.lastIndexOf(":");
  return exact ?? (kind === "xmp" && colon >= 0 ? fieldOf.get(key.slice(colon)) : undefined);
}

/** JSON, or the line of parameters that web interfaces write: names of files and samplers in it are nobody's words. */
const isForPrograms = (text: string): boolean =>
  /^\s*(?:\w{1,40}\s*:\s*)?[[{][\s\S]*[\]}]\s*$/.test(text) || /^Steps: \d+/m.test(text);
