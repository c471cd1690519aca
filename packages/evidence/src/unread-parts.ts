import type { Carriers, TextCarrier } from "./carriers.ts";
import type { Evidence, ModelClaim, UnreadPart } from "./evidence.ts";
import { limits } from "./limits.ts";
import { parseInfotext } from "./readers/infotext.ts";
import { isArithmetic } from "./readers/infotext-models.ts";
import { isRecord, parseJson } from "./readers/json.ts";
import { isNoModel, isWeightsFile, stemOf } from "./readers/models.ts";

/** What the parts of a file are known by: what any reader made a claim of. */
type Known = Pick<
  Evidence,
  "models" | "adapters" | "unreachable" | "service" | "gateway" | "tool" | "claims"
>;

/**
 * The parts that a file names in places that no reader understood: LoRAs, checkpoints, embeddings, upscalers and the like. Readers know what programs write
 * today; whatever they write tomorrow has to stay visible, because a part that is lost makes an image look freer than it is. Costs no more than the length
 * of the texts.
 *
 * @param carriers All texts of the file.
 * @param isGraph Texts of ComfyUI, whose reader counts the parts of unknown nodes itself.
 */
export function unreadParts(
  carriers: Carriers,
  known: Known,
  isGraph: (carrier: TextCarrier) => boolean,
): readonly UnreadPart[] {
  const names = new KnownNames(known);
  const found = new Map<string, UnreadPart>();
  const add = (carrier: TextCarrier, key: string, value: string): void => {
    const part = {
      at: carrier.at,
      key: key.slice(0, longestKey),
      value: value.trim().slice(0, longestValue),
    };
    if (found.size < limits.models) found.set(JSON.stringify(part), part);
  };
  for (const carrier of carriers.texts.slice(0, limits.infotexts * 8)) {
    if (isGraph(carrier)) continue;
    const text = carrier.text.slice(-limits.infotextCharacters);
    for (const name of namedInText(text)) if (!names.has(name)) add(carrier, carrier.key, name);
    if (isPartKey(carrier.key, carrier.kind) && isName(text) && !names.hasAny(text))
      add(carrier, carrier.key, text);
    const info = parseInfotext(text);
    for (const [key, value] of info === null ? [] : info.settings) {
      const data = /^[[{]/.test(value) ? parseJson(value) : undefined;
      if (data !== undefined) {
        for (const [inner, name] of namedInJson(data))
          if (!names.hasAny(name)) add(carrier, inner || key, name);
      } else if (isPartSetting(key, value) && !names.hasAny(value)) add(carrier, key, value);
    }
    const value = /^\s*[[{]/.test(carrier.text) ? carriers.json(carrier, parseJson) : undefined;
    if (value !== undefined)
      for (const [key, name] of namedInJson(value)) if (!names.hasAny(name)) add(carrier, key, name);
  }
  return [...found.values()];
}

const longestKey = 80;
const longestValue = 200;

/** Names that readers made claims of, compared without folders, endings and case. */
class KnownNames {
  readonly #stems: readonly string[];
  readonly #exact: ReadonlySet<string>;

  constructor({ models, adapters, unreachable, service, gateway, tool, claims }: Known) {
    const claimed: readonly ModelClaim[] = [...models, ...adapters, ...(unreachable ?? [])];
    const makers = [service, gateway, tool, ...(claims?.services ?? []), ...(claims?.gateways ?? [])].flatMap(
      (maker) => (maker === null ? [] : [maker.id, "name" in maker ? (maker.name ?? "") : ""]),
    );
    const words = claimed
      .flatMap(({ name, hash, version, air }) => [name, hash, version, air])
      .concat(makers);
    const stems = words.flatMap((word) =>
      word === null || word === undefined || word === "" ? [] : [stemOf(word)],
    );
    this.#exact = new Set(stems);
    this.#stems = [...this.#exact].filter((stem) => stem.length >= shortestStem).slice(0, limits.models);
  }

  /** Whether one name is that of a claim; a name with blanks may have been cut at one. */
  has(name: string): boolean {
    const stem = stemOf(name);
    return (
      this.#exact.has(stem) ||
      this.#stems.some(
        (known) => known.endsWith(` ${stem}`) || (stem.length >= shortestStem && stem.endsWith(known)),
      )
    );
  }

  /** Whether a value is, or tells among other things, something that a claim names. */
  hasAny(value: string): boolean {
    if (this.has(value)) return true;
    const lower = value.slice(0, limits.infotextCharacters).toLowerCase();
    return this.#stems.some((known) => lower.includes(known));
  }
}

const shortestStem = 3;

/** Files of weights, tags of extra networks and AIRs: they are parts wherever they stand. */
function namedInText(text: string): readonly string[] {
  const files = text.matchAll(/[^\s"'`<>|:,;()[\]{}=\\/]{1,150}\.(?:safetensors|sft|ckpt|gguf)\b/gi);
  const tags = text.matchAll(/<(?:lora|lyco|lycoris|locon|loha|dora|hypernet):([^:<>]{1,150})/gi);
  const airs = text.matchAll(/urn:air:[^\s"'`<>,;)\]}]{1,200}/gi);
  const names = [
    ...[...take(files)].map(([file]) => file),
    ...[...take(tags)].map(([, name = ""]) => name.trim()),
    ...[...take(airs)].map(([air]) => air),
  ];
  return names.filter((name) => name !== "");
}

function* take(matches: Iterable<RegExpMatchArray>): Generator<RegExpMatchArray> {
  let count = 0;
  for (const match of matches) {
    if (count++ >= limits.models) return;
    yield match;
  }
}

/** Words that speak of a part in any language that programs write keys in; `model` alone is also said of cameras and of people. */
const partWord =
  /(?:^|[^a-z])(?:loras?|lycoris|lyco|locon|loha|lokr|dora|checkpoints?|ckpts?|unets?|hypernet(?:work)?s?|embeddings?|textual.?inversions?|upscalers?|upscale.?model|refiner|adapters?|diffusion.?model|model.?name|sd.?model)(?:[^a-z]|$)|模型|大模型|微调|嵌入|放大/i;

/** Settings with such words that name no part, each for its reason. */
const noPart: readonly RegExp[] = [
  /hash|sha256|autov/, // a hash belongs to the part that is named beside it
  /weight|strength|scale|steps?$|start|end$|mode$|type$|count|ratio|blend|denois|enabled|version|order|method|cfg|switch/, // how a part was used
  /prompt|trigger|words|tags?$|description|comment|notes?|url|link|size|format|license/, // words about it
  /resize|upscaled?$|upscale.?(?:by|factor)|upscaler.?(?:scale|visibility)/,
];

/** Both as it is written and with its words apart: `LoRA 1`, `loraStack`. */
function isPartWord(key: string): boolean {
  return [key, key.replaceAll(/([a-z0-9])([A-Z])/g, "$1 $2")].some(
    (each) => partWord.test(each) && !noPart.some((reason) => reason.test(each.toLowerCase())),
  );
}

/** A field of the file that is called like a part. Cameras have models too, but neither checkpoints nor LoRAs. */
function isPartKey(key: string, kind: string): boolean {
  const local = key.slice(key.lastIndexOf(":") + 1);
  if (kind === "text") return isPartWord(local) || /^(?:model|ai.?model|generator.?model)$/i.test(key);
  return /^(?:\w*[^a-z])?(?:loras?|lycoris|checkpoints?|ckpt|unet|hypernetworks?|embeddings?)(?:[^a-z].*)?$/i.test(
    local,
  );
}

function isPartSetting(key: string, value: string): boolean {
  return isPartWord(key) && isName(value) && !isArithmetic(value);
}

/** Whether a value can be the name of something: no number, no switch, no word for nothing, no long text. */
function isName(value: string): boolean {
  const text = value.trim();
  return (
    text.length > 1 &&
    text.length <= 2_000 &&
    !isNoModel(text) &&
    !/^[-+\d.,:%xX\s]+$/.test(text) &&
    /\p{L}/u.test(text)
  );
}

/** Strings below keys that speak of parts, and files of weights below any key; each with its key. */
function namedInJson(root: unknown): readonly (readonly [string, string])[] {
  const found: (readonly [string, string])[] = [];
  const open: { readonly value: unknown; readonly key: string; readonly part: boolean }[] = [
    { value: root, key: "", part: false },
  ];
  for (let steps = 0; open.length > 0 && steps < mostValues && found.length < limits.models; steps += 1) {
    const { value, key, part } = open.pop()!;
    if (typeof value === "string") {
      if ((part && isName(value)) || isWeightsFile(value)) found.push([key, value]);
      continue;
    }
    const entries: readonly (readonly [string, unknown])[] = Array.isArray(value)
      ? (value as unknown[]).map((each) => [key, each] as const)
      : isRecord(value)
        ? Object.entries(value)
        : [];
    for (const [name, each] of entries) {
      if (Array.isArray(value)) open.push({ value: each, key, part });
      else if (isPartWord(name)) open.push({ value: each, key: name, part: true });
      // Of an object that stands for a part, only what it is called by is a name.
      else
        open.push({
          value: each,
          key: name,
          part: part && /^(?:name|file|path|filename|model|id|title|model_?name|file_?name)$/i.test(name),
        });
    }
  }
  return found;
}

const mostValues = 200_000;
