import { limits } from "../limits.ts";

type NumberAt = (bytes: Uint8Array, at: number) => number;

/** Places of strips and tiles, and how long each is (TIFF 6.0 §8 and §15). */
const PLACES = new Set([0x0111, 0x0144]);
const LENGTHS = new Set([0x0117, 0x0145]);
/** Bytes of one number, by its type: SHORT and LONG are the only ones that both may have. */
const UNITS: ReadonlyMap<number, 2 | 4> = new Map([
  [3, 2],
  [4, 4],
]);

/** Where the values and the pixels of a directory of a TIFF file end, so that one that is cut off is seen without decoding anything. */
export class TiffPixels {
  readonly #bytes: (offset: number, length: number) => Uint8Array | Promise<Uint8Array>;
  readonly #u16: NumberAt;
  readonly #u32: NumberAt;
  #places: readonly number[] = [];
  #lengths: readonly number[] = [];
  #end = 0;

  constructor(
    bytes: (offset: number, length: number) => Uint8Array | Promise<Uint8Array>,
    u16: NumberAt,
    u32: NumberAt,
  ) {
    this.#bytes = bytes;
    this.#u16 = u16;
    this.#u32 = u32;
  }

  /** One entry: `offset` is where its `count` values stand, inside of the entry or elsewhere, and `length` how many bytes they take. */
  async add(tag: number, type: number, count: number, offset: number, length: number): Promise<void> {
    this.#end = Math.max(this.#end, offset + length);
    const isPlace = PLACES.has(tag);
    const unit = UNITS.get(type);
    if (unit === undefined || (!isPlace && !LENGTHS.has(tag))) return;
    // Once is enough: a directory of many such entries would be paid for each time.
    if ((isPlace ? this.#places : this.#lengths).length > 0) return;
    const read = this.#bytes(offset, Math.min(count, limits.strips) * unit);
    const values = read instanceof Promise ? await read : read;
    const numbers = Array.from({ length: Math.floor(values.length / unit) }, (_, at) =>
      unit === 2 ? this.#u16(values, at * 2) : this.#u32(values, at * 4),
    );
    if (isPlace) this.#places = numbers;
    else this.#lengths = numbers;
  }

  /** Behind the last byte that the directory needs; the next one begins anew. */
  takeEnd(): number {
    const end = this.#places.reduce(
      (most, place, at) => Math.max(most, place + (this.#lengths[at] ?? 0)),
      this.#end,
    );
    this.#places = [];
    this.#lengths = [];
    this.#end = 0;
    return end;
  }
}
