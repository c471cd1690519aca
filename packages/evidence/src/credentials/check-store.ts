import { initSync, WasmReader } from "@contentauth/c2pa-wasm";
import { ACCEPTED_USAGES } from "./accepted-usages.ts";
import { findPinnedAnchors, type StoreRange } from "./find-anchors.ts";
import { limitMemory } from "./limit-memory.ts";
import type { ManifestStore } from "./manifest-store.ts";
import { summariseStore } from "./summarise-store.ts";

/** One file to be checked. */
export interface StoreJob {
  readonly bytes: Uint8Array<ArrayBuffer>;
  readonly mediaType: string;
  readonly ranges: readonly StoreRange[];
  /** Certificates to be trusted besides the pinned issuers, as PEM; may be empty. */
  readonly anchors: string;
}

/** What came of it. `trap` means that the memory limit was met or the module failed; it must not be used again. */
export type StoreOutcome =
  | { readonly kind: "store"; readonly store: ManifestStore }
  | { readonly kind: "none" }
  | { readonly kind: "remote"; readonly url: string }
  | { readonly kind: "unreadable"; readonly reason: string }
  | { readonly kind: "too-complex" }
  | { readonly kind: "time-limit" }
  | { readonly kind: "trap"; readonly reason: string };

/** Checks Content Credentials one file after the other. */
export interface StoreChecker {
  check(job: StoreJob): Promise<StoreOutcome>;
  close(): Promise<void>;
}

/** Reports of a manifest store beyond this many characters are not looked at. */
const LARGEST_REPORT = 16_777_216;

/** Starts c2pa-wasm from the bytes of its module, with at most `memory` bytes of memory. To be called once in a thread. */
export function startModule(wasm: Uint8Array, memory: number): void {
  initSync({ module: limitMemory(wasm, memory) });
}

/** Checks one file with the module that was started. Never fetches anything: neither manifests nor revocation lists. */
export async function checkStore({ bytes, mediaType, ranges, anchors }: StoreJob): Promise<StoreOutcome> {
  const trusted = `${await findPinnedAnchors(bytes, ranges)}${anchors}`;
  const settings = {
    verify: {
      remote_manifest_fetch: false,
      ocsp_fetch: false,
      verify_trust: true,
      verify_timestamp_trust: true,
    },
    trust: {
      trust_config: ACCEPTED_USAGES.join("\n"),
      ...(trusted === "" ? {} : { trust_anchors: trusted }),
    },
  };
  try {
    const reader = await WasmReader.fromBytes(mediaType, bytes, JSON.stringify(settings));
    try {
      const store = reader.json();
      const report = reader.crJson();
      if (store.length + report.length > LARGEST_REPORT) return { kind: "too-complex" };
      return { kind: "store", store: summariseStore(JSON.parse(store), JSON.parse(report)) };
    } finally {
      reader.free();
    }
  } catch (error) {
    return explain(error);
  }
}

/** c2pa-rs throws texts such as `C2pa(JumbfNotFound)`; the engine throws errors when the module traps. */
function explain(error: unknown): StoreOutcome {
  if (error instanceof WebAssembly.RuntimeError || error instanceof RangeError) {
    return { kind: "trap", reason: error.message.slice(0, 300) };
  }
  const reason = (error instanceof Error ? error.message : String(error)).slice(0, 300);
  if (reason.includes("JumbfNotFound")) return { kind: "none" };
  const address = /https?:\/\/[^"'()\s]+/.exec(reason)?.[0];
  if (reason.includes("RemoteManifestUrl") && address !== undefined) return { kind: "remote", url: address };
  return { kind: "unreadable", reason };
}
