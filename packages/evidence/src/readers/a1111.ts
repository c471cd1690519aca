import type { Carriers, TextCarrier } from "../carriers.ts";
import type { ModelClaim, Parameters, ServiceClaim, Strength, ToolClaim } from "../evidence.ts";
import type { Findings } from "../findings.ts";
import { limits } from "../limits.ts";
import { readCivitaiResources } from "./civitai.ts";
import { type Infotext, parseInfotext } from "./infotext.ts";
import { isArithmetic, readAdapters, readModels } from "./infotext-models.ts";
import { numberOf, seedOf } from "./json.ts";
import { readSdcpp } from "./stable-diffusion-cpp.ts";
import { baseName, claimModel, isNoModel, stemOf } from "./models.ts";

/** Fields that hold a text of this grammar; decided by the text, but a camera's own fields are not even looked at. */
export const A1111_FIELDS: readonly string[] = [
  "parameters",
  "Parameters",
  "Description",
  "comment",
  "2:120",
  "UserComment",
  "Comment",
  "ImageDescription",
  "exif:UserComment",
  "tiff:ImageDescription",
  "dc:description",
  "XPComment",
  "postprocessing",
  "extras",
];
const FIELDS = new Set(A1111_FIELDS);

/** AUTOMATIC1111 and everything that writes its grammar: Forge, reForge, SD.Next, Fooocus, savers of ComfyUI, hosts. */
export function readA1111(carriers: Carriers): Findings[] {
  const findings: Findings[] = [];
  for (const carrier of carriers.texts) {
    if (!FIELDS.has(carrier.key)) continue;
    // Draw Things repeats its settings as such a text in the description; its own form says more.
    if (
      carrier.key === "dc:description" &&
      carriers.find("xmp:CreatorTool")?.text.startsWith("Draw Things") === true
    )
      continue;
    if (findings.length >= limits.infotexts) {
      carriers.problem("limit-texts", `Only the first ${limits.infotexts} texts of settings were read.`);
      break;
    }
    if (carrier.key === "postprocessing" || carrier.key === "extras") {
      findings.push(readPostprocessing(carrier));
      continue;
    }
    if (carrier.text.length > limits.infotextCharacters) {
      carriers.problem(
        "limit-text",
        `${carrier.at}: only the last ${limits.infotextCharacters} characters were read as settings.`,
      );
    }
    const info = parseInfotext(carrier.text.slice(-limits.infotextCharacters));
    if (info !== null) findings.push(interpretInfotext(info, carrier.at));
  }
  return findings;
}

/** What a parsed text says; `at` is where it stands. */
export function interpretInfotext(info: Infotext, at: string): Findings {
  const { settings } = info;
  const tools = readTool(settings, at);
  const strength: Strength =
    tools[0]?.strength === "structured" || settings.has("civitai resources") ? "structured" : "inferred";
  const civitai = readCivitaiResources(settings, at);
  const onCivitai = civitai !== null && tools.length === 0;
  const services: ServiceClaim[] = onCivitai
    ? [{ id: "civitai", name: "Civitai", at, strength: "structured" }, ...civitai.engines]
    : [];
  const models: ModelClaim[] = [];
  const adapters: ModelClaim[] = [];
  readModels(settings, at, models);
  readAdapters(info, at, adapters);
  for (const claim of civitai?.models ?? []) mergeResource(models, claim);
  for (const claim of civitai?.adapters ?? []) mergeResource(adapters, claim);
  return {
    at,
    strength,
    ai: true,
    tools:
      tools.length > 0 || onCivitai
        ? tools
        : [{ id: "automatic1111", version: null, at, strength: "inferred" }],
    services,
    gateways: onCivitai ? services.slice(0, 1) : [],
    models: models.slice(0, limits.models),
    adapters: adapters.slice(0, limits.models),
    ...(info.prompt === "" ? {} : { prompt: info.prompt }),
    ...(info.negativePrompt === null ? {} : { negativePrompt: info.negativePrompt }),
    parameters: readParameters(settings),
    ...madeOn(settings),
  };
}

function madeOn(settings: ReadonlyMap<string, string>): { madeOn: string } | Record<string, never> {
  const date = settings.get("created date") ?? settings.get("timestamp");
  return date !== undefined && /^\d{4}-\d\d-\d\d/.test(date) ? { madeOn: date } : {};
}

