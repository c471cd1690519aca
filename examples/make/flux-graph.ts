import type { ComfyGraph } from "./comfyui.ts";

export interface FluxSettings {
  readonly transformer: string;
  readonly prompt: string;
  readonly seed: number;
  readonly steps: number;
  readonly size: number;
  /** FLUX.1 [dev] is distilled for a guidance value; [schnell] has none. */
  readonly guidance?: number;
}

/** ComfyUI's own template graph for FLUX.1: transformer, two text encoders and autoencoder from separate files. */
export function fluxGraph({ transformer, prompt, seed, steps, size, guidance }: FluxSettings): ComfyGraph {
  const conditioning = guidance === undefined ? (["6", 0] as const) : (["26", 0] as const);
  return {
    "6": {
      type: "CLIPTextEncode",
      title: "CLIP Text Encode (Positive Prompt)",
      widgets: { text: prompt },
      links: { clip: ["11", 0] },
      outputs: ["CONDITIONING"],
    },
    "8": {
      type: "VAEDecode",
      title: "VAE Decode",
      widgets: {},
      links: { samples: ["13", 0], vae: ["10", 0] },
      outputs: ["IMAGE"],
    },
    "9": {
      type: "SaveImage",
      title: "Save Image",
      widgets: { filename_prefix: "ComfyUI" },
      links: { images: ["8", 0] },
      outputs: [],
    },
    "10": {
      type: "VAELoader",
      title: "Load VAE",
      widgets: { vae_name: "ae.safetensors" },
      links: {},
      outputs: ["VAE"],
    },
    "11": {
      type: "DualCLIPLoader",
      title: "DualCLIPLoader",
      widgets: { clip_name1: "t5xxl_fp16.safetensors", clip_name2: "clip_l.safetensors", type: "flux" },
      links: {},
      outputs: ["CLIP"],
    },
    "12": {
      type: "UNETLoader",
      title: "Load Diffusion Model",
      widgets: { unet_name: transformer, weight_dtype: "default" },
      links: {},
      outputs: ["MODEL"],
    },
    "13": {
      type: "SamplerCustomAdvanced",
      title: "SamplerCustomAdvanced",
      widgets: {},
      links: {
        noise: ["25", 0],
        guider: ["22", 0],
        sampler: ["16", 0],
        sigmas: ["17", 0],
        latent_image: ["27", 0],
      },
      outputs: ["LATENT", "LATENT"],
    },
    "16": {
      type: "KSamplerSelect",
      title: "KSamplerSelect",
      widgets: { sampler_name: "euler" },
      links: {},
      outputs: ["SAMPLER"],
    },
    "17": {
      type: "BasicScheduler",
      title: "BasicScheduler",
      widgets: { scheduler: "simple", steps, denoise: 1 },
      links: { model: ["12", 0] },
      outputs: ["SIGMAS"],
    },
    "22": {
      type: "BasicGuider",
      title: "BasicGuider",
      widgets: {},
      links: { model: ["12", 0], conditioning },
      outputs: ["GUIDER"],
    },
    "25": {
      type: "RandomNoise",
      title: "RandomNoise",
      widgets: { noise_seed: seed },
      links: {},
      outputs: ["NOISE"],
      editorWidgets: ["randomize"],
    },
    ...(guidance === undefined
      ? {}
      : {
          "26": {
            type: "FluxGuidance",
            title: "FluxGuidance",
            widgets: { guidance },
            links: { conditioning: ["6", 0] as const },
            outputs: ["CONDITIONING"],
          },
        }),
    "27": {
      type: "EmptySD3LatentImage",
      title: "EmptySD3LatentImage",
      widgets: { width: size, height: size, batch_size: 1 },
      links: {},
      outputs: ["LATENT"],
    },
  };
}
