import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import type { Evidence, ModelClaim } from "../src/evidence.ts";
import type { EvidenceOptions } from "../src/read-evidence.ts";
import { parseJson } from "../src/readers/json.ts";
import { createCredentialReader, readFileEvidence } from "../src/node.ts";

/** Real files by others, with what is in them; they stay outside of the repository. */
export const IMAGES: string = join(import.meta.dirname, "../../../../shared/images");

export interface ExpectedModel {
  readonly name: string | null;
  readonly hash: string | null;
  readonly civitai_model_version_id?: number;
}

export interface ManifestEntry {
  readonly path: string;
  readonly category: "positive" | "negative" | "adversarial" | "edge";
  readonly format: string;
  readonly generator_tool: string;
  readonly derived?: boolean;
  readonly expected: {
    readonly tool: string | null;
    readonly tool_version: string | null;
    readonly models: readonly ExpectedModel[];
    readonly loras: readonly ExpectedModel[];
    readonly prompt_prefix: string | null;
    readonly negative_prefix: string | null;
    readonly seed: number | string | null;
    readonly sampler?: string | null;
    readonly steps?: number | null;
    /** Names of a graph's loaders, or the one model of a settings line. */
    readonly vae?: readonly string[] | ExpectedModel | null;
    readonly c2pa_claim_generator?: string | null;
    readonly digital_source_type: string | null;
    readonly c2pa_valid: boolean | null;
    readonly novelai_signature_valid?: boolean | null;
  };
}

/** The ids of the manifest that are called otherwise in the product. */
const IDS: Readonly<Record<string, string>> = {
  a1111: "automatic1111",
  "a1111-style": "automatic1111",
  "forge-classic": "forge",
  "forge-neo": "forge",
  dalle: "openai",
  gemini: "google-gemini",
  firefly: "adobe-firefly",
  "microsoft-designer": "microsoft-image-creator",
  bfl: "bfl-api",
  "amazon-titan": "amazon-titan-nova",
  "samsung-galaxy-ai": "samsung",
};

export interface Score {
  readonly field: string;
  readonly right: number;
  readonly of: number;
  readonly wrong: readonly string[];
}

export function readManifest(): ManifestEntry[] | null {
  const path = join(IMAGES, "manifest.jsonl");
  if (!existsSync(path)) return null;
  return (
    readFileSync(path, "utf8")
      .split("\n")
      .filter((line) => line !== "")
      // Seeds of 64 bits must keep their digits, as they do in what is compared with them.
      .map((line) => parseJson(line) as ManifestEntry)
  );
}

const base = (name: string): string =>
  name.slice(Math.max(name.lastIndexOf("/"), name.lastIndexOf("\\")) + 1).trim();
const sameSet = (a: readonly string[], b: readonly string[]): boolean =>
  new Set(a).size === new Set(b).size && a.every((name) => b.includes(name));
const names = (models: readonly { readonly name: string | null }[]): string[] =>
  models.flatMap((model) => (model.name === null ? [] : [base(model.name)]));
const comparable = (text: string): string => text.replaceAll("\r", "").trim();

/** Every claim that counts as one of the models that make an image. */
function makers(evidence: Evidence): ModelClaim[] {
  return evidence.models.filter(
    (model) => (model.role === "checkpoint" || model.role === "unet") && model.applied !== false,
  );
}

interface Judgement {
  readonly field: string;
  readonly right: boolean;
  readonly detail: string;
}

/**
 * Judges one answer. The rules: `tool` counts where the id is the tool's, the service's or the gateway's. `models` compares the
 * sets of base names of checkpoints and diffusion models, exactly, on files that state a name; `extra models` demands none on
 * files that state none. `hash` compares without case and wants every stated hash on the model of that name. `loras` compares
 * base names of applied and switched-off LoRAs with the stated list, and hashes where stated. `prompt` compares the first 60
 * characters as stated. `vae` compares the sets of base names. A source type is compared by its code. `c2pa` and `novelai` are judged only where a reader was given.
 */
