import { LedgerError } from "../ledger-error.ts";
import { writeWhole, type Storage } from "../storage/storage.ts";
import { sha256 } from "../tree/hash.ts";
import { hex, utf8, utf8Text } from "../verify/bytes.ts";
import { parseSigningKey, type SigningKey } from "./signing-key.ts";

/**
 * What the owner of a log keeps apart from it: the signing key, and the last head that was signed. The head is the
 * memory by which a log that was rolled back or swapped is found out, so it must not lie beside the log.
 */
export class KeyRing {
  readonly #storage: Storage;
  readonly #name: string;

  constructor(storage: Storage, origin: string) {
    this.#storage = storage;
    this.#name = hex(sha256(utf8(origin))).slice(0, 16);
  }

  /** The path of the key file below the key folder. */
  get keyPath(): string {
    return `${this.#name}.key`;
  }

  /** The key, or null where there is none. Throws `key-exposed` and `key-damaged`. */
  async load(which: "current" | "next" = "current"): Promise<SigningKey | null> {
    const path = this.#path(which);
    const bytes = await this.#storage.read(path);
    if (bytes === null) return null;
    if (await this.#storage.isExposed(path)) {
      throw new LedgerError(
        "key-exposed",
        `others can read the signing key ${path}`,
        `Run chmod 600 on it; if somebody may have copied it, rotate the key.`,
      );
    }
    return parseSigningKey(utf8Text(bytes, path), path);
  }

  async save(key: SigningKey, which: "current" | "next" = "current"): Promise<void> {
    await this.#storage.makeFolder("");
    await writeWhole(this.#storage, this.#path(which), utf8(key.line), "private");
    await this.#storage.syncFolder("");
  }

  /** Makes the next key the current one; the old private key is gone after that. */
  async promote(): Promise<void> {
    await this.#storage.rename(this.#path("next"), this.#path("current"));
    await this.#storage.syncFolder("");
  }

  async discardNext(): Promise<void> {
    await this.#storage.remove(this.#path("next"));
  }

  /** The last signed checkpoint, or null where nothing was signed yet or the memory is gone. */
  async remembered(): Promise<string | null> {
    const bytes = await this.#storage.read(`${this.#name}.head`);
    return bytes === null ? null : utf8Text(bytes, `${this.#name}.head`);
  }

  async remember(checkpoint: string): Promise<void> {
    await this.#storage.makeFolder("");
    await writeWhole(this.#storage, `${this.#name}.head`, utf8(checkpoint), "private");
    await this.#storage.syncFolder("");
  }

  #path(which: "current" | "next"): string {
    return which === "current" ? this.keyPath : `${this.#name}.next`;
  }
}
