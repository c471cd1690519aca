/**
 * What a file says about how it was made. Nothing here is a decision: every claim keeps where it was found
 * (`at`) and how strong it is, and claims that contradict each other all stay.
 */

/** `signed`: a valid signature by somebody we can name; `structured`: a machine wrote it; `inferred`: concluded from the shape of the text. */
export type Strength = "signed" | "structured" | "declared" | "inferred";

export type ImageFormat =
  | "png"
  | "jpeg"
  | "webp"
  | "gif"
  | "tiff"
  | "avif"
  | "heic"
  | "jxl"
  | "bmp"
  | "unknown";

export type ModelRole =
  | "checkpoint"
  | "unet"
  | "vae"
  | "text-encoder"
  | "lora"
  | "embedding"
  | "controlnet"
  | "upscaler";

/** How a hash was computed; two hashes of different kinds are never compared. */
export type HashKind = "autov1" | "autov2" | "autov3" | "sha256" | "blake3" | "swarm" | "unknown";

export interface Claim {
  /** Carrier, for example `png:tEXt/parameters` or `c2pa:jumbf`. */
  readonly at: string;
  readonly strength: Strength;
}

export interface ToolClaim extends Claim {
  readonly id: string;
  readonly version: string | null;
}

export interface ServiceClaim extends Claim {
  readonly id: string;
  readonly name: string | null;
}

export interface ModelClaim extends Claim {
  readonly role: ModelRole;
  /** Base name without folders, as the file states it. */
  readonly name: string | null;
  readonly hash: string | null;
  readonly hashKind: HashKind | null;
  /** Civitai model version id or AIR, where stated. */
  readonly version?: string;
  readonly air?: string;
  readonly weight?: number;
  /** Listed in the file, but switched off, at strength zero or without effect on the output. */
  readonly applied?: false;
  /** What loads it, as the file names it: a ComfyUI node and its input, a setting. Tells what a role is too coarse for. */
  readonly loader?: string;
  /** Hashes of other kinds that the file states for the same model. */
  readonly otherHashes?: readonly { readonly hash: string; readonly hashKind: HashKind }[];
}

/** A mark that a law or a platform wants on made images, for example the label of GB 45438 (`AIGC`). */
export interface Label extends Claim {
  readonly standard: "tc260" | "iptc-ai" | "vendor";
  readonly fields: Readonly<Record<string, string>>;
}

/** A statement about rights that the file carries; a claim of whoever wrote it, no more. */
export interface RightsStatement extends Claim {
  /** `plus:DataMining`, `xmpRights:WebStatement`, `dc:rights`, `photoshop:Credit`, `2:116` … */
  readonly field: string;
  readonly value: string;
}

/** What somebody wrote about the picture: one title, headline or description, or one keyword. */
export interface WordClaim extends Claim {
  readonly field: "title" | "headline" | "description" | "keywords";
  readonly value: string;
}

export interface Parameters {
  readonly seed?: number | string;
  readonly steps?: number;
  readonly sampler?: string;
  readonly scheduler?: string;
  readonly cfgScale?: number;
  readonly [name: string]: unknown;
}

export type CredentialState = "valid" | "untrusted" | "invalid" | "absent";

export interface CredentialAction {
  readonly action: string;
  readonly softwareAgent: string | null;
  readonly digitalSourceType: string | null;
  readonly description?: string;
  /** `active` for the manifest that speaks for the file, otherwise the label of the ingredient's manifest. */
  readonly manifest: string;
}

export interface ContentCredentials {
  readonly state: CredentialState;
  readonly claimGenerator: string | null;
  readonly signer: string | null;
  readonly actions: readonly CredentialAction[];
  /** Hashes and signature hold, leaving trust and expiry aside. */
  readonly integrity?: "valid" | "invalid";
  readonly trust?: "trusted" | "untrusted";
  readonly expiry?: "current" | "expired" | "unknown";
  readonly signedAt?: string | null;
  readonly ingredients?: readonly { readonly title: string | null; readonly claimGenerator: string | null }[];
  /** Where a manifest is kept elsewhere: reported, never fetched. */
  readonly remoteManifest?: string;
  readonly failures?: readonly { readonly code: string; readonly message: string }[];
  readonly softBindings?: readonly string[];
}

export interface Problem {
  readonly code: string;
  readonly message: string;
}

/** Something that names a part, such as a LoRA or a model, in a place that no reader understands. */
export interface UnreadPart {
  readonly at: string;
  /** The key or field that names it. */
  readonly key: string;
  readonly value: string;
}

export interface Evidence {
  readonly sha256: string | null;
  readonly format: ImageFormat;
  readonly width: number | null;
  readonly height: number | null;
  /** The program, strongest evidence first; null where no program is named. */
  readonly tool: ToolClaim | null;
  /** The website or API that made it; null where none is named. */
  readonly service: ServiceClaim | null;
  /** A hub or API that ran somebody else's model, for example civitai. */
  readonly gateway: ServiceClaim | null;
  readonly models: readonly ModelClaim[];
  readonly adapters: readonly ModelClaim[];
  readonly prompt: string | null;
  readonly negativePrompt: string | null;
  /** What is written about the picture in IPTC, XMP, Exif or a PNG text: the first of each; `words` has all values of all carriers. */
  readonly title?: string;
  readonly headline?: string;
  readonly description?: string;
  readonly keywords?: readonly string[];
  readonly words?: readonly WordClaim[];
  readonly parameters: Parameters;
  /** Bare IPTC code, for example `trainedAlgorithmicMedia`. */
  readonly digitalSourceType: string | null;
  readonly contentCredentials: ContentCredentials;
  readonly carriers: readonly Claim[];
  readonly madeByAI: "yes" | "no-evidence";
  /** When the file says it was made (ISO 8601), with where it says so. */
  readonly madeOn: (Claim & { readonly date: string }) | null;
  readonly problems: readonly Problem[];
  /** Every claim, strongest first; the single answers above are the first of each. */
  readonly claims?: {
    readonly tools: readonly ToolClaim[];
    readonly services: readonly ServiceClaim[];
    readonly gateways: readonly ServiceClaim[];
    readonly digitalSourceTypes: readonly (Claim & { readonly value: string })[];
  };
  /** Parts that the file names where nobody can tell what is meant: more was used than the models and adapters say. */
  readonly unreadParts?: readonly UnreadPart[];
  /** Loaders in a graph that feed none of its outputs: in the file, without effect on the image. */
  readonly unreachable?: readonly ModelClaim[];
  readonly labels?: readonly Label[];
  readonly rights?: readonly RightsStatement[];
}
