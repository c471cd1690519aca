/** Just enough DER (X.690) to write a certificate. */

export function sequence(...parts: readonly Uint8Array[]): Uint8Array {
  return element(0x30, join(parts));
}

export function set(...parts: readonly Uint8Array[]): Uint8Array {
  return element(0x31, join(parts));
}

export function integer(value: number): Uint8Array {
  return element(0x02, Uint8Array.of(value & 0x7f));
}

/** An object identifier in dotted form. */
export function oid(dotted: string): Uint8Array {
  const [first = 0, second = 0, ...rest] = dotted.split(".").map(Number);
  return element(0x06, Uint8Array.from([first * 40 + second, ...rest.flatMap(toBase128)]));
}

export function utf8(text: string): Uint8Array {
  return element(0x0c, new TextEncoder().encode(text));
}

/** A moment from 1950 to 2049, as `YYMMDDHHMMSSZ`. */
export function utcTime(time: string): Uint8Array {
  return element(0x17, new TextEncoder().encode(time));
}

export function octets(content: Uint8Array): Uint8Array {
  return element(0x04, content);
}

/** A bit string; `unused` counts the bits at its end that do not belong to it. */
export function bits(content: Uint8Array, unused = 0): Uint8Array {
  return element(0x03, join([Uint8Array.of(unused), content]));
}

export const TRUE: Uint8Array = Uint8Array.of(0x01, 0x01, 0xff);

/** Any element: tag, length in its shortest form, content. */
export function element(tag: number, content: Uint8Array): Uint8Array {
  const size = content.length;
  const length = size < 0x80 ? [size] : size < 0x100 ? [0x81, size] : [0x82, size >> 8, size & 0xff];
  return join([Uint8Array.of(tag, ...length), content]);
}

export function join(parts: readonly Uint8Array[]): Uint8Array<ArrayBuffer> {
  const joined = new Uint8Array(parts.reduce((sum, part) => sum + part.length, 0));
  let at = 0;
  for (const part of parts) {
    joined.set(part, at);
    at += part.length;
  }
  return joined;
}

function toBase128(value: number): readonly number[] {
  const digits = [value & 0x7f];
  for (let rest = value >>> 7; rest > 0; rest >>>= 7) digits.unshift((rest & 0x7f) | 0x80);
  return digits;
}
