import { decodeLatin1, decodeLoose, decodeUnmarked } from "../bytes/text.ts";
import type { Window } from "../bytes/window.ts";
import type { Carriers } from "../carriers.ts";
import { limits } from "../limits.ts";
import { readXmp } from "../metadata/xmp.ts";

/** Walks the blocks of a GIF (GIF89a §24–27): comments, and the application extensions of XMP and Content Credentials. */
export async function walkGif(window: Window, carriers: Carriers): Promise<void> {
  const opening = window.at(0, 13);
  const head = opening instanceof Promise ? await opening : opening;
  if (head.length < 13) {
    carriers.problem("truncated", "The GIF ends in its header.");
    return;
  }
  carriers.size(head[6]! | (head[7]! << 8), head[8]! | (head[9]! << 8));
  let position = 13 + tableSize(head[10]!);
  for (let blocks = 0; ; blocks++) {
    if (blocks >= limits.chunks) {
      carriers.problem("limit-chunks", `Only the first ${limits.chunks} blocks were read.`);
      return;
    }
    const read = window.at(position, 14);
    const block = read instanceof Promise ? await read : read;
    if (block.length === 0) {
      carriers.problem("truncated", "The GIF has no end mark.");
      return;
    }
    if (block[0] === 0x3b) return;
    if (block[0] === 0x2c && block.length >= 10) {
      position = await skipSubBlocks(window, position + 11 + tableSize(block[9]!), carriers);
      if (position < 0) return;
      continue;
    }
    if (block.length < (block[0] === 0x2c ? 10 : 3)) {
      carriers.problem("truncated", `The GIF ends in the block at byte ${position}.`);
      return;
    }
    if (block[0] !== 0x21) {
      carriers.problem("damaged", `There is no block at byte ${position}.`);
      return;
    }
    const start = position + 2;
    const end = await skipSubBlocks(window, start, carriers);
    if (end < 0) return;
    if (block[1] === 0xfe) {
      const bytes = await joinSubBlocks(window, start, end, carriers, "gif:comment");
      carriers.text("gif:comment", "Comment", decodeUnmarked(bytes), start, end, "comment");
    } else if (block[1] === 0xff && block[2] === 11) {
      const application = decodeLatin1(block.subarray(3, 14));
      // XMP is written as it is, without sub-blocks; its end is a run of bytes that reads as sub-blocks to everybody else.
      if (application === "XMP DataXMP") {
        const data = window.at(
          start + 12,
          carriers.allowance("gif:XMP", Math.max(0, end - start - 12 - 258)),
        );
        readXmp(
          decodeLoose(data instanceof Promise ? await data : data),
          "gif:XMP",
          start + 12,
          end,
          carriers,
        );
      } else if (application.startsWith("C2PA_GIF")) carriers.block("jumbf", "gif:C2PA", start + 12, end);
    }
    position = end;
  }
}

function tableSize(flags: number): number {
  return (flags & 0x80) === 0 ? 0 : 3 * 2 ** ((flags & 7) + 1);
}

/** Behind the sub-blocks that begin at `start`; -1 where they do not end. */
async function skipSubBlocks(window: Window, start: number, carriers: Carriers): Promise<number> {
  let at = start;
  for (let count = 0; count < limits.subBlocks; count++) {
    const read = window.at(at, 1);
    const size = (read instanceof Promise ? await read : read)[0];
    if (size === undefined) {
      carriers.problem("truncated", `The GIF ends in the block at byte ${start}.`);
      return -1;
    }
    at += size + 1;
    if (size === 0) return at;
  }
  carriers.problem(
    "limit-chunks",
    `Only the first ${limits.subBlocks} parts of the block at byte ${start} were read.`,
  );
  return -1;
}

async function joinSubBlocks(
  window: Window,
  start: number,
  end: number,
  carriers: Carriers,
  at: string,
): Promise<Uint8Array> {
  const read = window.at(start, carriers.allowance(at, end - start));
  const raw = read instanceof Promise ? await read : read;
  const joined = new Uint8Array(raw.length);
  let filled = 0;
  for (let from = 0; from < raw.length && raw[from] !== 0; from += raw[from]! + 1) {
    const part = raw.subarray(from + 1, from + 1 + raw[from]!);
    joined.set(part, filled);
    filled += part.length;
  }
  return joined.subarray(0, filled);
}
