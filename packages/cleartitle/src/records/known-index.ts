import { lstat, mkdir, readFile, writeFile } from "node:fs/promises";
import { createHash } from "node:crypto";
import { join } from "node:path";

import type { LedgerPlace } from "./ledger-place.ts";

/**
 * Which index file was last held against its log. The index of a ledger is not signed, so whoever can write to its folder can make it say anything. What the
 * file system says of the file is remembered beside the signing keys, where they cannot write: as long as it is the same, nobody has touched the file since.
 * The time of change is the file system's own and cannot be set back, as the time of writing can.
 */
export class KnownIndex {
  readonly #index: string;
  readonly #memory: string;

  constructor({ folder, keys }: LedgerPlace) {
    this.#index = join(folder, "catalog.sqlite");
    const name = createHash("sha256").update(folder).digest("hex").slice(0, 16);
    this.#memory = join(keys, `${name}.index`);
  }

  /** Whether the file is just the one that was remembered, and nothing waits beside it to be taken in. */
  async isKnown(): Promise<boolean> {
    const [now, then] = await Promise.all([this.#state(), readFile(this.#memory, "utf8").catch(() => null)]);
    return now !== null && now === then;
  }

  /** Remembers the file as it is. Where that cannot be written, the index is held against the log the next time too. */
  async remember(): Promise<void> {
    const now = await this.#state();
    if (now === null) return;
    try {
      await mkdir(join(this.#memory, ".."), { recursive: true, mode: 0o700 });
      await writeFile(this.#memory, now, { mode: 0o600 });
    } catch {
      // A folder that may only be read: nothing is lost but time.
    }
  }

  async #state(): Promise<string | null> {
    const waiting = await lstat(`${this.#index}-wal`).catch(() => null);
    if (waiting !== null && waiting.size > 0) return null;
    const file = await lstat(this.#index, { bigint: true }).catch(() => null);
    if (file === null || !file.isFile()) return null;
    const { dev, ino, size, ctimeNs, mtimeNs } = file;
    return `cleartitle-index v1 ${dev} ${ino} ${size} ${ctimeNs} ${mtimeNs}\n`;
  }
}
