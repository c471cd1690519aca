import type { Window } from "../bytes/window.ts";
import type { Carriers } from "../carriers.ts";
import { limits } from "../limits.ts";

/** A box of ISO/IEC 14496-12: `start` and `end` are those of its content. */
export interface Box {
  readonly type: string;
  readonly start: number;
  readonly end: number;
}

export function big32(bytes: Uint8Array, at: number): number {
  return (
    (((bytes[at] ?? 0) << 24) |
      ((bytes[at + 1] ?? 0) << 16) |
      ((bytes[at + 2] ?? 0) << 8) |
      (bytes[at + 3] ?? 0)) >>>
    0
  );
}

export function big16(bytes: Uint8Array, at: number): number {
  return ((bytes[at] ?? 0) << 8) | (bytes[at + 1] ?? 0);
}

export function fourCharacters(bytes: Uint8Array, at: number): string {
  return String.fromCharCode(bytes[at] ?? 0, bytes[at + 1] ?? 0, bytes[at + 2] ?? 0, bytes[at + 3] ?? 0);
}

/** Calls `visit` for every box at the top of a file; bytes at its end that are no whole box are a problem. */
export async function walkBoxes(
  window: Window,
  carriers: Carriers,
  visit: (box: Box) => Promise<void>,
): Promise<void> {
  let position = 0;
  for (let count = 0; position < window.size; count++) {
    if (count >= limits.chunks) {
      carriers.problem("limit-chunks", `Only the first ${limits.chunks} boxes were read.`);
      return;
    }
    const read = window.at(position, 16, position === 0 ? limits.readAhead : limits.hop);
    const head = read instanceof Promise ? await read : read;
    const box = readBox(head, 0, window.size - position);
    if (box === null && isCutHeader(head)) {
      carriers.problem("truncated", `The file ends in the header of the box at byte ${position}.`);
      return;
    }
    if (box === null) {
      carriers.problem("damaged", `There is no box at byte ${position}.`);
      return;
    }
    if (position + box.end > window.size) {
      carriers.problem(
        "truncated",
        `The box ${box.type} at byte ${position} is larger than the rest of the file.`,
      );
    }
    await visit({
      type: box.type,
      start: position + box.start,
      end: Math.min(window.size, position + box.end),
    });
    position += box.end;
  }
}

const isCutHeader = (head: Uint8Array): boolean =>
  head.length < 8 || (head.length < 16 && big32(head, 0) === 1);

/** The boxes inside of bytes that are in memory. */
export function childBoxes(bytes: Uint8Array, from: number, to: number): Box[] {
  const boxes: Box[] = [];
  let position = from;
  while (position + 8 <= to && boxes.length < limits.items) {
    const box = readBox(bytes.subarray(position, Math.min(to, position + 16)), 0, to - position);
    if (box === null) break;
    boxes.push({ type: box.type, start: position + box.start, end: Math.min(to, position + box.end) });
    position += box.end;
  }
  return boxes;
}

/** The header at `at`: 32-bit size, 64-bit size (1), or up to the end (0). Null where the size is smaller than the header. */
function readBox(bytes: Uint8Array, at: number, rest: number): Box | null {
  if (bytes.length < at + 8) return null;
  const size = big32(bytes, at);
  const type = fourCharacters(bytes, at + 4);
  if (size === 0) return { type, start: 8, end: rest };
  if (size === 1) {
    if (bytes.length < at + 16) return null;
    const large = big32(bytes, at + 8) * 4_294_967_296 + big32(bytes, at + 12);
    return large < 16 || !Number.isSafeInteger(large) ? null : { type, start: 16, end: large };
  }
  return size < 8 ? null : { type, start: 8, end: size };
}
