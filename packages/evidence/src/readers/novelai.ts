import type { Carriers } from "../carriers.ts";
import type { Findings } from "../findings.ts";
import { isRecord, type JsonRecord, numberOf, parseJson, seedOf, textOf } from "./json.ts";
import { definedOnly } from "./json-texts.ts";
import { claimModel } from "./models.ts";

/** Which engine a `Source` suffix stands for; the suffix is a hash of the weights. Lists by others, the first four also seen in files. */
const ENGINES: readonly (readonly [string, string])[] = [
  ["NovelAI Diffusion V4.5 Full", "4BDE2A90 1229B44F B9F340FD F3D95188"],
  ["NovelAI Diffusion V4.5 Curated", "C02D4F98 5AB81C7C B5A2A797 5BB76870"],
  ["NovelAI Diffusion V4 Full", "37442FCA 4F49EC75 CA4B7203 79F47848 F6302A9D"],
  ["NovelAI Diffusion V4 Curated", "7ABFFA2A C1CCBA86 770A9E12 F6E18726"],
  ["NovelAI Diffusion Anime V3", "B0BDF6C1 C1E1DE52 7BCCAA2C 8BA2AF87"],
  ["NovelAI Diffusion Furry V3", "4BE8C60C C8704949 37C2B166 9CC2F394 F306816B"],
  ["NovelAI Diffusion Anime V2", "49BFAF6A F1022D28"],
  ["NovelAI Diffusion Anime V1 Curated", "1D44365E F4D50568"],
  ["NovelAI Diffusion Anime V1 Full", "81274D13 3B3287AF"],
  ["NovelAI Diffusion Furry V1", "4CC42576 1D09C008 1D09D794 F64BA557"],
];

/** NovelAI: PNG texts (Title, Description, Software, Source, Comment), the same in Exif of a WebP, or hidden in the alpha channel. */
export function readNovelAI(carriers: Carriers): Findings[] {
  const software = carriers.find("Software");
  const comment = carriers.find("Comment");
  const named = carriers.texts.find(
    (carrier) => carrier.key === "Software" && /^NovelAI( Diffusion\b.*)?$/.test(carrier.text),
  );
  if (named === undefined) return [];
  // Without settings, as after some edits, the other fields still say whose it is.
  const settings = comment ?? named;
  const value = comment === undefined ? undefined : carriers.json(comment, parseJson);
  // A WebP has the engine in Exif `Software`, where a PNG has the company.
  const source = carriers.find("Source")?.text ?? software?.text;
  return [
    interpret(
      isRecord(value) ? value : {},
      settings.text,
      settings.at,
      source === "NovelAI" ? undefined : source,
      carriers.find("Description")?.text,
    ),
  ];
}

function interpret(
  value: JsonRecord,
  comment: string,
  at: string,
  source: string | undefined,
  description: string | undefined,
): Findings {
  const suffix = source === undefined ? null : /^(.*\S)\s+([0-9A-F]{8})$/.exec(source.slice(0, 200));
  const name = suffix?.[1] ?? source ?? null;
  const hash = suffix?.[2] ?? null;
  const prompt = withCharacters(textOf(value["prompt"]) ?? description, value["v4_prompt"]);
  const negativePrompt = withCharacters(textOf(value["uc"]), value["v4_negative_prompt"]);
  const signature = textOf(value["signed_hash"]);
  return {
    at,
    strength: "structured",
    ai: true,
    services: [{ id: "novelai", name: "NovelAI", at, strength: "structured" }],
    models:
      name === null ? [] : [claimModel("checkpoint", at, "structured", { name, hash, hashKind: "unknown" })],
    ...(prompt === undefined ? {} : { prompt }),
    ...(negativePrompt === undefined ? {} : { negativePrompt }),
    parameters: definedOnly({
      seed: seedOf(value["seed"]),
      steps: numberOf(value["steps"]),
      sampler: textOf(value["sampler"]),
      scheduler: textOf(value["noise_schedule"]),
      cfgScale: numberOf(value["scale"]),
      requestType: textOf(value["request_type"]),
      engine: hash === null ? undefined : ENGINES.find(([, suffixes]) => suffixes.includes(hash))?.[0],
    }),
    ...(signature === undefined ? {} : { novelaiSignature: { comment, signature } }),
  };
}

/** The fourth generation has a prompt for each character beside the common one, which is repeated in `base_caption`. */
function withCharacters(common: string | undefined, value: unknown): string | undefined {
  const caption = isRecord(value) ? value["caption"] : undefined;
  if (!isRecord(caption)) return common;
  const base = common ?? textOf(caption["base_caption"]);
  const listed = Array.isArray(caption["char_captions"]) ? (caption["char_captions"] as unknown[]) : [];
  const characters = listed
    .slice(0, 64)
    .flatMap((entry) => (isRecord(entry) ? (textOf(entry["char_caption"]) ?? []) : []))
    .filter((text) => text.trim() !== "");
  const texts = base === undefined ? characters : [base, ...characters];
  return texts.length === 0 ? undefined : texts.join("\n");
}
