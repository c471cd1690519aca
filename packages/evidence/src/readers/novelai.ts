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
  const named = carriers.texts.some(
    (carrier) => carrier.key === "Software" && carrier.text.startsWith("NovelAI"),
  );
  if (named && comment !== undefined) {
    const value = carriers.json(comment, parseJson);
    // A WebP has the engine in Exif `Software`, where a PNG has the company.
    const source = carriers.find("Source")?.text ?? software?.text;
    return [
      interpret(
        isRecord(value) ? value : {},
        comment.text,
        comment.at,
        source,
        carriers.find("Description")?.text,
      ),
    ];
  }
  return [];
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
  const prompt = textOf(value["prompt"]) ?? description;
  const negativePrompt = textOf(value["uc"]) ?? baseCaption(value["v4_negative_prompt"]);
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

function baseCaption(value: unknown): string | undefined {
  const caption = isRecord(value) ? value["caption"] : undefined;
  return isRecord(caption) ? textOf(caption["base_caption"]) : undefined;
}
