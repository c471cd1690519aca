import type { ComfyGraph } from "./comfyui.ts";

export interface StableDiffusion3Settings {
  readonly checkpoint: string;
  readonly prompt: string;
  readonly negativePrompt: string;
  readonly seed: number;
  readonly size: number;
}

/** ComfyUI's example graph for Stable Diffusion 3.5: one checkpoint and three text encoders. */
export function stableDiffusion3Graph(settings: StableDiffusion3Settings): ComfyGraph {
  const { checkpoint, prompt, negativePrompt, seed, size } = settings;
  return {
    "3": {
      type: "KSampler",
      title: "KSampler",
      widgets: { seed, steps: 20, cfg: 5.5, sampler_name: "euler", scheduler: "sgm_uniform", denoise: 1 },
      links: { model: ["4", 0], positive: ["16", 0], negative: ["40", 0], latent_image: ["53", 0] },
      outputs: ["LATENT"],
    },
    "4": {
      type: "CheckpointLoaderSimple",
      title: "Load Checkpoint",
      widgets: { ckpt_name: checkpoint },
      links: {},
      outputs: ["MODEL", "CLIP", "VAE"],
    },
    "8": {
      type: "VAEDecode",
      title: "VAE Decode",
      widgets: {},
      links: { samples: ["3", 0], vae: ["4", 2] },
      outputs: ["IMAGE"],
    },
    "9": {
      type: "SaveImage",
      title: "Save Image",
      widgets: { filename_prefix: "ComfyUI" },
      links: { images: ["8", 0] },
      outputs: [],
    },
    "16": {
      type: "CLIPTextEncode",
      title: "Positive Prompt",
      widgets: { text: prompt },
      links: { clip: ["43", 0] },
      outputs: ["CONDITIONING"],
    },
    "40": {
      type: "CLIPTextEncode",
      title: "Negative Prompt",
      widgets: { text: negativePrompt },
      links: { clip: ["43", 0] },
      outputs: ["CONDITIONING"],
    },
    "43": {
      type: "TripleCLIPLoader",
      title: "TripleCLIPLoader",
      widgets: {
        clip_name1: "clip_l.safetensors",
        clip_name2: "clip_g.safetensors",
        clip_name3: "t5xxl_fp16.safetensors",
      },
      links: {},
      outputs: ["CLIP"],
    },
    "53": {
      type: "EmptySD3LatentImage",
      title: "EmptySD3LatentImage",
      widgets: { width: size, height: size, batch_size: 1 },
      links: {},
      outputs: ["LATENT"],
    },
  };
}
