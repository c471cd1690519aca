import type { CredentialReader } from "../credential-reader.ts";
import { checkStore, startModule, type StoreChecker, type StoreOutcome } from "./check-store.ts";
import { readCredentials } from "./read-credentials.ts";

export interface PageCredentialReaderOptions {
  /** Bytes of c2pa-wasm's module (`@contentauth/c2pa-wasm/c2pa.wasm`), fetched by the page. */
  readonly wasm: Uint8Array;
  /** Certificates to be trusted besides the pinned issuers, as PEM. */
  readonly anchors?: string;
  /** Today, for certificates without a recognised time stamp. */
  readonly now: () => Date;
  readonly fileBytes?: number;
  readonly memory?: number;
  /** Milliseconds after which a file is given up; 10,000 when left out. A file that computes without pause is not interrupted. */
  readonly milliseconds?: number;
}

const MEBIBYTE = 1_048_576;

/**
 * Reads Content Credentials in the thread it is called in: a browser's page or, better, its worker, which the page can end when a
 * file takes too long. The memory limit holds; a file that meets it leaves the module unusable in this thread, and every later
 * file is answered as not checked until a new thread is used.
 */
export function createPageCredentialReader(options: PageCredentialReaderOptions): CredentialReader {
  const memory = options.memory ?? 112 * MEBIBYTE;
  let state: "idle" | "started" | "spent" = "idle";
  const checker: StoreChecker = {
    async check(job) {
      if (state === "spent") return { kind: "trap", reason: "an earlier file met the memory limit" };
      if (state === "idle") startModule(options.wasm, memory);
      state = "started";
      const outcome = await Promise.race([checkStore(job), waitForTrap(options.milliseconds ?? 10_000)]);
      if (outcome.kind === "trap" || outcome.kind === "time-limit") state = "spent";
      return outcome;
    },
    close: () => Promise.resolve(),
  };
  return (source, carrier) =>
    readCredentials(source, carrier, () => checker, {
      fileBytes: options.fileBytes ?? 40 * MEBIBYTE,
      anchors: options.anchors ?? "",
      now: options.now(),
    });
}

/** A trap inside the module leaves its promise open for ever, so a timer answers in its place. */
function waitForTrap(milliseconds: number): Promise<StoreOutcome> {
  return new Promise((resolve) => {
    setTimeout(() => resolve({ kind: "time-limit" }), milliseconds);
  });
}
