export interface Automatic1111Text {
  readonly prompt: string;
  readonly negativePrompt: string;
  readonly steps: number;
  readonly sampler: string;
  readonly scheduleType: string;
  readonly cfgScale: number;
  readonly seed: number;
  readonly size: string;
  readonly modelHash: string;
  readonly model: string;
  readonly vae?: { readonly hash: string; readonly name: string };
  /** File alias to the first twelve hex digits of its AutoV3 hash. */
  readonly loras?: Readonly<Record<string, string>>;
  /** Further settings in the order they are written, for example `Distilled CFG Scale` of Forge. */
  readonly more?: Readonly<Record<string, string | number>>;
  readonly version: string;
}

/** The generation text as Stable Diffusion WebUI composes it (`create_infotext` of its modules/processing.py). */
export function composeParameters(text: Automatic1111Text): string {
  const settings: readonly (readonly [string, string | number | undefined])[] = [
    ["Steps", text.steps],
    ["Sampler", text.sampler],
    ["Schedule type", text.scheduleType],
    ["CFG scale", text.cfgScale],
    ...Object.entries(text.more ?? {}),
    ["Seed", text.seed],
    ["Size", text.size],
    ["Model hash", text.modelHash],
    ["Model", text.model],
    ["VAE hash", text.vae?.hash],
    ["VAE", text.vae?.name],
    ["Lora hashes", text.loras === undefined ? undefined : listHashes(text.loras)],
    ["Version", text.version],
  ];
  const line = settings
    .filter(([, value]) => value !== undefined)
    .map(([name, value]) => `${name}: ${value}`);
  const negative = text.negativePrompt === "" ? "" : `\nNegative prompt: ${text.negativePrompt}`;
  return `${text.prompt}${negative}\n${line.join(", ")}`;
}

/** Values with a comma or a colon are quoted as JSON. */
function listHashes(loras: Readonly<Record<string, string>>): string {
  const pairs = Object.entries(loras).map(([name, hash]) => `${name}: ${hash}`);
  return JSON.stringify(pairs.join(", "));
}
