import type { Corpus } from "../corpus.ts";
import type { Party } from "../party.ts";
import { normalName } from "./normal-name.ts";

const EXTENSION = /\.(?:safetensors|sft|ckpt|pt|pth|bin|gguf|onnx|zip)$/iu;

/** Words at the end of a file name that say how a file is stored, not which model it is. */
const STORAGE =
  /-(?:(?:nv|mx)?fp\d+|(?:nv|mx)?(?:fp|int)\d+-?mix(?:ed)?|f16|f32|bf16|int4|int8|nf4|bnb|df11|awq|convrot|w\da\d+|e4m3fn|e5m2|scaled|kj|comfyui|ud|i?q\d+(?:-(?:[01ksml]|xl|xs|xxs|nl))*|quantized|pruned|ema|emaonly|ema-only|noema|all-in-one|fast|v?sft)$/u;

const indexes = new WeakMap<Corpus, ReadonlyMap<string, readonly Party[]>>();

/**
 * Models and adapters that a file name suggests: at most an inference, because anybody can call a file anything. The whole
 * name must agree, but for folders, extension, case, punctuation and words for the storage format; a fine-tune that only begins with the
 * name of its base is not the base.
 *
 * @example
 * findByFileName(corpus, "models/unet/flux1-dev-fp8.safetensors")[0]?.id // "flux-1-dev"
 */
export function findByFileName(corpus: Corpus, fileName: string): readonly Party[] {
  const index = indexOf(corpus);
  let name = stem(fileName);
  while (name !== "") {
    const found = index.get(name);
    if (found !== undefined) return found;
    const shorter = name.replace(STORAGE, "");
    if (shorter === name) return [];
    name = shorter;
  }
  return [];
}

function stem(fileName: string): string {
  const last = fileName.split(/[/\\]/u).at(-1) ?? "";
  return normalName(last.replace(EXTENSION, ""));
}

function indexOf(corpus: Corpus): ReadonlyMap<string, readonly Party[]> {
  let index = indexes.get(corpus);
  if (index === undefined) {
    const filled = new Map<string, Party[]>();
    for (const party of Object.values(corpus.parties)) {
      if (party.kind !== "model" && party.kind !== "adapter") continue;
      const fileNames = party.files.flatMap((file) => (file.name === null ? [] : [file.name]));
      for (const name of new Set(
        [...fileNames, ...party.names, ...party.aliases, party.id, party.name].map(stem),
      )) {
        const parties = filled.get(name);
        if (parties === undefined) filled.set(name, [party]);
        else parties.push(party);
      }
    }
    index = filled;
    indexes.set(corpus, index);
  }
  return index;
}
