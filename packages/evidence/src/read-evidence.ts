import type { ByteSource } from "./bytes/byte-source.ts";
import { type Brotli, inflate, type Inflate } from "./bytes/inflate.ts";
import { Window } from "./bytes/window.ts";
import { Carriers, type TextCarrier } from "./carriers.ts";
import { combine } from "./combine.ts";
import { walkContainer } from "./containers/walk.ts";
import { formatsOfName } from "./containers/sniff.ts";
import type { CredentialReader } from "./credential-reader.ts";
import { digestSource, type Hasher } from "./digest.ts";
import type { ContentCredentials, Evidence } from "./evidence.ts";
import type { Findings } from "./findings.ts";
import { type PixelDecoder, proveFindings } from "./pixels/prove.ts";
import { readStealth } from "./pixels/stealth.ts";
import { readFindings } from "./readers/index.ts";
import { unfoldTexts } from "./readers/unfold.ts";
import { unreadParts } from "./unread-parts.ts";

export interface EvidenceOptions {
  /** The name of the file, only to report an ending that does not fit its content. */
  readonly name?: string;
  /** Reads Content Credentials where the file carries some; without it they are reported as present and unread. */
  readonly credentials?: CredentialReader;
  /** Also compute the SHA-256 of the whole file; `true` uses the portable implementation. */
  readonly sha256?: boolean | (() => Hasher);
  /** Decodes the pixels of this file where the core cannot (it can for PNG): to check a NovelAI signature in a WebP. */
  readonly pixels?: PixelDecoder;
  /** A faster inflate than the portable one. */
  readonly inflate?: Inflate;
  /** Unpacks Brotli, for the compressed boxes of JPEG XL; without it they are reported as unread. */
  readonly brotli?: Brotli;
}

const ABSENT: ContentCredentials = { state: "absent", claimGenerator: null, signer: null, actions: [] };

/**
 * Reads what a file says about how it was made. It answers for every file: what cannot be read or understood becomes a
 * problem with a stable code, never an exception. Lets go of the source when it is done.
 *
 * @example
 * const evidence = await readEvidence(fromBytes(bytes), { name: "picture.png" });
 * evidence.tool?.id; // "comfyui"
 */
export async function readEvidence(source: ByteSource, options: EvidenceOptions = {}): Promise<Evidence> {
  const codecs = { inflate: options.inflate ?? inflate, brotli: options.brotli };
  let carriers = new Carriers("unknown", codecs);
  const found: Findings[] = [];
  let credentials = ABSENT;
  let sha256: string | null = null;
  try {
    const window = new Window(source);
    carriers = await walkContainer(window, codecs);
    checkName(options.name, carriers);
    found.push(...(await interpret(window, carriers, options)));
    const read = await readCredentials(source, carriers, options.credentials, found);
    if (read !== null) credentials = read;
    if (options.sha256 !== undefined && options.sha256 !== false) {
      sha256 = await digestSource(source, options.sha256 === true ? undefined : options.sha256());
    }
  } catch (error) {
    carriers.problem(...explain(error));
  } finally {
    source.close?.();
  }
  return withUnreadParts(carriers, combine(carriers, found, credentials, carriers.problems, sha256));
}

const tooMuchText = {
  code: "limit-parts",
  message: "The file has more text than is looked through for the names of models and adapters.",
};

/** What no reader understood is said, so that it is not taken for absent. A graph of ComfyUI is its reader's alone. */
function withUnreadParts(carriers: Carriers, evidence: Evidence): Evidence {
  const graphs = new Set(
    (evidence.claims?.tools ?? []).flatMap(({ id, at }) => (id === "comfyui" ? [at] : [])),
  );
  const isGraph = ({ at, key, text }: TextCarrier): boolean =>
    text.trimStart().startsWith("{") && (graphs.has(at) || (graphs.size > 0 && /workflow|prompt/i.test(key)));
  const { parts, cut } = unreadParts(carriers, evidence, isGraph);
  const problems = cut ? [...evidence.problems, tooMuchText] : evidence.problems;
  if (parts.length === 0) return cut ? { ...evidence, problems } : evidence;
  const named = parts.slice(0, 3).map(({ at, key, value }) => `${key} = "${value.slice(0, 60)}" (${at})`);
  const more = parts.length > named.length ? ` and ${parts.length - named.length} more` : "";
  return {
    ...evidence,
    unreadParts: parts,
    problems: [
      ...problems,
      {
        code: "parts-not-understood",
        message: `The file names parts in a place that is not understood: ${named.join(", ")}${more}.`,
      },
    ],
  };
}

/** Errors of the system carry a code of their own; any other is ours, and says so. */
function explain(error: unknown): [code: string, message: string] {
  const message = error instanceof Error ? error.message : String(error);
  return error instanceof Error && "code" in error && typeof error.code === "string"
    ? ["unreadable", `The file could not be read: ${message}`]
    : ["internal-error", `The file could not be read to its end, by a fault of the reader: ${message}`];
}

/** What the texts say; where they say nothing of a making, also what is hidden in the pixels. Signatures are checked. */
async function interpret(window: Window, carriers: Carriers, options: EvidenceOptions): Promise<Findings[]> {
  unfoldTexts(carriers);
  let findings = readFindings(carriers);
  if (carriers.format === "png" && !findings.some((finding) => finding.ai)) {
    const hidden = await readStealth(window, carriers);
    if (hidden !== null) findings = [...findings, ...readFindings(hidden)];
  }
  return findings.some((finding) => finding.novelaiSignature !== undefined)
    ? proveFindings(findings, window, carriers, options.pixels)
    : findings;
}

function checkName(name: string | undefined, carriers: Carriers): void {
  if (name === undefined || carriers.format === "unknown") return;
  const expected = formatsOfName(name);
  if (expected.length > 0 && !expected.includes(carriers.format)) {
    carriers.problem(
      "extension-mismatch",
      `The file is called ${name.slice(Math.max(name.lastIndexOf("/"), name.lastIndexOf("\\")) + 1)}, but its content is ${carriers.format}.`,
    );
  }
}

async function readCredentials(
  source: ByteSource,
  carriers: Carriers,
  reader: CredentialReader | undefined,
  found: Findings[],
): Promise<ContentCredentials | null> {
  const remoteManifest = carriers.find("dcterms:provenance")?.text.trim() ?? null;
  if (carriers.jumbf.length === 0 && remoteManifest === null) return null;
  if (reader === undefined) {
    carriers.problem(
      "credentials-unread",
      "The file carries Content Credentials; no reader for them was given.",
    );
    return remoteManifest === null ? null : { ...ABSENT, remoteManifest };
  }
  const read = await reader(source, { format: carriers.format, jumbf: carriers.jumbf, remoteManifest });
  found.push(...read.findings);
  return read.contentCredentials;
}
