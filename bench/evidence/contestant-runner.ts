import { type ChildProcess, fork } from "node:child_process";
import { join } from "node:path";

export type Request =
  | { readonly kind: "pass"; readonly paths: readonly string[] }
  | { readonly kind: "say"; readonly path: string }
  | { readonly kind: "close" };

export type Reply =
  | {
      readonly kind: "pass";
      readonly milliseconds: number;
      readonly failed: number;
      readonly peakBytes: number;
    }
  | { readonly kind: "say"; readonly text: string };

/** A contestant's process, kept for all its passes so that its code is warm. */
export class ContestantRunner {
  readonly #process: ChildProcess;

  constructor(id: string) {
    this.#process = fork(join(import.meta.dirname, "contestant-process.ts"), [id], {
      serialization: "advanced",
      stdio: ["ignore", "inherit", "inherit", "ipc"],
    });
  }

  async pass(paths: readonly string[]): Promise<Extract<Reply, { kind: "pass" }>> {
    const reply = await this.#ask({ kind: "pass", paths });
    if (reply.kind !== "pass") throw new Error("The contestant's process answered something else.");
    return reply;
  }

  async say(path: string): Promise<string> {
    const reply = await this.#ask({ kind: "say", path });
    return reply.kind === "say" ? reply.text : "";
  }

  close(): Promise<void> {
    return new Promise((resolve) => {
      this.#process.once("exit", () => resolve());
      this.#process.send({ kind: "close" } satisfies Request);
    });
  }

  #ask(request: Request): Promise<Reply> {
    return new Promise((resolve, reject) => {
      const onExit = (code: number | null): void =>
        reject(new Error(`The contestant's process ended (${code}).`));
      this.#process.once("exit", onExit);
      this.#process.once("message", (reply: Reply) => {
        this.#process.off("exit", onExit);
        resolve(reply);
      });
      this.#process.send(request);
    });
  }
}
