/** What came out of a compressed stream. `complete` is false where it was cut off: by the limit, or because it is broken. */
export interface Inflated {
  readonly bytes: Uint8Array;
  readonly complete: boolean;
  readonly reason: "end" | "limit" | "broken";
}

/** Inflates `input` (zlib, gzip or raw deflate) and gives at most `limit` bytes. Never throws. */
export type Inflate = (input: Uint8Array, format: "zlib" | "gzip" | "raw", limit: number) => Inflated;

/** Unpacks Brotli, at most `limit` bytes; null where it is damaged or longer. The web has no Brotli of its own, Node does. */
export type Brotli = (input: Uint8Array, limit: number) => Uint8Array | null;

/** Extra bits and first values of length and distance codes (RFC 1951 §3.2.5): each code begins where the one before ended. */
const LENGTH_EXTRA = Uint8Array.from({ length: 31 }, (_, code) =>
  code < 8 || code > 27 ? 0 : (code - 4) >> 2,
);
const LENGTH_BASE = firstValues(LENGTH_EXTRA, 3, 28);
LENGTH_BASE[28] = 258;
const DISTANCE_EXTRA = Uint8Array.from({ length: 32 }, (_, code) =>
  code < 4 || code > 29 ? 0 : (code - 2) >> 1,
);
const DISTANCE_BASE = firstValues(DISTANCE_EXTRA, 1, 30);

function firstValues(extra: Uint8Array, first: number, codes: number): Uint16Array {
  const values = new Uint16Array(extra.length);
  for (let code = 0, value = first; code < codes; value += 1 << extra[code]!, code++) values[code] = value;
  return values;
}

const CODE_ORDER = Uint8Array.from("16 17 18 0 8 7 9 6 10 5 11 4 12 3 13 2 14 1 15".split(" "), Number);

/** Codes of up to this many bits are found by one look in a table; longer ones are counted through. */
const FAST_BITS = 9;

interface Huffman {
  /** `length << 9 | symbol` by the next FAST_BITS bits; 0 where the code is longer. */
  readonly fast: Uint16Array;
  readonly counts: Uint16Array;
  readonly symbols: Uint16Array;
}

function buildHuffman(lengths: Uint8Array): Huffman | null {
  const counts = new Uint16Array(16);
  for (const length of lengths) counts[length] = (counts[length] ?? 0) + 1;
  counts[0] = 0;
  let left = 1;
  const offsets = new Uint16Array(16);
  const next = new Uint16Array(16);
  let code = 0;
  for (let bits = 1; bits < 16; bits++) {
    left = (left << 1) - counts[bits]!;
    if (left < 0) return null;
    code = (code + counts[bits - 1]!) << 1;
    next[bits] = code;
    if (bits < 15) offsets[bits + 1] = offsets[bits]! + counts[bits]!;
  }
  const symbols = new Uint16Array(lengths.length);
  const fast = new Uint16Array(1 << FAST_BITS);
  for (let symbol = 0; symbol < lengths.length; symbol++) {
    const length = lengths[symbol]!;
    if (length === 0) continue;
    symbols[offsets[length]!] = symbol;
    offsets[length] = offsets[length]! + 1;
    const value = next[length]!;
    next[length] = value + 1;
    if (length > FAST_BITS) continue;
    let reversed = 0;
    for (let bit = 0; bit < length; bit++) reversed |= ((value >> bit) & 1) << (length - 1 - bit);
    for (let slot = reversed; slot < fast.length; slot += 1 << length) fast[slot] = (length << 9) | symbol;
  }
  return { fast, counts, symbols };
}

const fixedLengths = (() => {
  const lengths = new Uint8Array(288).fill(8);
  lengths.fill(9, 144, 256);
  lengths.fill(7, 256, 280);
  return lengths;
})();
const FIXED_LITERALS = buildHuffman(fixedLengths)!;
const FIXED_DISTANCES = buildHuffman(new Uint8Array(30).fill(5))!;

