import type { CredentialReader } from "../credential-reader.ts";
import { readCredentials } from "./read-credentials.ts";
import { createWorkerChecker } from "./worker-checker.ts";
import type { StoreChecker } from "./check-store.ts";

export interface CredentialReaderOptions {
  /** Certificates to be trusted besides the pinned issuers, as PEM, for example C2PA's trust list. */
  readonly anchors?: string;
  /** Today, for certificates without a recognised time stamp. */
  readonly now: () => Date;
  /** Files beyond this many bytes are not checked; 40 MiB when left out. */
  readonly fileBytes?: number;
  /** Milliseconds that one file may take; 2,000 when left out. */
  readonly milliseconds?: number;
  /** Bytes of memory that the check itself may use, about twice the file and 30 MiB; 112 MiB when left out. */
  readonly memory?: number;
  /** Where the worker's file is, if a bundler moved it. */
  readonly worker?: URL;
}

/** A reader of Content Credentials with a worker behind it; `close` ends the worker. */
export interface ClosableCredentialReader {
  readonly read: CredentialReader;
  close(): Promise<void>;
}

const MEBIBYTE = 1_048_576;

/**
 * Reads Content Credentials in Node: c2pa-wasm in a worker thread that is started when the first file with a manifest store comes
 * along, with a limit of time, memory and size for every file. An idle worker does not keep the process alive; `close` ends it
 * at once.
 *
 * A bundle must put the worker's code beside its own file as `credential-worker` with the same ending (an entry of its own,
 * `packages/evidence/src/credentials/credential-worker.ts`), or pass its place as `worker`; `@contentauth/c2pa-wasm` stays a
 * package that can be resolved from there.
 *
 * @example
 * const credentials = createCredentialReader({ now: () => today, anchors: await readFile("trust-list.pem", "utf8") });
 * const evidence = await readEvidence(source, { credentials: credentials.read });
 * await credentials.close();
 */
export function createCredentialReader(options: CredentialReaderOptions): ClosableCredentialReader {
  let checker: StoreChecker | null = null;
  const entry = options.worker ?? findWorker();
  const start = (): StoreChecker =>
    (checker ??= createWorkerChecker(entry, {
      milliseconds: options.milliseconds ?? 2000,
      memory: options.memory ?? 112 * MEBIBYTE,
      heap: 128 * MEBIBYTE,
    }));
  return {
    read: (source, carrier) =>
      readCredentials(source, carrier, start, {
        fileBytes: options.fileBytes ?? 40 * MEBIBYTE,
        anchors: options.anchors ?? "",
        now: options.now(),
      }),
    async close() {
      await checker?.close();
      checker = null;
    },
  };
}

/** The worker has the ending of the file that this code is in: `ts` in a checkout, `js` or `mjs` in a bundle. */
function findWorker(): URL {
  const ending = import.meta.url.slice(import.meta.url.lastIndexOf(".") + 1);
  return new URL(`./credential-worker.${ending}`, import.meta.url);
}
