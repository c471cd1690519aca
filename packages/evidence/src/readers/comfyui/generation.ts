import { type Graph, type GraphNode, followLink } from "./graph.ts";
import { makesHosted, hostOf } from "./hosted.ts";
import { isSampler } from "./sampling.ts";

/** Whether anything that feeds an output makes an image; `not-known` where nothing does, yet a node of unknown kind may. */
export function findGeneration(graph: Graph, reachable: ReadonlySet<string>): "made" | "not-known" | "none" {
  let isUnknown = false;
  let loads = false;
  for (const id of reachable) {
    const node = graph.get(id);
    if (node === undefined || node.off !== undefined) continue;
    if (makes(graph, node)) return "made";
    if (LOADS.test(node.type)) loads = true;
    else if (hostOf(node) !== null || !HANDLING.test(node.type)) isUnknown = true;
  }
  // A model that makes images, and a node of which nobody knows what it does: that is what the model was loaded for.
  if (isUnknown) return loads && feedsUnknown(graph, reachable) ? "made" : "not-known";
  return "none";
}

function makes(graph: Graph, node: GraphNode): boolean {
  if (KEEPS.test(node.type)) return false;
  if (makesHosted(node)) return true;
  const { inputs } = node;
  const keys = Object.keys(inputs);
  const isTold = keys.some((key) => TOLD.test(key));
  if (isSampler(graph, node))
    return isTold || keys.some((key) => TAKES.test(key) && followLink(graph, inputs[key]) !== null);
  if (SAMPLES.test(node.type) && keys.some((key) => followLink(graph, inputs[key]) !== null)) return true;
  if (NAMED_MAKER.test(node.type)) return true;
  // A pipeline in one node: it takes words, a seed and the steps or the size of what it makes.
  return isTold && keys.some((key) => SEED.test(key)) && keys.some((key) => MADE_BY.test(key));
}

/** The model itself goes into a node of unknown kind, at the loader's first output or under a name that says so. */
function feedsUnknown(graph: Graph, reachable: ReadonlySet<string>): boolean {
  for (const id of reachable) {
    const node = graph.get(id);
    if (node === undefined || node.off !== undefined || HANDLING.test(node.type) || LOADS.test(node.type))
      continue;
    for (const key in node.inputs) {
      const link = followLink(graph, node.inputs[key]);
      if (link === null) continue;
      if (/^(model|unet|pipe|pipeline|transformer|dit)/i.test(key)) return true;
      if (link.slot === 0 && LOADS.test(link.node.type)) return true;
    }
  }
  return false;
}

/** Whether a node is known to handle images, words or numbers alone. */
export function handles(node: GraphNode): boolean {
  return HANDLING.test(node.type) && !/^Lora|Load/.test(node.type);
}

/** A node at an end of the graph that nobody knows may keep what it makes by itself. */
export function mayKeep(node: GraphNode): boolean {
  return (
    node.off === undefined &&
    !HANDLING.test(node.type) &&
    !/load|provider|select|note|sampler|加载/i.test(node.type)
  );
}

/** Whether nodes of a class make images, as far as its name tells. */
export function makesByName(type: string): boolean {
  if (KEEPS.test(type)) return false;
  return SAMPLES.test(type) || NAMED_MAKER.test(type) || makesHosted({ id: "", type, inputs: {} });
}

const KEEPS = /save|saver|preview|metadata|^(KSampler)?Select|SamplerSelect|scheduler/i;
const TOLD = /(^|[._])(prompt|positive|positive_prompt|text_prompt|instruction|edit_instruction)$/i;
const TAKES = /model|positive|cond|guider|pipe|latent|embeds|context|ctx|tuple|samples|image/i;
const SEED = /(^|[._])(seed|noise_seed)$/i;
const MADE_BY = /^(steps|num_inference_steps|guidance(_scale)?|cfg|aspect_ratio|width|height|size|denoise)$/i;
const SAMPLES = /sampler(?!.*(select|option|config|setting|preset|parameter|info|name|scheduler))/i;
const NAMED_MAKER =
  /\b(txt2img|img2img)\b|(text|txt)[ _-]?(to|2)[ _-]?(image|img)(?!\w*(cond|prompt|text))|文生图|图生图/i;

/** Loaders of models that make images. */
const LOADS =
  /^(\w*Checkpoint\w*Load\w*|UNET\w*Load\w*|Unet\w*Load\w*|\w*DiffusionModel\w*Load\w*|Load\w*DiffusionModel\w*|\w*DiT\w*Loader|\w*VideoModelLoader|CheckpointLoader.*)$/i;

/** Nodes that load, cut, scale, mask, mix, enlarge, show or keep, and those that only carry words and numbers. None of them makes an image. */
const HANDLING = new RegExp(
  [
    // The core's own images, masks and what is done with them.
    "^(Load|Save|Preview|Show|Display)(Image|Animated|Video|Any|Text|Mask|Audio|WEBM|3D)\\w*$",
    "^(Image|Mask|Images?)(Scale|Invert|Crop|Flip|Rotate|Batch|Blend|Blur|Sharpen|Quantize|Stitch|Pad|Composite|To|Only|From|Concat|Resize|UpscaleWith|Add|Color|Compare|Noise|AlphaTo|Mask)\\w*$",
    "^(EmptyImage|GetImageSize\\w*|RebatchImages|RepeatImageBatch|SolidMask|GrowMask|FeatherMask|ThresholdMask|InvertMask|CropMask|Morphology|Canny|PorterDuffImageComposite|(Join|Split)ImageWithAlpha|ResizeImage\\w*|AdjustBrightness|AdjustContrast|LatentPreview|UpscaleModelLoader)$",
    // Between pixels and latent images, and what only prepares a making.
    "^(VAE\\w*|Empty\\w*Latent\\w*|Latent\\w+|CLIP\\w*|DualCLIP\\w*|Conditioning\\w*|Lora\\w*|ControlNet\\w*|ModelSampling\\w*|Model(Merge|Patch)\\w*)$",
    // Words, numbers and notes.
    "^(Reroute|Note|MarkdownNote|Primitive\\w*|String\\w*|TextGenerate|Int|Float|Boolean|Seed|Constant Number|ComfySwitchNode)$",
    // Packs of helpers, by what their nodes call themselves.
    "^(Image|Mask) (Resize|Comparer|Crop|Inset)\\w*.*\\(rgthree\\)$",
    "^(Reroute|Seed|Display \\w+|Fast \\w+.*|Any Switch|Label|Bookmark|Context.*) \\(rgthree\\)$",
    "^(Image(Resize|Crop|Flip|Desaturate|Posterize|EnhanceDifference|Composite|Expand\\w*|Tile\\w*|Remove\\w*)|MaskPreview|MaskBlur)\\+$",
  ].join("|"),
);
