import { composeParameters } from "../../../examples/make/automatic1111.ts";
import { cameraExif } from "../../../examples/make/camera.ts";
import { comfyChunks, type ComfyGraph } from "../../../examples/make/comfyui.ts";
import { encodeExif, unicodeComment } from "../../../examples/make/exif.ts";
import { fluxGraph } from "../../../examples/make/flux-graph.ts";
import type { Chance } from "./chance.ts";

const nouns = ["hills", "harbour", "forest", "tower", "garden", "desert", "bridge", "lake", "market", "fox"];
const moods = ["in morning fog", "at dusk", "under a huge moon", "in warm light", "after rain", "in winter"];
const styles = ["screen print", "watercolour", "wide view", "sharp details", "flat poster", "soft shadows"];
const checkpoints = ["sd_xl_base_1.0", "hillside_blend_v3", "juniper_xl_v9", "v1-5-pruned-emaonly"];
const samplers = ["DPM++ 2M", "Euler a", "DPM++ SDE", "UniPC"];

/** One to four sentences, as people write them. */
export function prompt(chance: Chance): string {
  return Array.from(
    { length: 2 + chance.integer(12) },
    () => `${chance.pick(nouns)} ${chance.pick(moods)}, ${chance.pick(styles)}`,
  ).join(", ");
}

/** The generation text of Stable Diffusion WebUI. */
export function parameters(chance: Chance, width: number, height: number): string {
  const loras = Array.from({ length: chance.integer(3) }, (_, at) => `paper_cut_${at}_v${chance.integer(9)}`);
  const tags = loras.map((name) => ` <lora:${name}:0.8>`).join("");
  return composeParameters({
    prompt: prompt(chance) + tags,
    negativePrompt: chance.integer(4) === 0 ? "" : "people, text, watermark, blurry, low quality",
    steps: 20 + chance.integer(20),
    sampler: chance.pick(samplers),
    scheduleType: "Karras",
    cfgScale: 4 + chance.integer(5),
    seed: chance.integer(4_294_967_296),
    size: `${width}x${height}`,
    modelHash: chance.integer(0x1_0000_0000).toString(16).padStart(10, "0"),
    model: chance.pick(checkpoints),
    ...(loras.length === 0 ? {} : { loras: Object.fromEntries(loras.map((name) => [name, "5d3c9b7e41fa"])) }),
    version: "v1.10.1",
  });
}

/** The `prompt` and `workflow` texts of ComfyUI: a FLUX graph through up to eleven LoRA loaders. */
export function comfyTexts(chance: Chance, size: number): readonly { readonly data: Uint8Array }[] {
  const base = fluxGraph({
    transformer: "flux1-dev.safetensors",
    prompt: prompt(chance),
    seed: chance.integer(4_294_967_296),
    steps: 20,
    size,
    guidance: 3.5,
  });
  const graph: Record<string, ComfyGraph[string]> = { ...base };
  let model: readonly [string, number] = ["12", 0];
  const loras = chance.integer(12);
  for (let at = 0; at < loras; at += 1) {
    const id = String(100 + at);
    graph[id] = {
      type: "LoraLoaderModelOnly",
      title: "LoraLoaderModelOnly",
      widgets: { lora_name: `flux/paper_cut_${at}.safetensors`, strength_model: 0.5 },
      links: { model },
      outputs: ["MODEL"],
    };
    model = [id, 0];
  }
  for (const id of ["17", "22"]) graph[id] = { ...graph[id]!, links: { ...graph[id]!.links, model } };
  return comfyChunks(graph);
}

/** An XMP packet with IPTC's digital source type, as image services write it. */
export function xmp(chance: Chance): string {
  return `<?xpacket begin="\uFEFF" id="W5M0MpCehiHzreSzNTczkc9d"?><x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#"><rdf:Description rdf:about="" xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:Iptc4xmpExt="http://iptc.org/std/Iptc4xmpExt/2008-02-29/" xmlns:xmp="http://ns.adobe.com/xap/1.0/" Iptc4xmpExt:DigitalSourceType="http://cv.iptc.org/newscodes/digitalsourcetype/trainedAlgorithmicMedia" xmp:CreatorTool="Example Studio 2.1"><dc:description><rdf:Alt><rdf:li xml:lang="x-default">${prompt(chance)}</rdf:li></rdf:Alt></dc:description></rdf:Description></rdf:RDF></x:xmpmeta>${" ".repeat(2048)}<?xpacket end="w"?>`;
}

/** `parameters` in a UserComment, as the WebUI stores it in JPEG and WebP. */
export function commentExif(text: string): Uint8Array {
  return encodeExif({
    order: "big",
    main: [],
    exif: [{ tag: 0x9286, type: "undefined", value: unicodeComment(text) }],
  });
}

/** ComfyUI's WebP: the graphs in Make and Model of the main directory, behind their names. */
export function comfyExif(texts: readonly { readonly data: Uint8Array }[]): Uint8Array {
  const [ran, drawn] = texts.map(({ data }) => new TextDecoder().decode(data).replace("\0", ":"));
  return encodeExif({
    order: "big",
    main: [
      { tag: 0x010f, type: "ascii", value: drawn! },
      { tag: 0x0110, type: "ascii", value: ran! },
    ],
    exif: [],
  });
}

export function camera(size: number): Uint8Array {
  return encodeExif(cameraExif(size));
}
