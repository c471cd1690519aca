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
  "models" | "adapters" | "unreachable" | "service" | "gateway" | "tool" | "claims" | "carriers"
>;

export interface Unread {
  readonly parts: readonly UnreadPart[];
  /** More text than is looked through: what it names is not known. */
  readonly cut: boolean;
}

/**
 * The parts that a file names in places that no reader understood: LoRAs, checkpoints, embeddings, upscalers, services and the like. Readers know what
 * programs write today; whatever they write tomorrow has to stay visible, because a part that is lost makes an image look freer than it is. Costs no more
 * than the length of the texts.
 *
 * @param carriers All texts of the file.
 * @param isGraph Texts of ComfyUI, whose reader counts the parts of unknown nodes itself.
 */
export function unreadParts(
  carriers: Carriers,
  known: Known,
  isGraph: (carrier: TextCarrier) => boolean,
): Unread {
  const names = new KnownNames(known);
  const understood = new Set(known.carriers.map(({ at }) => at));
  const found = new Map<string, UnreadPart>();
  let cut = false;
  let left = mostCharacters;
  const add = (carrier: TextCarrier, key: string, value: string): void => {
    const part = {
      at: carrier.at,
      key: key.slice(0, longestKey),
      value: value.trim().slice(0, longestValue),
    };
    if (found.size < limits.models) found.set(JSON.stringify(part), part);
    else cut = true;
  };
  for (const carrier of carriers.texts) {
    if (isGraph(carrier)) continue;
    const text = carrier.text.slice(-limits.infotextCharacters);
    cut ||= text.length < carrier.text.length || text.length > left;
    left -= text.length;
    // As many as are kept are found: one more says no more.
    if (left < 0 || cut) break;
    for (const name of namedInText(text)) if (!names.hasFile(name)) add(carrier, carrier.key, name);
    if (isPartKey(carrier.key, carrier.kind) && isName(text) && !names.hasAll(text))
      add(carrier, carrier.key, text);
    const inJson = (value: unknown, key: string): void => {
      const read = namedInJson(value, understood.has(carrier.at) ? null : hostWord);
      cut ||= read.cut;
      for (const [inner, name] of read.parts) if (!names.hasAll(name)) add(carrier, inner || key, name);
      for (const [inner, name] of read.hosts) if (!names.hasHost(name)) add(carrier, inner || key, name);
    };
    const info = parseInfotext(text);
    for (const [key, value] of info === null ? [] : info.settings) {
      const data = /^[[{]/.test(value) ? parseJson(value) : undefined;
      if (data !== undefined) inJson(data, key);
      else if (isPartSetting(key, value) && !names.hasAll(value)) add(carrier, key, value);
    }
    const value = /^\s*[[{]/.test(carrier.text) ? carriers.json(carrier, parseJson) : undefined;
    if (value !== undefined) inJson(value, carrier.key);
  }
  return { parts: [...found.values()], cut };
}

const longestKey = 80;
const longestValue = 200;
const mostCharacters = 16_000_000;

/** Names that readers made claims of, compared whole, without folders, endings and case. */
class KnownNames {
  readonly #parts: ReadonlySet<string>;
  readonly #lastWords: ReadonlySet<string>;
  readonly #hosts: ReadonlySet<string>;

  constructor({ models, adapters, unreachable, service, gateway, tool, claims }: Known) {
    const claimed: readonly ModelClaim[] = [...models, ...adapters, ...(unreachable ?? [])];
    this.#parts = stems(claimed.flatMap(({ name, hash, version, air }) => [name, hash, version, air]));
    const spaced = [...this.#parts].filter((stem) => stem.includes(" "));
    this.#lastWords = new Set(spaced.map((stem) => stem.slice(stem.lastIndexOf(" ") + 1)));
    const makers = [
      service,
      gateway,
      tool,
      ...(claims?.services ?? []),
      ...(claims?.gateways ?? []),
      ...(claims?.tools ?? []),
    ];
    this.#hosts = stems(
      makers.flatMap((maker) => (maker === null ? [] : [maker.id, "name" in maker ? maker.name : null])),
    );
  }

  /** Whether a file that a text names is that of a claim; where its name has blanks, the text shows only what is behind the last one. */
  hasFile(name: string): boolean {
    const stem = stemOf(name);
    return this.#parts.has(stem) || this.#lastWords.has(stem);
  }

  /** Whether each thing that a value lists is that of a claim. */
  hasAll(value: string): boolean {
    if (this.#parts.has(stemOf(value.trim()))) return true;
    const entries = value.split(/[,;|\n]|\s+(?:and|und|et|y|e|&|\+)\s+/, limits.models + 1).map(plainEntry);
    return entries.every((entry) => !isName(entry) || isArithmetic(entry) || this.#parts.has(stemOf(entry)));
  }

  hasHost(name: string): boolean {
    return this.#hosts.has(stemOf(name)) || this.#parts.has(stemOf(name));
  }
}

function stems(words: readonly (string | null | undefined)[]): ReadonlySet<string> {
  return new Set(words.flatMap((word) => (word ? [stemOf(word)] : [])));
}

/** An entry of a list without its weight, its hash and the tag around it: `<lora:a:0.8>`, `a [1234abcd]`, `a (0.8)`, `a: str_0.8`. */
function plainEntry(entry: string): string {
  return entry
    .replace(/^\s*[<(["']*(?:lora|lyco|lycoris|hypernet|embedding|embed)s?:/i, "")
    .replace(/\s*[[(][0-9a-f]{6,64}[\])]\s*$/i, "")
    .replace(/\s*(?:[:=@]\s*|\(\s*)(?:str_|strength[ _]?)?-?[\d.]+(?::-?[\d.]+)*\s*[)>]?\s*$/i, "")
    .replaceAll(/^[\s"'<([{]+|[\s"'>)\]}]+$/g, "");
}

/** Files of weights, tags of extra networks and AIRs: they are parts wherever they stand. */
function namedInText(text: string): readonly string[] {
  const files = text.matchAll(/[^\s"'`<>|:,;()[\]{}=\\/]{1,150}\.(?:safetensors|sft|ckpt|gguf|pth|onnx)\b/gi);
  // These endings are also those of other files and of a country's addresses, so the name has to look like that of a file.
  const others = text.matchAll(
    /(?<![\w.@-])(?=[a-z0-9 -]{0,60}[_\d-])[a-z0-9_-]{3,100}\.(?:pt|bin)\b(?![\w./-])/gi,
  );
  const tags = text.matchAll(/<(?:lora|lyco|lycoris|locon|loha|dora|hypernet):([^:<>]{1,150})/gi);
  const airs = text.matchAll(/urn:air:[^\s"'`<>,;)\]}]{1,200}/gi);
  const names = [
    ...[...take(files)].map(([file]) => file),
    ...[...take(others)].map(([file]) => file),
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
  /(?:^|[^a-z])(?:loras?|lycoris|lyco|locon|loha|lokr|dora|checkpoints?|ckpts?|unets?|hypernet(?:work)?s?|embeddings?|textual.?inversions?|upscalers?|upscale.?model|refiner|adapters?|vaes?|text.?encoders?|diffusion.?model|model.?name|sd.?model)(?:[^a-z]|$)|模型|大模型|微调|嵌入|放大/i;

/** Settings with such words that name no part, each for its reason. */
const noPart: readonly RegExp[] = [
  // a hash belongs to the part that is named beside it
  /hash|sha256|autov/,
  // how a part was used
  /(?:^|[^a-z])(?:scale|steps?|start|end|mode|type|count|ratio|blend|denois\w*|enabled|version|order|method|cfg|switch)(?:[^a-z]|$)/,
  // words about it
  /(?:^|[^a-z])(?:prompts?|triggers?|words|tags?|description|comment|notes?|urls?|links?|size|format|license|licence)(?:[^a-z]|$)/,
  /resize|upscaled?$|upscale.?(?:by|factor)|upscaler.?visibility/,
];

/** Words that speak of whoever ran the model, in data of a program that no reader knows. */
const hostWord = /(?:^|[^a-z])(?:services?|providers?|vendor|models?|model.?id|engine)(?:[^a-z]|$)/i;

/** Both as it is written and with its words apart: `LoRA 1`, `loraStack`. */
function isPartWord(key: string): boolean {
  return isWord(key, partWord);
}

function isWord(key: string, word: RegExp): boolean {
  return [key, key.replaceAll(/([a-z0-9])([A-Z])/g, "$1 $2")].some(
    (each) => word.test(each) && !noPart.some((reason) => reason.test(each.toLowerCase())),
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

interface NamedInJson {
  /** Strings below keys that speak of parts, and files of weights below any key; each with its key. */
  readonly parts: readonly (readonly [string, string])[];
  /** Strings under keys that speak of a host. */
  readonly hosts: readonly (readonly [string, string])[];
  readonly cut: boolean;
}

function namedInJson(root: unknown, host: RegExp | null): NamedInJson {
  const parts: (readonly [string, string])[] = [];
  const hosts: (readonly [string, string])[] = [];
  const open: { readonly value: unknown; readonly key: string; readonly part: boolean }[] = [];
  const push = (value: unknown, key: string, part: boolean): void => {
    // Numbers and switches name nothing.
    if (typeof value === "string" || (typeof value === "object" && value !== null))
      open.push({ value, key, part });
  };
  push(root, "", false);
  let steps = 0;
  for (; open.length > 0 && steps < mostValues && parts.length <= limits.models; steps += 1) {
    const { value, key, part } = open.pop()!;
    if (typeof value === "string") {
      if ((part && isName(value)) || isWeightsFile(value)) parts.push([key, value]);
      else if (host !== null && isWord(key, host) && isName(value) && value.length < 100)
        hosts.push([key, value]);
    } else if (Array.isArray(value)) for (const each of value as unknown[]) push(each, key, part);
    else if (isRecord(value))
      for (const [name, each] of Object.entries(value)) {
        if (isPartWord(name)) {
          push(each, name, true);
          // `{"loras": {"style": 0.7}}`: the names are the keys.
          if (isRecord(each))
            for (const [inner, amount] of Object.entries(each))
              if (typeof amount === "number" && isName(inner) && !measure.test(inner))
                parts.push([name, inner]);
        }
        // Of an object that stands for a part, only what it is called by is a name.
        else push(each, name, part && called.test(name));
      }
  }
  return { parts, hosts: hosts.slice(0, limits.models), cut: open.length > 0 };
}

const called = /^(?:name|file|path|filename|model|id|title|model_?name|file_?name)$/i;
/** What numbers beside a part measure. */
const measure =
  /^(?:[a-z]{1,2}|id|.*(?:weight|strength|scale|multiplier|version|count|size|steps?|index|order).*|enabled|active|start|end|types?|kind|mode|unet|model|clip|width|height|seed|dim|rank|alpha)$/i;
const mostValues = 200_000;