/** RFC 1950, 1951 and 1952 in one synchronous, portable reader that stops at the limit: bombs cost no more than that. */
export const inflate: Inflate = (input, format, limit) => {
  let position = headerLength(input, format);
  if (position < 0) return { bytes: new Uint8Array(0), complete: false, reason: "broken" };
  let out = new Uint8Array(Math.min(limit, Math.max(1024, input.length * 4)));
  let size = 0;
  let hold = 0;
  let held = 0;
  const end = input.length;

  const result = (reason: Inflated["reason"]): Inflated => ({
    bytes: out.subarray(0, size),
    complete: reason === "end",
    reason,
  });
  const take = (count: number): number => {
    while (held < count) {
      if (position >= end) return -1;
      hold |= input[position++]! << held;
      held += 8;
    }
    const value = hold & ((1 << count) - 1);
    hold >>>= count;
    held -= count;
    return value;
  };
  const decode = (table: Huffman): number => {
    while (held < 15 && position < end) {
      hold |= input[position++]! << held;
      held += 8;
    }
    const entry = table.fast[hold & ((1 << FAST_BITS) - 1)]!;
    if (entry !== 0) {
      const length = entry >> 9;
      if (length > held) return -1;
      hold >>>= length;
      held -= length;
      return entry & 511;
    }
    let code = 0;
    let first = 0;
    let index = 0;
    for (let length = 1; length < 16; length++) {
      if (length > held) return -1;
      code |= (hold >>> (length - 1)) & 1;
      const count = table.counts[length]!;
      if (code - count < first) {
        hold >>>= length;
        held -= length;
        return table.symbols[index + (code - first)]!;
      }
      index += count;
      first = (first + count) << 1;
      code <<= 1;
    }
    return -1;
  };
  const grow = (needed: number): void => {
    const larger = new Uint8Array(Math.min(limit, Math.max(needed, out.length * 2)));
    larger.set(out.subarray(0, size));
    out = larger;
  };

  for (;;) {
    const final = take(1);
    const type = take(2);
    if (final < 0 || type < 0) return result("broken");
    if (type === 0) {
      position -= held >> 3;
      hold = 0;
      held = 0;
      if (position + 4 > end) return result("broken");
      const length = input[position]! | (input[position + 1]! << 8);
      const check = input[position + 2]! | (input[position + 3]! << 8);
      position += 4;
      if ((length ^ check) !== 0xffff) return result("broken");
      const count = Math.min(length, end - position, limit - size);
      if (size + count > out.length) grow(size + count);
      out.set(input.subarray(position, position + count), size);
      size += count;
      position += count;
      if (count < length) return result(size >= limit ? "limit" : "broken");
    } else if (type === 3) {
      return result("broken");
    } else {
      let literals = FIXED_LITERALS;
      let distances = FIXED_DISTANCES;
      if (type === 2) {
        const literalCount = take(5) + 257;
        const distanceCount = take(5) + 1;
        const codeCount = take(4) + 4;
        if (literalCount < 257 || distanceCount < 1 || codeCount < 4 || literalCount > 286)
          return result("broken");
        const codeLengths = new Uint8Array(19);
        for (let i = 0; i < codeCount; i++) {
          const length = take(3);
          if (length < 0) return result("broken");
          codeLengths[CODE_ORDER[i]!] = length;
        }
        const codes = buildHuffman(codeLengths);
        if (codes === null) return result("broken");
        const lengths = new Uint8Array(literalCount + distanceCount);
        for (let i = 0; i < lengths.length;) {
          const symbol = decode(codes);
          if (symbol < 0) return result("broken");
          if (symbol < 16) {
            lengths[i++] = symbol;
            continue;
          }
          if (symbol === 16 && i === 0) return result("broken");
          const value = symbol === 16 ? lengths[i - 1]! : 0;
          const extra = symbol === 16 ? take(2) : symbol === 17 ? take(3) : take(7);
          if (extra < 0) return result("broken");
          const repeat = extra + (symbol === 18 ? 11 : 3);
          if (i + repeat > lengths.length) return result("broken");
          lengths.fill(value, i, i + repeat);
          i += repeat;
        }
        const literalTable = buildHuffman(lengths.subarray(0, literalCount));
        const distanceTable = buildHuffman(lengths.subarray(literalCount));
        if (literalTable === null || distanceTable === null) return result("broken");
        literals = literalTable;
        distances = distanceTable;
      }
      for (;;) {
        const symbol = decode(literals);
        if (symbol < 0) return result("broken");
        if (symbol < 256) {
          if (size >= limit) return result("limit");
          if (size >= out.length) grow(size + 1);
          out[size++] = symbol;
          continue;
        }
        if (symbol === 256) break;
        const lengthExtra = take(LENGTH_EXTRA[symbol - 257]!);
        const distanceSymbol = decode(distances);
        if (lengthExtra < 0 || distanceSymbol < 0 || symbol > 285 || distanceSymbol > 29)
          return result("broken");
        const distanceExtra = take(DISTANCE_EXTRA[distanceSymbol]!);
        if (distanceExtra < 0) return result("broken");
        const distance = DISTANCE_BASE[distanceSymbol]! + distanceExtra;
        if (distance > size) return result("broken");
        const wanted = LENGTH_BASE[symbol - 257]! + lengthExtra;
        const count = Math.min(wanted, limit - size);
        if (size + count > out.length) grow(size + count);
        for (let i = 0; i < count; i++, size++) out[size] = out[size - distance]!;
        if (count < wanted) return result("limit");
      }
    }
    if (final === 1) return result("end");
  }
};

/** Where the deflate data begins, or -1 where the header is not one. Checksums are not verified: the text speaks for itself. */
function headerLength(input: Uint8Array, format: "zlib" | "gzip" | "raw"): number {
  if (format === "raw") return 0;
  if (format === "zlib") {
    if (input.length < 2 || (input[0]! & 15) !== 8 || ((input[0]! << 8) | input[1]!) % 31 !== 0) return -1;
    return (input[1]! & 32) === 0 ? 2 : -1;
  }
  if (input.length < 10 || input[0] !== 0x1f || input[1] !== 0x8b || input[2] !== 8) return -1;
  const flags = input[3]!;
  let at = 10;
  if ((flags & 4) !== 0) at += 2 + ((input[at] ?? 0) | ((input[at + 1] ?? 0) << 8));
  for (const flag of [8, 16]) {
    if ((flags & flag) === 0) continue;
    while (at < input.length && input[at] !== 0) at++;
    at++;
  }
  if ((flags & 2) !== 0) at += 2;
  return at < input.length ? at : -1;
}
