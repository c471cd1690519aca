import { Worker } from "node:worker_threads";
import type { ScanWorkerMessage, ScanWorkerSetup } from "./scan-worker.ts";

export interface ScanPoolOptions {
  readonly threads: number;
  /** Milliseconds that one file may take; large files get more, see `perMebibyte`. */
  readonly milliseconds: number;
  /** Mebibytes of heap that a thread may hold. */
  readonly heap: number;
  /** The worker's file. */
  readonly entry: URL;
}

/** What came of one file: its evidence as JSON, or why there is none. */
export type ScanOutcome =
  | { readonly kind: "read"; readonly text: string }
  | { readonly kind: "given-up"; readonly code: "time-limit" | "memory-limit"; readonly message: string };

interface Task {
  readonly path: string;
  readonly resolve: (outcome: ScanOutcome) => void;
  readonly reject: (error: Error) => void;
}

/** A thread, what it was given and has not answered yet, and how it fares. */
interface Lane {
  readonly worker: Worker;
  readonly progress: Int32Array;
  readonly batch: Task[];
  isReady: boolean;
  /** Answers that came, files that were finished when last looked, and looks since then. */
  received: number;
  seen: number;
  looks: number;
  isTooSlow: boolean;
}

/** Files given to a thread at a time: few, so that little waits behind a file that hangs. */
const batchFiles = 8;
const look = 100;
/** Milliseconds that every mebibyte of a file adds to its time, for the hash: 20 MB a second is what a slow disk gives. */
const perMebibyte = 50;

/**
 * Threads that read files. A file that takes too long or too much memory costs its own answer: its thread is ended, and whatever else the
 * thread was given is read by another. Time is counted in looks of a timer, so that a busy machine is not taken for a hanging file.
 */
export class ScanPool {
  readonly #options: ScanPoolOptions;
  readonly #queue: Task[] = [];
  readonly #lanes: Lane[] = [];
  readonly #watch: NodeJS.Timeout;
  #isClosed = false;

  constructor(options: ScanPoolOptions) {
    this.#options = options;
    this.#watch = setInterval(() => this.#lookAfter(), look);
  }

  read(path: string): Promise<ScanOutcome> {
    return new Promise((resolve, reject) => {
      this.#queue.push({ path, resolve, reject });
      this.#feed();
    });
  }

  async close(): Promise<void> {
    this.#isClosed = true;
    clearInterval(this.#watch);
    await Promise.all(this.#lanes.map(({ worker }) => worker.terminate()));
  }

  #feed(): void {
    if (this.#isClosed) return;
    for (const lane of this.#lanes) if (lane.batch.length === 0) this.#give(lane);
    while (this.#queue.length > 0 && this.#lanes.length < this.#options.threads) this.#give(this.#open());
  }

  #give(lane: Lane): void {
    const tasks = this.#queue.splice(0, batchFiles);
    if (tasks.length === 0) return;
    lane.batch.push(...tasks);
    lane.looks = 0;
    lane.worker.postMessage(
      tasks.map(({ path }) => path),
      [],
    );
  }

  #open(): Lane {
    const progress = new Int32Array(new SharedArrayBuffer(8));
    const setup: ScanWorkerSetup = { progress };
    const worker = new Worker(this.#options.entry, {
      name: "cleartitle-scan",
      workerData: setup,
      execArgv: [], // a program given on the command line is not the worker's
      resourceLimits: { maxOldGenerationSizeMb: this.#options.heap, maxYoungGenerationSizeMb: 8 },
    });
    const lane: Lane = {
      worker,
      progress,
      batch: [],
      isReady: false,
      received: 0,
      seen: 0,
      looks: 0,
      isTooSlow: false,
    };
    let death: Error | null = null;
    worker.on("message", (message: ScanWorkerMessage) => this.#hear(lane, message));
    worker.on("error", (error) => (death = error));
    worker.on("exit", () => this.#bury(lane, death));
    this.#lanes.push(lane);
    return lane;
  }

  #hear(lane: Lane, message: ScanWorkerMessage): void {
    if (message.kind === "ready") {
      lane.isReady = true;
      lane.looks = 0;
      return;
    }
    lane.received += 1;
    lane.batch.shift()?.resolve(message);
    if (lane.batch.length === 0) this.#feed();
  }

  /** A thread that finished nothing since it was looked at so many times hangs on its file. */
  #lookAfter(): void {
    for (const lane of this.#lanes) {
      const finished = Atomics.load(lane.progress, 0);
      if (lane.batch.length === 0 || finished !== lane.seen || !lane.isReady) {
        lane.seen = finished;
        lane.looks = 0;
        continue;
      }
      lane.looks += 1;
      const allowed = this.#options.milliseconds + perMebibyte * Atomics.load(lane.progress, 1);
      if (lane.looks * look < allowed || lane.isTooSlow) continue;
      lane.isTooSlow = true;
      void lane.worker.terminate();
    }
  }

  /** The thread has ended: the file in its hands is given up, the others go back to the head of the queue. */
  #bury(lane: Lane, death: Error | null): void {
    this.#lanes.splice(this.#lanes.indexOf(lane), 1);
    if (this.#isClosed) return;
    if (!lane.isReady) {
      const reason = death?.message ?? "it ended at once";
      const error = new Error(`A thread that reads files could not be started: ${reason}`);
      for (const task of lane.batch.splice(0)) task.reject(error);
      return;
    }
    const culprit = lane.batch.splice(Atomics.load(lane.progress, 0) - lane.received, 1)[0];
    this.#queue.unshift(...lane.batch);
    culprit?.resolve(this.#giveUp(lane, death));
    this.#feed();
  }

  #giveUp(lane: Lane, death: Error | null): ScanOutcome {
    if (lane.isTooSlow) {
      const seconds = Math.round(this.#options.milliseconds / 100) / 10;
      return {
        kind: "given-up",
        code: "time-limit",
        message: `The file was given up: reading it took longer than ${seconds} s.`,
      };
    }
    return {
      kind: "given-up",
      code: "memory-limit",
      message: `The file was given up: reading it ended the thread that did (${death?.message ?? "without a word"}).`,
    };
  }
}
