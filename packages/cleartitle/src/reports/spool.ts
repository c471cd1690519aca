import { createReadStream } from "node:fs";
import { mkdtemp, open, rm, type FileHandle } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";

/** Keeps text on disk until what comes before it is known, so that a report of any length needs little memory. */
export class Spool {
  readonly #folder: string;
  readonly #file: FileHandle;
  #gone = false;

  private constructor(folder: string, file: FileHandle) {
    this.#folder = folder;
    this.#file = file;
  }

  static async open(): Promise<Spool> {
    const folder = await mkdtemp(join(tmpdir(), "cleartitle-"));
    return new Spool(folder, await open(join(folder, "spool"), "wx", 0o600));
  }

  async write(text: string): Promise<void> {
    await this.#file.appendFile(text);
  }

  /** Everything that was written, in pieces. */
  async *read(): AsyncGenerator<string> {
    const stream = createReadStream(join(this.#folder, "spool"), { encoding: "utf8" });
    for await (const piece of stream as AsyncIterable<string>) yield piece;
  }

  /** Takes the text off the disk; a second time does nothing. */
  async discard(): Promise<void> {
    if (this.#gone) return;
    this.#gone = true;
    await this.#file.close();
    await rm(this.#folder, { recursive: true, force: true });
  }
}
