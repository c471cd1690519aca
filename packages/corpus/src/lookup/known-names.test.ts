import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import type { PartyKind } from "../party.ts";
import { loadCorpus } from "../node/load-corpus.ts";
import { findByFileName } from "./find-by-file-name.ts";
import { findParty } from "./find-party.ts";
import { findPlan } from "./find-plan.ts";

const root = join(import.meta.dirname, "../../../..");
const readme = join(root, "../shared/cases/README.md");

/** The short names that golden questions use, as their description lists them: `services …`, `gateways …`, `models …`, `markets …`. */
function shortNames(): readonly (readonly [PartyKind, string])[] {
  const text = readFileSync(readme, "utf8").replaceAll(/\s+/gu, " ");
  const kinds: readonly (readonly [PartyKind, RegExp])[] = [
    ["service", /services (`[^;]+);/u],
    ["gateway", /gateways (`[^;]+);/u],
    ["model", /models by usual slug: ([^;]+);/u],
    ["market", /markets (`[^.]+)\. /u],
  ];
  return kinds.flatMap(([kind, pattern]) =>
    [...(pattern.exec(text)?.[1] ?? "").matchAll(/`([^`]+)`/gu)].flatMap((match) =>
      (match[1] ?? "")
        .split(" ")
        .filter((name) => name !== "…")
        .map((name) => [kind, name] as const),
    ),
  );
}

test.skipIf(!existsSync(readme))(
  "the short names of the golden questions lead to parties (skipped without ../shared)",
  async () => {
    const corpus = await loadCorpus(join(root, "corpus"));
    const names = shortNames();
    expect(names.length).toBeGreaterThan(70);
    expect(names.filter(([kind, name]) => findParty(corpus, kind, name) === undefined)).toEqual([]);
  },
);

test("every name on record leads to its own party and plan, however it is spelled and dressed, and never to another", async () => {
  const corpus = await loadCorpus(join(root, "corpus"));
  const wrong: string[] = [];
  let tried = 0;
  const lead = (name: string, wanted: string, found: string | undefined): void => {
    tried += 1;
    if (found !== wanted) wrong.push(`${name}: ${found}, not ${wanted}`);
  };
  for (const party of Object.values(corpus.parties)) {
    for (const name of new Set([party.id, party.name, ...party.aliases]))
      for (const spelled of [name, name.toUpperCase(), name.toLowerCase(), ` ${name.replaceAll("-", "_")} `])
        lead(spelled, party.id, findParty(corpus, party.kind, spelled)?.id);
    const plans = Object.values(party.plans);
    for (const plan of plans)
      for (const name of new Set([plan.id, plan.name, ...plan.aliases]))
        for (const spelled of [
          name,
          name.toUpperCase(),
          `${name} plan`,
          `${party.name} ${name}`,
          `${name} (yearly)`,
        ])
          lead(`${party.id}: ${spelled}`, plan.id, findPlan(party, spelled)?.id);
  }
  expect(wrong).toEqual([]);
  expect(tried).toBeGreaterThan(3000);
});

test("a word that two plans of a service answer to is neither: `api` of Gemini may be paid or not", async () => {
  const corpus = await loadCorpus(join(root, "corpus"));
  const gemini = findParty(corpus, "service", "gemini");
  if (gemini === undefined) throw new Error("the corpus has it");
  expect(
    ["api", "Gemini API", "gemini api free", "ai-paid"].map((name) => findPlan(gemini, name)?.id),
  ).toEqual([undefined, undefined, "api-unpaid", "api-paid"]);
});

/** The files that ComfyUI's templates, stable-diffusion.cpp and quantisers ship beside a model, as they write them. */
const COMPANIONS: Readonly<Record<string, readonly string[]>> = {
  "umt5-xxl": [
    "umt5_xxl_fp8_e4m3fn_scaled.safetensors",
    "umt5-xxl-enc-bf16.safetensors",
    "umt5-xxl-encoder-Q8_0.gguf",
  ],
  "wan-vae": ["wan_2.1_vae.safetensors", "wan2.2_vae.safetensors", "Wan2_1_VAE_bf16.safetensors"],
  "qwen2.5-vl-3b": ["qwen_2.5_vl_fp16.safetensors", "Qwen2.5-VL-3B-Instruct-Q4_K_M.gguf"],
  "qwen3-4b": [
    "qwen_3_4b.safetensors",
    "text_encoders/qwen_3_4b_fp8_mixed.safetensors",
    "z-image\\qwen_3_4b_bf16.safetensors",
    "qwen_3_4b_fp4_flux2.safetensors",
    "Qwen3-4B-Q8_0.gguf",
    "Qwen3-4B-Instruct-2507-UD-Q4_K_XL.gguf",
    "qwen3_4b_fp8_scaled.safetensors",
  ],
  "qwen3-8b": ["qwen_3_8b_fp8mixed.safetensors", "qwen_3_8b_fp4mixed.safetensors", "Qwen3-8B-Q4_K_M.gguf"],
  "qwen3-0.6b": ["qwen_3_06b_base.safetensors", "anima/qwen_3_06b_base_fp8.safetensors"],
  "qwen3-vl-4b": [
    "qwen3vl_4b_fp8_scaled.safetensors",
    "qwen3vl_4b_bf16.safetensors",
    "Krea2/qwen3vl_4b_int8_convrot.safetensors",
    "Qwen3-VL-4B-Instruct-Q8_0.gguf",
  ],
  "qwen3-vl-8b": [
    "qwen3vl_8b_fp8_scaled.safetensors",
    "qwen3vl_8b_nvfp4.safetensors",
    "Qwen3VL-8B-Instruct-IQ4_XS.gguf",
  ],
  "mistral-small-3": [
    "mistral_3_small_flux2_bf16.safetensors",
    "mistral_3_small_flux2_fp8.safetensors",
    "mistral_3_small_flux2_fp4_mixed.safetensors",
    "Mistral-Small-3.2-24B-Instruct-2506-Q4_K_M.gguf",
  ],
  "flux-2-vae": ["flux2-vae.safetensors", "vae/flux2_ae.safetensors", "FLUX2-VAE-bf16.safetensors"],
  "qwen-image-vae": ["qwen_image_vae.safetensors", "qwen_image_vae_bf16.safetensors"],
  "z-image": [
    "z_image_turbo_nvfp4.safetensors",
    "z-image-turbo_fp8_scaled_e4m3fn_KJ.safetensors",
    "z_image-Q5_1.gguf",
  ],
  "flux-2-dev": ["flux2_dev_fp8mixed.safetensors", "flux2-dev-Q4_K_S.gguf"],
  "flux-2-klein-4b": ["flux-2-klein-base-4b-fp8.safetensors", "flux-2-klein-4b-Q8_0.gguf"],
  "flux-2-klein-9b": ["flux-2-klein-9b-int8-ConvRot.safetensors", "flux-2-klein-base-9b-fp8.safetensors"],
  anima: ["anima-base-v1.0.safetensors", "anima-preview3-base_fp8.safetensors", "anima-base-v1.0-Q8_0.gguf"],
  "krea-2": [
    "krea2_turbo_fp8_scaled.safetensors",
    "Krea2/Krea2_Turbo_convrot_int8mixed.safetensors",
    "krea2_raw_bf16.safetensors",
  ],
  "ideogram-4": [
    "ideogram4_fp8_scaled.safetensors",
    "ideogram4_unconditional_nvfp4_mixed.safetensors",
    "ideogram4_uncond_bf16.safetensors",
    "ideogram4-Q8_0.gguf",
  ],
};

test.each(Object.entries(COMPANIONS))(
  "%s is known by its files, however they are stored",
  async (id, names) => {
    const corpus = await loadCorpus(join(root, "corpus"));
    expect(
      names.filter(
        (name) =>
          findByFileName(corpus, name)
            .map((party) => party.id)
            .join() !== id,
      ),
    ).toEqual([]);
  },
);

test.each([
  "Huihui-Qwen3-VL-4B-Instruct-abliterated-fp8_scaled.safetensors",
  "qwen_3_4b_heretic.safetensors",
  "qwen3vl_32b_bf16.safetensors",
  "z_image_turbo_anime_mixed.safetensors",
  "krea2_identity_edit_v1_2.safetensors",
  "ideogram4_realism_lora.safetensors",
])("%s is not the file that it is named after", async (name) => {
  expect(findByFileName(await loadCorpus(join(root, "corpus")), name)).toEqual([]);
});

test("every part of a model has a licence on record", async () => {
  const corpus = await loadCorpus(join(root, "corpus"));
  for (const { id, components } of Object.values(corpus.parties))
    for (const part of components)
      expect(corpus.parties[part.id]?.licence.length ?? 0, `${id}: ${part.id}`).toBeGreaterThan(0);
});
