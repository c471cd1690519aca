import type { ByteSource } from "./bytes/byte-source.ts";
import type { Findings } from "./findings.ts";
import type { ContentCredentials, ImageFormat } from "./evidence.ts";

/** A run of bytes of the file that holds JUMBF (a manifest store, or one segment of it). `end` is exclusive. */
export interface ByteRange {
  readonly at: string;
  readonly start: number;
  readonly end: number;
}

/** What the container walker hands to the reader of Content Credentials. */
export interface CredentialCarrier {
  /** By content, never by name. */
  readonly format: ImageFormat;
  /** Where JUMBF lies, in file order; empty where only `remoteManifest` is known. */
  readonly jumbf: readonly ByteRange[];
  /** XMP `dcterms:provenance`: where a manifest is kept elsewhere. Reported, never fetched. */
  readonly remoteManifest: string | null;
}

/**
 * What Content Credentials say. `findings` holds one entry a manifest that says something about the making (tool, service,
 * model, digital source type, dates), each claim with `at` like `c2pa:jumbf/<manifest label>`: `signed` where integrity holds
 * and the signer is one we can name, otherwise `structured`; findings of a manifest whose integrity is broken must not claim `ai`
 * with more than `structured` strength.
 */
export interface CredentialFindings {
  readonly contentCredentials: ContentCredentials;
  readonly findings: readonly Findings[];
}

/**
 * Reads Content Credentials (C2PA). Injected into `readEvidence`, so that the core needs neither WebAssembly nor Node. It is
 * called only where a carrier of Content Credentials was found; it reports what fails as problems and does not throw for bad input.
 */
export type CredentialReader = (
  source: ByteSource,
  carrier: CredentialCarrier,
) => Promise<CredentialFindings>;