export function judge(entry: ManifestEntry, evidence: Evidence, credentialsRead: boolean): Judgement[] {
  const judgements: Judgement[] = [];
  const add = (field: string, right: boolean, detail: unknown): void => {
    judgements.push({ field, right, detail: `${entry.path}: ${JSON.stringify(detail)}` });
  };
  const { expected, category } = entry;
  if (category === "negative") {
    add(
      "negative",
      evidence.madeByAI === "no-evidence" && evidence.tool === null && evidence.service === null,
      [evidence.tool, evidence.service, evidence.carriers],
    );
    return judgements;
  }
  const needsCredentials =
    (evidence.problems.some((problem) => problem.code === "credentials-unread") ||
      entry.generator_tool === "c2pa-test") &&
    !credentialsRead;
  if (category === "positive" || (category === "adversarial" && entry.generator_tool !== "none")) {
    if (needsCredentials) return judgements;
    const wanted = IDS[entry.generator_tool] ?? entry.generator_tool;
    const ids = [evidence.tool?.id, evidence.service?.id, evidence.gateway?.id];
    if (entry.generator_tool !== "c2pa-test") add("tool", ids.includes(wanted), { wanted, ids });
    add("made-by-ai", evidence.madeByAI === "yes" || entry.generator_tool === "bfl", evidence.carriers);
    if (expected.tool_version !== null && expected.tool_version !== undefined) {
      const plain = (version: string | null | undefined): string =>
        (version ?? "").replace(/^Fooocus /, "").replace(/^v/, "");
      add("tool version", plain(evidence.tool?.version) === plain(expected.tool_version), [
        expected.tool_version,
        evidence.tool,
      ]);
    }
    const wantedNames = names(expected.models);
    const got = names(makers(evidence));
    if (wantedNames.length > 0) add("models", sameSet(got, wantedNames), { wanted: wantedNames, got });
    else if (expected.models.length === 0) add("extra models", got.length === 0, { got });
    for (const model of expected.models.filter((candidate) => candidate.hash !== null)) {
      const match = evidence.models.filter(
        (claim) => model.name === null || (claim.name !== null && base(claim.name) === base(model.name)),
      );
      const hashes = match.flatMap((claim) => [
        claim.hash,
        ...(claim.otherHashes ?? []).map((other) => other.hash),
      ]);
      add(
        "hash",
        hashes.some((hash) => hash?.toLowerCase() === model.hash?.toLowerCase()),
        { wanted: model, hashes },
      );
    }
    for (const model of expected.models.filter(
      (candidate) => candidate.civitai_model_version_id !== undefined,
    )) {
      add(
        "version id",
        evidence.models.some((claim) => claim.version === String(model.civitai_model_version_id)),
        { wanted: model, got: evidence.models },
      );
    }
    const loras = evidence.adapters.filter((adapter) => adapter.role === "lora");
    if (expected.loras.length > 0) {
      const named = sameSet(names(loras), names(expected.loras));
      const hashed = expected.loras.every(
        (lora) =>
          lora.hash === null || loras.some((claim) => claim.hash?.toLowerCase() === lora.hash?.toLowerCase()),
      );
      const versions = expected.loras.every(
        (lora) =>
          lora.civitai_model_version_id === undefined ||
          loras.some((claim) => claim.version === String(lora.civitai_model_version_id)),
      );
      add("loras", named && hashed && versions, { wanted: expected.loras, got: loras });
    } else add("extra loras", loras.length === 0, { got: loras });
    if (expected.prompt_prefix !== null && expected.prompt_prefix !== "") {
      const wantedPrompt = comparable(expected.prompt_prefix);
      add("prompt", comparable(evidence.prompt ?? "").startsWith(wantedPrompt), {
        wanted: wantedPrompt,
        got: evidence.prompt?.slice(0, 80),
      });
    }
    if (expected.negative_prefix !== null && expected.negative_prefix !== "") {
      const wantedPrompt = comparable(expected.negative_prefix);
      add("negative prompt", comparable(evidence.negativePrompt ?? "").startsWith(wantedPrompt), {
        wanted: wantedPrompt,
        got: evidence.negativePrompt?.slice(0, 80),
      });
    }
    if (expected.seed !== null)
      add("seed", String(evidence.parameters.seed) === String(expected.seed), [
        expected.seed,
        evidence.parameters.seed,
      ]);
    if (expected.sampler !== null && expected.sampler !== undefined)
      add("sampler", evidence.parameters.sampler === expected.sampler, [
        expected.sampler,
        evidence.parameters.sampler,
      ]);
    if (expected.steps !== null && expected.steps !== undefined)
      add("steps", evidence.parameters.steps === expected.steps, [expected.steps, evidence.parameters.steps]);
    if (expected.vae !== null && expected.vae !== undefined) {
      const stated = expected.vae;
      const wanted = "name" in stated ? names([stated]) : stated.map(base);
      const told = names(evidence.models.filter((model) => model.role === "vae"));
      add("vae", sameSet(told, wanted), { wanted, told });
    }
    if (expected.novelai_signature_valid !== undefined && expected.novelai_signature_valid !== null) {
      add(
        "novelai signature",
        (evidence.service?.strength === "signed") === expected.novelai_signature_valid,
        evidence.service,
      );
    }
  }
  if (needsCredentials) return judgements;
  if (expected.digital_source_type !== null && category !== "adversarial") {
    const code = expected.digital_source_type.slice(expected.digital_source_type.lastIndexOf("/") + 1);
    add("source type", evidence.digitalSourceType === code, [code, evidence.digitalSourceType]);
  }
  if (
    credentialsRead &&
    expected.c2pa_claim_generator !== null &&
    expected.c2pa_claim_generator !== undefined
  )
    add(
      "claim generator",
      evidence.contentCredentials.claimGenerator === expected.c2pa_claim_generator,
      evidence.contentCredentials,
    );
  if (credentialsRead && expected.c2pa_valid !== null && expected.c2pa_valid !== undefined) {
    add(
      "c2pa integrity",
      (evidence.contentCredentials.integrity === "valid") === expected.c2pa_valid,
      evidence.contentCredentials,
    );
  }
  return judgements;
}

