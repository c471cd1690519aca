import { limits } from "../limits.ts";
import type { ByteSource } from "./byte-source.ts";

/**
 * A read-ahead buffer over a source. `at` answers at once where the bytes are already there, so that walking a small file costs
 * one read and no waiting: `const bytes = window.at(…); const here = bytes instanceof Promise ? await bytes : bytes`.
 */
export class Window {
  readonly size: number;
  readonly #source: ByteSource;
  #bytes: Uint8Array = new Uint8Array(0);
  #start = 0;

  constructor(source: ByteSource) {
    this.#source = source;
    this.size = source.size;
  }

  /** Bytes from `start`, `length` of them, fewer only where the file ends. Reads `ahead` bytes where it has to read. */
  at(start: number, length: number, ahead: number = limits.readAhead): Uint8Array | Promise<Uint8Array> {
    if (start >= this.size || start < 0 || length <= 0) return EMPTY;
    const end = Math.min(this.size, start + length);
    const from = start - this.#start;
    if (from >= 0 && end - this.#start <= this.#bytes.length)
      return this.#bytes.subarray(from, end - this.#start);
    const wanted = Math.min(this.size - start, Math.max(length, ahead));
    const read = this.#source.read(start, wanted);
    if (read instanceof Promise) return read.then((bytes) => this.#keep(bytes, start, end - start));
    return this.#keep(read, start, end - start);
  }

  #keep(bytes: Uint8Array, start: number, length: number): Uint8Array {
    this.#bytes = bytes;
    this.#start = start;
    return bytes.subarray(0, length);
  }
}

const EMPTY = new Uint8Array(0);
