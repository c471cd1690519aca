/** A service whose signed images can be recognised. All words are compared in lower case. */
export interface Generator {
  /** Id of the service in the corpus. */
  readonly service: string;
  readonly name: string;
  /** How the claim generator begins. */
  readonly generators?: readonly string[];
  /** What the signer's organisation contains. */
  readonly signers?: readonly string[];
  /** How a software agent begins. */
  readonly agents?: readonly string[];
  /** Agents that are products of the service, not models; any other agent that generated something names the model. */
  readonly products?: "all" | readonly string[];
  /** The signature alone says that a model made the image, even without a digital source type. */
  readonly alwaysAI?: true;
  /** `sample`: read from real signed files; `documentation`: from the vendor's pages; `report`: from third parties, no file seen. */
  readonly basis: "sample" | "documentation" | "report";
}

/**
 * In order of precedence: a product's name says more than its signer's (one company signs for many products). A signer that also
 * makes cameras or editors (Adobe, Google, Samsung, Microsoft, ByteDance) is a service here only together with an action that a
 * model made; Truepic, Leica, Nikon, Sony, ASUS and other signers of captures are left out on purpose.
 */
export const GENERATORS: readonly Generator[] = [
  {
    service: "openai",
    name: "OpenAI",
    generators: ["chatgpt", "openai"],
    signers: ["openai"],
    basis: "sample",
  },
  {
    service: "microsoft-image-creator",
    name: "Microsoft Image Creator",
    generators: [
      "microsoft_responsible_ai",
      "microsoft responsible ai",
      "microsoft_designer",
      "microsoft designer",
    ],
    agents: ["image creator", "bing image creator", "azure openai imagegen"],
    products: "all",
    basis: "sample",
  },
  {
    service: "azure-openai",
    name: "Azure OpenAI",
    agents: ["azure openai"],
    basis: "documentation",
  },
  {
    service: "adobe-firefly",
    name: "Adobe Firefly",
    generators: ["adobe_firefly", "adobe firefly"],
    signers: ["adobe"],
    agents: ["adobe firefly"],
    products: ["adobe", "firefly"],
    basis: "sample",
  },
  {
    service: "amazon-titan-nova",
    name: "Amazon Bedrock",
    generators: ["amazon_bedrock", "amazon bedrock"],
    signers: ["amazon web services"],
    basis: "sample",
  },
  {
    service: "bfl-api",
    name: "Black Forest Labs API",
    generators: ["black forest labs"],
    signers: ["black forest labs"],
    basis: "sample",
  },
  {
    service: "google-gemini",
    name: "Google",
    signers: ["google llc"],
    products: ["google generative", "google c2pa", "google media", "google photos"],
    basis: "sample",
  },
  {
    service: "samsung",
    name: "Samsung Galaxy AI",
    generators: ["galaxy"],
    signers: ["samsung"],
    products: "all",
    basis: "sample",
  },
  { service: "dreamina", name: "Dreamina", generators: ["dreamina"], alwaysAI: true, basis: "report" },
  { service: "jimeng", name: "Jimeng", generators: ["jimeng", "即梦"], basis: "report" },
  { service: "doubao", name: "Doubao", generators: ["doubao", "豆包"], basis: "report" },
  { service: "volcengine", name: "Volcano Engine", signers: ["volcengine", "火山引擎"], basis: "report" },
  { service: "byteplus", name: "BytePlus", signers: ["byteplus"], basis: "report" },
  { service: "higgsfield", name: "Higgsfield", generators: ["higgsfield"], basis: "report" },
  { service: "topaz-labs", name: "Topaz Labs", generators: ["topaz labs"], products: "all", basis: "report" },
  { service: "tiktok-symphony", name: "TikTok", generators: ["tiktok ad creative"], basis: "report" },
  { service: "stability", name: "Stability AI", signers: ["stability ai"], basis: "report" },
  {
    service: "canva-magic-media",
    name: "Canva Magic Media",
    signers: ["canva"],
    products: ["canva", "magic"],
    basis: "report",
  },
  { service: "eleven-labs", name: "ElevenLabs", signers: ["eleven labs", "elevenlabs"], basis: "report" },
  { service: "ideogram", name: "Ideogram", signers: ["ideogram"], alwaysAI: true, basis: "report" },
  {
    service: "xai-grok",
    name: "Grok Imagine",
    generators: ["grok imagine", "xai grok"],
    signers: ["xai grok imagine"],
    alwaysAI: true,
    basis: "report",
  },
  { service: "recraft", name: "Recraft", generators: ["recraft"], basis: "report" },
  { service: "runway", name: "Runway", signers: ["runway ai"], products: ["runway"], basis: "report" },
  { service: "fal", name: "fal", signers: ["fal-ai", "fal.ai"], alwaysAI: true, basis: "report" },
  { service: "bria-api", name: "Bria", signers: ["bria"], alwaysAI: true, basis: "report" },
];

export interface GeneratorTraces {
  readonly claimGenerator: string | null;
  readonly signer: string | null;
  readonly agents: readonly string[];
}

/** The service that the traces of one manifest point to: by product first, then by agent, then by signer. */
export function recogniseGenerator({ claimGenerator, signer, agents }: GeneratorTraces): Generator | null {
  const product = claimGenerator?.toLowerCase() ?? "";
  const organisation = signer?.toLowerCase() ?? "";
  const helpers = agents.map((agent) => agent.toLowerCase());
  return (
    GENERATORS.find((row) => row.generators?.some((word) => product.startsWith(word))) ??
    GENERATORS.find((row) => row.agents?.some((word) => helpers.some((agent) => agent.startsWith(word)))) ??
    GENERATORS.find((row) => row.signers?.some((word) => organisation.includes(word))) ??
    null
  );
}

/** Whether the service's own software, rather than a model, goes by this name. */
export function isProduct(generator: Generator, agent: string): boolean {
  if (generator.products === "all") return true;
  const name = agent.toLowerCase();
  return generator.products?.some((word) => name.startsWith(word)) ?? false;
}
