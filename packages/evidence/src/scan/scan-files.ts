import { availableParallelism } from "node:os";
import { Carriers } from "../carriers.ts";
import { combine } from "../combine.ts";
import type { CredentialReader } from "../credential-reader.ts";
import type { Evidence } from "../evidence.ts";
import { inflate, readFileEvidence } from "../node.ts";
import type { FileState } from "./file-state.ts";
import type { ScanCache } from "./scan-cache.ts";
import { type ScanOutcome, ScanPool } from "./scan-pool.ts";

export interface ScanOptions {
  /** Threads that read; when left out one less than there are processors, at least one and at most four: disks give no more. */
  readonly threads?: number;
  /** Milliseconds that one file may take, and some more for a large one; 10,000 when left out. */
  readonly milliseconds?: number;
  /** Mebibytes of heap that a thread may hold; 160 when left out. */
  readonly heap?: number;
  /** Reads Content Credentials, of one file at a time. */
  readonly credentials?: CredentialReader;
  /** What was read before, and where to keep what is read now. */
  readonly cache?: ScanCache;
  /** So many files or fewer are read right here: threads would take longer to start. 16 when left out. */
  readonly alone?: number;
  /** Where the worker's file is, if a bundler moved it. */
  readonly worker?: URL;
}

/** An item with what its file says; null where the item has no file to read. */
export interface Scanned<Item> {
  readonly item: Item;
  readonly evidence: Evidence | null;
}

interface Place<Item> {
  readonly item: Item;
  readonly path: string | null;
  readonly state: FileState | null;
  readonly known: Evidence | null;
  outcome: Promise<ScanOutcome> | null;
}

/** Files on their way at a time, for each thread; and characters of answers that may wait for the one before them. */
const filesPerThread = 32;
const mostWaiting = 33_554_432;

/**
 * Reads any number of files in threads of their own, and yields what they say in the order in which they came. The source is asked for no more
 * than is on its way, so memory does not grow with its length. Every file gets an answer; one that hangs or takes too much memory costs its own
 * (problems `time-limit`, `memory-limit`), never its neighbours'. Ending the iteration early ends the threads.
 *
 * A bundle must put the worker's code beside its own file as `scan-worker` with the same ending (an entry of its own,
 * `packages/evidence/src/scan/scan-worker.ts`), or pass its place as `worker`.
 *
 * @example
 * for await (const { item, evidence } of scanFiles(paths, (path) => path)) console.log(item, evidence?.tool?.id);
 */
export async function* scanFiles<Item>(
  items: AsyncIterable<Item>,
  pathOf: (item: Item) => string | null,
  options: ScanOptions = {},
): AsyncGenerator<Scanned<Item>> {
  const threads = options.threads ?? Math.max(1, Math.min(4, availableParallelism() - 1));
  const alone = options.alone ?? 16;
  const source = items[Symbol.asyncIterator]();
  const window: Place<Item>[] = [];
  let pool: ScanPool | null = null;
  let waiting = 0;
  let isEnded = false;

  const hasRoom = (): boolean => window.length < threads * filesPerThread && waiting < mostWaiting;
  const place = (item: Item): Place<Item> => {
    const path = pathOf(item);
    const state = path === null ? null : (options.cache?.stateOf(path) ?? null);
    const known = state === null ? null : (options.cache?.find(state) ?? null);
    return { item, path, state, known, outcome: null };
  };
  const start = (each: Place<Item>): void => {
    if (each.path === null || each.known !== null || each.outcome !== null) return;
    pool ??= new ScanPool({
      threads,
      milliseconds: options.milliseconds ?? 10_000,
      heap: options.heap ?? 160,
      entry: options.worker ?? findWorker(),
    });
    each.outcome = pool.read(each.path).then((outcome) => {
      waiting += sizeOf(outcome);
      return outcome;
    });
    // It may fail before anybody waits for it; whoever waits is told all the same.
    each.outcome.catch(() => null);
  };

  try {
    for (;;) {
      while (!isEnded && hasRoom()) {
        const next = await source.next();
        if (next.done === true) isEnded = true;
        else window.push(place(next.value));
        if (pool !== null || window.length > alone) for (const each of window) start(each);
      }
      const first = window.shift();
      if (first === undefined) return;
      const outcome = first.outcome === null ? null : await first.outcome;
      if (outcome !== null) waiting -= sizeOf(outcome);
      yield { item: first.item, evidence: await evidenceOf(first, outcome, options) };
    }
  } finally {
    await (pool as ScanPool | null)?.close();
    await source.return?.();
  }
}

const sizeOf = (outcome: ScanOutcome): number => (outcome.kind === "read" ? outcome.text.length : 0);

async function evidenceOf(
  { path, state, known }: Place<unknown>,
  outcome: ScanOutcome | null,
  { credentials, cache }: ScanOptions,
): Promise<Evidence | null> {
  if (path === null || known !== null) return known;
  if (outcome?.kind === "given-up") return givenUp(outcome.code, outcome.message);
  const reader = credentials === undefined ? {} : { credentials };
  let evidence: Evidence =
    outcome === null
      ? await readFileEvidence(path, { sha256: true, ...reader })
      : (JSON.parse(outcome.text) as Evidence);
  if (credentials !== undefined && has(evidence, "credentials-unread")) {
    evidence =
      (evidence.sha256 === null ? null : cache?.findContent(evidence.sha256, path)) ??
      (await readFileEvidence(path, { sha256: true, credentials }));
  }
  // What could not be read today may be readable tomorrow.
  if (state !== null && !has(evidence, "unreadable")) cache?.keep(state, evidence);
  return evidence;
}

function has({ problems }: Evidence, code: string): boolean {
  return problems.some((problem) => problem.code === code);
}

/** The answer for a file that cost its thread. */
function givenUp(code: string, message: string): Evidence {
  const absent = { state: "absent", claimGenerator: null, signer: null, actions: [] } as const;
  return combine(new Carriers("unknown", { inflate }), [], absent, [{ code, message }], null);
}

/** The worker has the ending of the file that this code is in: `ts` in a checkout, `js` or `mjs` in a bundle. */
function findWorker(): URL {
  const ending = import.meta.url.slice(import.meta.url.lastIndexOf(".") + 1);
  return new URL(`./scan-worker.${ending}`, import.meta.url);
}
