import type { ByteSource } from "../bytes/byte-source.ts";
import type { CredentialCarrier, CredentialFindings } from "../credential-reader.ts";
import type { ContentCredentials, ImageFormat, Problem } from "../evidence.ts";
import type { Findings } from "../findings.ts";
import type { StoreChecker, StoreJob, StoreOutcome } from "./check-store.ts";
import { explainFailure } from "./failure-meanings.ts";
import { isBound, lacksOnlyBinding } from "./judge-manifest.ts";
import type { ManifestStore } from "./manifest-store.ts";
import { reportStore } from "./report-store.ts";
import { withoutAddedText } from "./without-added-text.ts";

export interface ReadingOptions {
  /** Files beyond this many bytes are not checked: the whole file has to be hashed in memory. */
  readonly fileBytes: number;
  /** Certificates to be trusted besides the pinned issuers, as PEM. */
  readonly anchors: string;
  /** Today, for certificates without a time stamp. */
  readonly now: Date;
}

const SLICE = 4_194_304;

const MEDIA_TYPES: Readonly<Record<ImageFormat, string | null>> = {
  png: "image/png",
  jpeg: "image/jpeg",
  webp: "image/webp",
  gif: "image/gif",
  tiff: "image/tiff",
  avif: "image/avif",
  heic: "image/heic",
  jxl: "image/jxl",
  bmp: null,
  unknown: null,
};

/** Reads the Content Credentials of one file through a checker, and says what they are worth. Does not throw for bad input. */
export async function readCredentials(
  source: ByteSource,
  carrier: CredentialCarrier,
  checker: () => StoreChecker,
  options: ReadingOptions,
): Promise<CredentialFindings> {
  const remote =
    carrier.remoteManifest !== null && isWebAddress(carrier.remoteManifest) ? carrier.remoteManifest : null;
  if (!(await holdsManifestStore(source, carrier))) return reportAbsence(remote);
  const mediaType = MEDIA_TYPES[carrier.format];
  if (mediaType === null) return reportFailure("credentials.unsupported-format", remote, "unknown");
  if (source.size > options.fileBytes) return reportFailure("credentials.too-large", remote, "unknown");
  const bytes = await readWhole(source);
  try {
    const job = { bytes, mediaType, ranges: carrier.jumbf, anchors: options.anchors };
    const outcome = await checker().check(job);
    const added =
      outcome.kind === "store" && lacksOnlyBinding(outcome.store)
        ? await isTextAdded(await readWhole(source), job, outcome.store, checker)
        : false;
    return report(outcome, remote, options.now, added);
  } catch {
    // The checker did not start. That must not pass for "no credentials", nor cost the file its other evidence.
    return reportFailure("credentials.unchecked", remote, "unknown");
  }
}

/** Whether the file without some of its texts is the one that was signed, by a full check of what is left. */
async function isTextAdded(
  bytes: Uint8Array<ArrayBuffer>,
  { mediaType, ranges, anchors }: StoreJob,
  { manifests }: ManifestStore,
  checker: () => StoreChecker,
): Promise<boolean> {
  for (const reduced of withoutAddedText(bytes, mediaType, ranges)) {
    const outcome = await checker().check({ mediaType, anchors, ...reduced });
    if (outcome.kind !== "store") return false;
    const active = outcome.store.manifests[0];
    if (active?.active === true && active.label === manifests[0]?.label && isBound(active)) return true;
  }
  return false;
}

/** In slices, so that a large file is in memory once and not twice. */
async function readWhole(source: ByteSource): Promise<Uint8Array<ArrayBuffer>> {
  const bytes = new Uint8Array(source.size);
  for (let at = 0; at < bytes.length; at += SLICE)
    bytes.set(await source.read(at, Math.min(SLICE, bytes.length - at)), at);
  return bytes;
}

function report(
  outcome: StoreOutcome,
  remote: string | null,
  now: Date,
  textAdded: boolean,
): CredentialFindings {
  switch (outcome.kind) {
    case "store":
      return reportStore(outcome.store, remote, now, textAdded);
    case "none":
      return reportFailure("credentials.unreadable", remote, "invalid");
    case "remote":
      return reportAbsence(remote ?? outcome.url);
    case "unreadable":
      return reportFailure(
        outcome.reason.includes("Prerelease") ? "credentials.prerelease" : "credentials.unreadable",
        remote,
        "invalid",
      );
    case "time-limit":
      return reportFailure("credentials.time-limit", remote, "unknown");
    case "too-complex":
    case "trap":
      return reportFailure("credentials.memory-limit", remote, "unknown");
  }
}

/** A JUMBF superbox with the label of a manifest store; either word alone also occurs by chance. */
async function holdsManifestStore(source: ByteSource, { jumbf }: CredentialCarrier): Promise<boolean> {
  for (const range of jumbf.slice(0, 16)) {
    const head = await source.read(range.start, Math.min(256, range.end - range.start));
    const text = String.fromCharCode(...head);
    if (text.includes("jumb") && text.includes("c2pa")) return true;
  }
  return false;
}

function reportAbsence(remote: string | null): CredentialFindings {
  const contentCredentials: ContentCredentials = {
    state: "absent",
    claimGenerator: null,
    signer: null,
    actions: [],
    ...(remote === null ? {} : { remoteManifest: remote }),
  };
  if (remote === null) return { contentCredentials, findings: [] };
  const message = `The file says that its Content Credentials are kept at ${remote}. They were not fetched, so nothing is known about them.`;
  return { contentCredentials, findings: [carryProblems([{ code: "credentials-remote", message }])] };
}

/** Credentials that are there but could not be read. `invalid` where nothing in them can hold, `unknown` where we did not look. */
function reportFailure(
  code: string,
  remote: string | null,
  integrity: "invalid" | "unknown",
): CredentialFindings {
  const message = explainFailure(code);
  return {
    contentCredentials: {
      state: "invalid",
      claimGenerator: null,
      signer: null,
      actions: [],
      ...(integrity === "invalid" ? { integrity } : {}),
      failures: [{ code, message }],
      ...(remote === null ? {} : { remoteManifest: remote }),
    },
    findings: [carryProblems([{ code: code.replace(".", "-"), message }])],
  };
}

function carryProblems(problems: readonly Problem[]): Findings {
  return { at: "c2pa:jumbf", strength: "structured", ai: false, problems };
}

function isWebAddress(address: string): boolean {
  return address.startsWith("https://") || address.startsWith("http://");
}