/** `Version` tells the forks apart (they took over each other's numbers); SD.Next names itself in `App`. */
function readTool(settings: ReadonlyMap<string, string>, at: string): ToolClaim[] {
  const version = settings.get("version") ?? null;
  const app = settings.get("app");
  const claim = (id: string, strength: Strength = "structured"): ToolClaim[] => [
    { id, version, at, strength },
  ];
  const sdcpp = readSdcpp(settings, at);
  if (sdcpp !== null || version?.toLowerCase().startsWith("stable-diffusion.cpp") === true)
    return [
      {
        id: "stable-diffusion.cpp",
        version: sdcpp?.version ?? versionBehind(version),
        at,
        strength: "structured",
      },
    ];
  if (app !== undefined && app.toLowerCase().startsWith("sd.next")) return claim("sdnext");
  if (version === null) return isKrita(settings) ? claim("krita-ai-diffusion", "inferred") : [];
  if (/^f\d[\w.]*-v\d/.test(version)) return claim("reforge");
  if (/^f\d/.test(version) || /^(classic|neo)\b/.test(version)) return claim("forge");
  if (/^v\d/.test(version)) return claim("automatic1111");
  const lower = version.toLowerCase();
  if (lower.startsWith("comfyui")) return claim("comfyui");
  if (lower.startsWith("ruinedfooocus")) return claim("ruined-fooocus");
  if (lower.startsWith("fooocus")) return claim("fooocus");
  if (lower.startsWith("invoke")) return claim("invokeai");
  if (lower.startsWith("swarm")) return claim("swarmui");
  if (lower.startsWith("sd.next") || lower.startsWith("sdnext")) return claim("sdnext");
  return claim("automatic1111", "inferred");
}

/** Krita AI Diffusion names itself nowhere, but its line ends the same way each time, with a hash that it says it does not know. */
function isKrita(settings: ReadonlyMap<string, string>): boolean {
  const keys = [...settings.keys()];
  return (
    settings.get("model hash")?.toLowerCase() === "unknown" &&
    KRITA.every((key, at) => keys[at] === key) &&
    keys.slice(KRITA.length).every((key) => key === "denoising strength")
  );
}

const KRITA = ["steps", "sampler", "cfg scale", "seed", "size", "model hash", "model"];

/** `stable-diffusion.cpp master-719` names the program and then its version. */
function versionBehind(version: string | null): string | null {
  const behind = (version ?? "").slice("stable-diffusion.cpp".length).trim();
  return behind === "" ? null : behind;
}

function readParameters(settings: ReadonlyMap<string, string>): Parameters {
  const parameters: Record<string, unknown> = {};
  const put = (name: string, value: unknown): void => {
    if (value !== undefined && value !== "") parameters[name] = value;
  };
  put("seed", seedOf(settings.get("seed")));
  put("steps", numberOf(settings.get("steps")));
  put("sampler", settings.get("sampler"));
  put("scheduler", settings.get("schedule type") ?? settings.get("scheduler"));
  put("cfgScale", numberOf(settings.get("cfg scale")));
  put("size", settings.get("size"));
  put("clipSkip", numberOf(settings.get("clip skip")));
  put("denoisingStrength", numberOf(settings.get("denoising strength")));
  return parameters;
}

/** A Civitai resource and a setting may be the same model: they are joined where the resource adds what the setting lacks. */
function mergeResource(claims: ModelClaim[], resource: ModelClaim): void {
  const alone = claims.filter((claim) => claim.role === resource.role).length === 1;
  const index = claims.findIndex((claim) => {
    if (claim.version !== undefined || claim.role !== resource.role) return false;
    const sameName =
      claim.name !== null && resource.name !== null && stemOf(claim.name) === stemOf(resource.name);
    return (
      sameName || (resource.role === "checkpoint" && (alone || claim.name === null || resource.name === null))
    );
  });
  const known = claims[index];
  if (known === undefined) claims.push(resource);
  else {
    const isVersion = known.hash !== null && known.hash === resource.version;
    claims[index] = {
      ...resource,
      ...known,
      ...(known.name === null ? { name: resource.name } : {}),
      ...(isVersion ? { hash: resource.hash, hashKind: resource.hashKind } : {}),
    };
  }
}

/** The Extras tab: an upscaler's work on some image, whose making it does not tell; enlarging alone makes no image AI. */
function readPostprocessing(carrier: TextCarrier): Findings {
  const text = carrier.text.slice(0, 4096);
  const names = [...text.matchAll(/upscaler(?: 2)?: ?([^,\n]{1,200})/gi)].map((found) => found[1]!.trim());
  for (const name of ["GFPGAN", "CodeFormer"])
    if (new RegExp(`\\b${name} visibility: ?(?!0(?:\\.0*)?(?:,|$))`, "i").test(text)) names.push(name);
  const models = [...new Set(names)]
    .filter((name) => !isNoModel(name) && !isArithmetic(name))
    .map((name) =>
      claimModel("upscaler", carrier.at, "structured", { name: baseName(name), loader: carrier.key }),
    );
  return {
    at: carrier.at,
    strength: "inferred",
    ai: false,
    tools: [{ id: "automatic1111", version: null, at: carrier.at, strength: "inferred" }],
    models,
  };
}
