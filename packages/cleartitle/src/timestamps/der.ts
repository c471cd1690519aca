import { CleartitleError } from "../cleartitle-error.ts";

/** One value of DER (X.690): its tag, its content, and its bytes as they stand. */
export interface DerValue {
  readonly tag: number;
  readonly content: Uint8Array;
  readonly bytes: Uint8Array;
}

/** The tags that time stamps are made of. */
export const tags = {
  boolean: 0x01,
  integer: 0x02,
  octets: 0x04,
  oid: 0x06,
  generalizedTime: 0x18,
  sequence: 0x30,
  set: 0x31,
  context0: 0xa0,
} as const;

/** Writes one value. */
export function writeDer(tag: number, ...parts: readonly Uint8Array[]): Uint8Array {
  const content = Buffer.concat(parts);
  const size: number[] = [];
  for (let rest = content.length; rest > 0; rest = Math.floor(rest / 256)) size.unshift(rest % 256);
  const length = content.length < 128 ? [content.length] : [0x80 | size.length, ...size];
  return Buffer.concat([Uint8Array.of(tag, ...length), content]);
}

/** An integer from its bytes, highest first, taken as not negative. */
export function writeInteger(bytes: Uint8Array): Uint8Array {
  const start = bytes.findIndex((byte) => byte !== 0);
  const digits = start < 0 ? Uint8Array.of(0) : bytes.subarray(start);
  return writeDer(tags.integer, digits[0]! >= 0x80 ? Uint8Array.of(0) : new Uint8Array(), digits);
}

/** An object identifier from its dotted form. */
export function writeOid(dotted: string): Uint8Array {
  const [first = 0, second = 0, ...rest] = dotted.split(".").map(Number);
  const bytes = [first * 40 + second, ...rest].flatMap((number) => {
    const digits = [number % 128];
    for (let left = Math.floor(number / 128); left > 0; left = Math.floor(left / 128))
      digits.unshift(0x80 | (left % 128));
    return digits;
  });
  return writeDer(tags.oid, Uint8Array.from(bytes));
}

/** Reads the one value that the bytes are; throws `time-stamp` where they are something else or more. */
export function readDer(bytes: Uint8Array): DerValue {
  const [value, ...others] = readAll(bytes);
  if (value === undefined || others.length > 0) throw notDer("it is not one whole value");
  return value;
}

/** The values within a value, in order. */
export function partsOf({ content }: DerValue): readonly DerValue[] {
  return readAll(content);
}

function readAll(bytes: Uint8Array): readonly DerValue[] {
  const values: DerValue[] = [];
  for (let at = 0; at < bytes.length;) {
    const tag = bytes[at]!;
    const short = bytes[at + 1];
    if (short === undefined || (tag & 0x1f) === 0x1f) throw notDer("it is cut short");
    let from = at + 2;
    let length = short;
    if (short >= 0x80) {
      const digits = short - 0x80;
      // 0x80 is the open length of BER, which RFC 3161 tokens do not have; more than four digits is no length of ours.
      if (digits === 0 || digits > 4 || from + digits > bytes.length) throw notDer("a length does not fit");
      length = 0;
      for (let digit = 0; digit < digits; digit += 1) length = length * 256 + bytes[from + digit]!;
      from += digits;
    }
    if (from + length > bytes.length) throw notDer("it is cut short");
    values.push({
      tag,
      content: bytes.subarray(from, from + length),
      bytes: bytes.subarray(at, from + length),
    });
    at = from + length;
  }
  return values;
}

/** The dotted form of an object identifier. */
export function oidOf({ tag, content }: DerValue): string {
  if (tag !== tags.oid || content.length === 0) throw notDer("an object identifier is missing");
  const numbers: number[] = [];
  let number = 0;
  for (const byte of content) {
    number = number * 128 + (byte & 0x7f);
    if (byte < 0x80) {
      numbers.push(number);
      number = 0;
    }
  }
  const [head = 0, ...rest] = numbers;
  const first = Math.min(2, Math.floor(head / 40));
  return [first, head - first * 40, ...rest].join(".");
}

export function notDer(why: string): CleartitleError {
  return new CleartitleError("time-stamp", `This is not a time stamp as RFC 3161 describes it: ${why}.`);
}
