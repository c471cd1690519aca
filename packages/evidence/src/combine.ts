import type { Carriers } from "./carriers.ts";
import type {
  Claim,
  ContentCredentials,
  Evidence,
  ModelClaim,
  Problem,
  ServiceClaim,
  Strength,
  ToolClaim,
} from "./evidence.ts";
import type { Findings, Stated } from "./findings.ts";
import { statedDate } from "./dates.ts";
import { findConflicts } from "./conflicts.ts";
import { limits } from "./limits.ts";
import { readWords } from "./read-words.ts";
import { isAiSourceType } from "./readers/source-type.ts";
import { stemOf } from "./readers/models.ts";

const STRENGTH: Readonly<Record<Strength, number>> = { signed: 0, structured: 1, declared: 2, inferred: 3 };

/**
 * Tools in the order in which they speak for a file. Those that drive another one come first: SwarmUI and Stability Matrix run
 * ComfyUI and keep its graph too, and savers of ComfyUI write the text of AUTOMATIC1111.
 */
const PRECEDENCE = [
  "swarmui",
  "stability-matrix",
  "invokeai",
  "ruined-fooocus",
  "fooocus",
  "easy-diffusion",
  "drawthings",
  "hf-space",
  "sdnext",
  "reforge",
  "forge",
  "comfyui",
  "automatic1111",
];

function rank(finding: Findings): number {
  const tool = finding.tools?.[0];
  const place = tool === undefined ? -1 : PRECEDENCE.indexOf(tool.id);
  return STRENGTH[finding.strength] * 100 + (place < 0 ? 50 : place);
}

/** Joins what all readers found into one answer: strongest first, every claim kept, contradictions reported. */
export function combine(
  carriers: Carriers,
  found: readonly Findings[],
  credentials: ContentCredentials,
  problems: readonly Problem[],
  sha256: string | null,
): Evidence {
  const findings = found.toSorted((a, b) => rank(a) - rank(b));
  const tools = strongestFirst(
    findings.flatMap((finding) => finding.tools ?? []),
    (a, b) =>
      PRECEDENCE.indexOf(a.id) - PRECEDENCE.indexOf(b.id) ||
      Number(a.version === null) - Number(b.version === null),
  );
  const services = strongestFirst(findings.flatMap((finding) => finding.services ?? []));
  const gateways = strongestFirst(findings.flatMap((finding) => finding.gateways ?? []));
  const sourceTypes = strongestFirst(
    findings.flatMap((finding) => finding.digitalSourceTypes ?? []),
    (a, b) => Number(isAiSourceType(b.value)) - Number(isAiSourceType(a.value)),
  );
  const prompted = findings.find((finding) => finding.prompt !== undefined);
  const negative =
    prompted?.negativePrompt === undefined
      ? findings.find((finding) => finding.negativePrompt !== undefined)
      : prompted;
  const dated = findings.find((finding) => finding.madeOn !== undefined);
  const made = findings.some((finding) => finding.ai);
  const labels = findings.flatMap((finding) => finding.labels ?? []);
  const rights = findings.flatMap((finding) => finding.rights ?? []);
  const words = readWords(carriers);
  return {
    sha256,
    format: carriers.format,
    width: carriers.width,
    height: carriers.height,
    tool: tools[0] ?? null,
    service: services[0] ?? null,
    gateway: gateways[0] ?? null,
    models: joinModels(findings.flatMap((finding) => finding.models ?? [])),
    adapters: joinModels(findings.flatMap((finding) => finding.adapters ?? [])),
    prompt: prompted?.prompt ?? null,
    negativePrompt: negative?.negativePrompt ?? null,
    ...words,
    parameters:
      findings.find(
        (finding) => finding.parameters !== undefined && Object.keys(finding.parameters).length > 0,
      )?.parameters ?? {},
    digitalSourceType: sourceTypes[0]?.value ?? null,
    contentCredentials: credentials,
    carriers: uniqueClaims(findings.filter((finding) => finding.rights === undefined)),
    madeByAI: made ? "yes" : "no-evidence",
    madeOn:
      dated?.madeOn === undefined
        ? made
          ? statedDate(carriers)
          : null
        : { date: dated.madeOn, at: dated.at, strength: dated.strength },
    problems: [
      ...problems,
      ...tooMany(findings),
      // Where another carrier says that AI made it, the question of a graph is answered.
      ...findings
        .flatMap((finding) => finding.problems ?? [])
        .filter(({ code }) => !(made && code === "generation-not-known")),
      ...findConflicts(findings),
    ],
    claims: { tools, services, gateways, digitalSourceTypes: sourceTypes },
    unreachable: joinModels(findings.flatMap((finding) => finding.unreachable ?? [])),
    ...(labels.length === 0 ? {} : { labels }),
    ...(rights.length === 0 ? {} : { rights }),
  };
}