/** Reads every file of the manifest and counts per field. `slowest` is the longest time one file took, in milliseconds. */
export async function scoreAll(
  entries: readonly ManifestEntry[],
  options: EvidenceOptions = {},
): Promise<{ scores: Score[]; slowest: { path: string; ms: number } }> {
  const fields = new Map<string, { right: number; of: number; wrong: string[] }>();
  let slowest = { path: "", ms: 0 };
  for (const entry of entries) {
    const start = performance.now();
    const evidence = await readFileEvidence(join(IMAGES, entry.path), options);
    const ms = performance.now() - start;
    if (ms > slowest.ms) slowest = { path: entry.path, ms };
    for (const judgement of judge(entry, evidence, options.credentials !== undefined)) {
      const field = fields.get(judgement.field) ?? { right: 0, of: 0, wrong: [] };
      fields.set(judgement.field, field);
      field.of++;
      if (judgement.right) field.right++;
      else field.wrong.push(judgement.detail);
    }
  }
  return { scores: [...fields].map(([field, count]) => ({ field, ...count })), slowest };
}

function print(line: string): void {
  process.stdout.write(`${line}\n`);
}

if (process.argv[1] === import.meta.filename) {
  const entries = readManifest();
  if (entries === null) {
    process.stderr.write(`There is no manifest in ${IMAGES}.\n`);
    process.exitCode = 2;
  } else {
    const credentials = createCredentialReader({ now: () => new Date("2026-11-22") });
    const { scores, slowest } = await scoreAll(
      entries,
      process.argv.includes("--without-credentials") ? {} : { credentials: credentials.read },
    );
    await credentials.close();
    for (const { field, right, of, wrong } of scores) {
      print(
        `${field.padEnd(18)} ${String(right).padStart(4)} / ${String(of).padEnd(4)} ${((100 * right) / of).toFixed(1)} %`,
      );
      if (process.argv.includes("--wrong")) for (const line of wrong) print(`    ${line.slice(0, 700)}`);
    }
    print(`slowest file: ${slowest.path} ${slowest.ms.toFixed(0)} ms`);
  }
}
