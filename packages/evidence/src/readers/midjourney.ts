import type { Carriers, TextCarrier } from "../carriers.ts";
import type { Findings } from "../findings.ts";
import { definedOnly } from "./json-texts.ts";
import { claimModel } from "./models.ts";

const DESCRIPTIONS = new Set([
  "Description",
  "ImageDescription",
  "dc:description",
  "tiff:ImageDescription",
  "2:120",
]);
export const MIDJOURNEY_FIELDS: readonly string[] = [
  ...DESCRIPTIONS,
  "Software",
  "xmp:CreatorTool",
  "Make",
  "photoshop:Credit",
];
const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i;

/**
 * Midjourney: the description is the prompt with its `--` options and `Job ID: <uuid>`; XMP `DigImageGUID` repeats the job. The
 * engine is only known where the prompt says `--v` or `--niji`: otherwise it was the default of that day.
 */
export function readMidjourney(carriers: Carriers): Findings[] {
  const guid = carriers.texts.find((carrier) => carrier.key.endsWith(":DigImageGUID"));
  for (const carrier of carriers.texts) {
    if (!DESCRIPTIONS.has(carrier.key)) continue;
    const mark = carrier.text.lastIndexOf("Job ID: ");
    const job = mark < 0 ? null : carrier.text.slice(mark + 8, mark + 44);
    const described = mark < 0 ? "" : carrier.text.slice(0, mark);
    // A description alone may be anybody's words about some job; Midjourney's has options, or its other fields beside it.
    if (
      job !== null &&
      UUID.test(job) &&
      carrier.text.slice(mark + 44).trim() === "" &&
      (OPTION.test(described) || guid !== undefined || isSigned(carriers))
    )
      return [interpret(carrier, described.trim(), job, carriers)];
    // Older and edited files keep the options but not the job; the GUID then has to vouch for them.
    if (
      job === null &&
      guid !== undefined &&
      UUID.test(guid.text.trim()) &&
      /(^|\s)--(v|niji|ar|stylize|style|s|chaos) \S/.test(carrier.text.slice(-400))
    ) {
      return [interpret(carrier, carrier.text.trim(), guid.text.trim(), carriers)];
    }
  }
  const author = carriers.texts.find(
    (carrier) =>
      (carrier.key === "Software" ||
        carrier.key === "xmp:CreatorTool" ||
        carrier.key === "Make" ||
        carrier.key === "photoshop:Credit") &&
      /^midjourney( v?\d[\d.]*)?$/i.test(carrier.text.trim()),
  );
  if (author === undefined) return [];
  // A credit line is what somebody typed.
  const strength = author.key === "photoshop:Credit" ? ("inferred" as const) : ("structured" as const);
  const claim = { at: author.at, strength };
  return [{ ...claim, ai: true, services: [{ id: "midjourney", name: "Midjourney", ...claim }] }];
}

const OPTION = /(?:^|\s)(?:--|[\u2013\u2014])[a-z]+(?:\s|$)/;

/** The texts that stand beside the description in a PNG. */
function isSigned(carriers: Carriers): boolean {
  return carriers.find("Author") !== undefined && carriers.find("Creation Time") !== undefined;
}

function interpret(carrier: TextCarrier, described: string, job: string, carriers: Carriers): Findings {
  const claim = { at: carrier.at, strength: "structured" as const };
  const options = optionsOf(described);
  const version = options.get("v") ?? options.get("version");
  const niji = options.get("niji");
  const name =
    niji !== undefined ? `Midjourney Niji ${niji}` : version === undefined ? null : `Midjourney v${version}`;
  const created = carriers.find("Creation Time");
  const date = created === undefined || created.text.length > 64 ? Number.NaN : Date.parse(created.text);
  return {
    ...claim,
    ai: true,
    services: [{ id: "midjourney", name: "Midjourney", ...claim }],
    models: name === null ? [] : [claimModel("checkpoint", carrier.at, "structured", { name })],
    prompt: promptOf(described),
    parameters: definedOnly({
      jobId: job,
      aspectRatio: options.get("ar") ?? options.get("aspect"),
      stylize: options.get("s") ?? options.get("stylize"),
      seed: options.get("seed"),
      options: Object.fromEntries(options),
    }),
    ...(Number.isNaN(date) ? {} : { madeOn: new Date(date).toISOString() }),
  };
}

/** Where the options begin, or the end of the text; some keyboards turn two hyphens into a dash. */
function startOfOptions(described: string): number {
  const found = /(?:^|\s)(?:--|[\u2013\u2014])[a-z]/.exec(described);
  return found === null ? described.length : found.index;
}

/** The words before the first option. */
function promptOf(described: string): string {
  return described.slice(0, startOfOptions(described)).trim();
}

function optionsOf(described: string): Map<string, string> {
  const options = new Map<string, string>();
  const start = startOfOptions(described);
  const pieces = described.slice(start, start + 4000).split(/(?:^|\s)(?:--|[\u2013\u2014])(?=[a-z])/, 64);
  for (const piece of pieces) {
    const words = piece.trim().split(/\s+/);
    const key = words[0];
    if (key !== undefined && /^[a-z]{1,20}$/.test(key) && !options.has(key))
      options.set(key, words.slice(1).join(" "));
  }
  return options;
}