/** Says so where a file lists more models than are kept. */
function tooMany(findings: readonly Findings[]): Problem[] {
  let [models, adapters, unreachable] = [0, 0, 0];
  for (const finding of findings) {
    models += finding.models?.length ?? 0;
    adapters += finding.adapters?.length ?? 0;
    unreachable += finding.unreachable?.length ?? 0;
  }
  const most = Math.max(models, adapters, unreachable);
  if (most <= limits.models) return [];
  return [
    {
      code: "limit-models",
      message: `The file lists ${most} models or adapters; at most ${limits.models} of them are kept.`,
    },
  ];
}

function strongestFirst<Kind extends ToolClaim | ServiceClaim | Stated<string>>(
  claims: readonly Kind[],
  then?: (a: Kind, b: Kind) => number,
): Kind[] {
  return claims.toSorted((a, b) => STRENGTH[a.strength] - STRENGTH[b.strength] || (then?.(a, b) ?? 0));
}

function uniqueClaims(findings: readonly Findings[]): Claim[] {
  const seen = new Set<string>();
  const claims: Claim[] = [];
  for (const { at, strength } of findings) {
    if (seen.has(at)) continue;
    seen.add(at);
    claims.push({ at, strength });
  }
  return claims;
}

/** A checkpoint and a diffusion model are the same thing in two files' words. */
function roleClass(claim: ModelClaim): string {
  return claim.role === "unet" ? "checkpoint" : claim.role;
}

/** `stems` are those of the two names: a graph may list hundreds of models, and each is compared with many. */
/** A claim with its name made comparable once, for there may be many to compare. */
interface Comparable {
  readonly claim: ModelClaim;
  readonly stem: string | null;
}

function isSameModel(a: Comparable, b: Comparable): boolean {
  const [one, other] = [a.claim, b.claim];
  if (roleClass(one) !== roleClass(other)) return false;
  if (one.hash !== null && other.hash !== null && one.hashKind === other.hashKind) {
    return one.hash.toLowerCase() === other.hash.toLowerCase();
  }
  // AutoV2 is the beginning of the file's SHA-256: where both are stated they must agree, whatever the name says.
  if (one.hash !== null && other.hash !== null && isWholeFile(one) && isWholeFile(other)) {
    return isPrefix(one.hash, other.hash);
  }
  if (one.version !== undefined && other.version !== undefined) return one.version === other.version;
  if (a.stem !== null && b.stem !== null) return a.stem === b.stem;
  return one.hash !== null && other.hash !== null && isPrefix(one.hash, other.hash);
}

function isWholeFile({ hashKind }: ModelClaim): boolean {
  return hashKind === "autov2" || hashKind === "sha256";
}

function isPrefix(a: string, b: string): boolean {
  const [short, long] = a.length < b.length ? [a, b] : [b, a];
  return long.toLowerCase().startsWith(short.toLowerCase());
}

/**
 * One element a model: what several carriers say of it is put together, the strongest carrier's words first. Two hashes of one
 * kind that differ are two models, however they are called.
 */
function joinModels(claims: readonly ModelClaim[]): ModelClaim[] {
  const joined: Comparable[] = [];
  for (const claim of claims.slice(0, 4 * limits.models)) {
    const fresh = { claim, stem: claim.name === null ? null : stemOf(claim.name) };
    const index = joined.findIndex((known) => isSameModel(known, fresh));
    const known = joined[index];
    if (known !== undefined)
      joined[index] = { claim: join(known.claim, claim), stem: known.stem ?? fresh.stem };
    else if (joined.length < limits.models) joined.push(fresh);
  }
  return joined.map(({ claim }) => claim);
}

function join(known: ModelClaim, claim: ModelClaim): ModelClaim {
  const other =
    claim.hash !== null && known.hash !== null && claim.hashKind !== known.hashKind
      ? [{ hash: claim.hash, hashKind: claim.hashKind ?? "unknown" }]
      : [];
  const hashes = [...(known.otherHashes ?? []), ...other];
  const { applied: knownApplied, ...rest } = known;
  const { applied: claimApplied, ...more } = claim;
  return {
    ...more,
    ...rest,
    ...(knownApplied === false && claimApplied === false ? { applied: false } : {}),
    name: known.name ?? claim.name,
    hash: known.hash ?? claim.hash,
    hashKind: known.hash === null ? claim.hashKind : known.hashKind,
    ...(hashes.length === 0 ? {} : { otherHashes: hashes }),
  };
}
