import { decodeLoose } from "../bytes/text.ts";
import type { Window } from "../bytes/window.ts";
import type { Carriers } from "../carriers.ts";
import { readExif } from "../metadata/exif.ts";
import { readXmp } from "../metadata/xmp.ts";
import { big32, fourCharacters, walkBoxes } from "./boxes.ts";

/** Walks JPEG XL (ISO/IEC 18181-2): a bare codestream has only a size, a container has boxes, `brob` being a compressed one. */
export async function walkJxl(window: Window, carriers: Carriers): Promise<void> {
  const opening = window.at(0, 16);
  const head = opening instanceof Promise ? await opening : opening;
  if (head[0] === 0xff) {
    readCodestreamSize(head.subarray(2), carriers);
    return;
  }
  let isWhole = false;
  await walkBoxes(window, carriers, async (box) => {
    const length = box.end - box.start;
    if (box.type === "jxlc" || box.type === "jxlp") {
      const read = window.at(box.start, 20);
      const opening = read instanceof Promise ? await read : read;
      const bytes = opening.subarray(box.type === "jxlp" ? 4 : 0);
      // Part numbers have their highest bit set on the last one.
      isWhole ||= box.type === "jxlc" || ((opening[0] ?? 0) & 0x80) !== 0;
      if (carriers.width === null && bytes[0] === 0xff && bytes[1] === 0x0a)
        readCodestreamSize(bytes.subarray(2), carriers);
      return;
    }
    if (box.type === "jumb") {
      carriers.block("jumbf", "jxl:jumb", box.start, box.end);
      return;
    }
    if (box.type !== "Exif" && box.type !== "xml " && box.type !== "brob") return;
    const data = window.at(box.start, carriers.allowance(`jxl:${box.type}`, length));
    const bytes = data instanceof Promise ? await data : data;
    if (box.type !== "brob") {
      await readContent(box.type, bytes, box.start, box.end, `jxl:${box.type.trim()}`, carriers);
      return;
    }
    const inner = fourCharacters(bytes, 0);
    const at = `jxl:brob/${inner.trim()}`;
    if (inner === "jumb")
      carriers.problem("unread-compression", `${at}: compressed Content Credentials are not read.`);
    if (inner !== "Exif" && inner !== "xml ") return;
    const unpacked = carriers.unpackBrotli(at, bytes.subarray(4));
    if (unpacked !== null) await readContent(inner, unpacked, box.start, box.end, at, carriers);
  });
  if (!isWhole) carriers.problem("truncated", "The file ends before the end of its image.");
}

async function readContent(
  type: string,
  bytes: Uint8Array,
  start: number,
  end: number,
  at: string,
  carriers: Carriers,
): Promise<void> {
  if (type === "xml ") {
    readXmp(decodeLoose(bytes), at, start, end, carriers);
    return;
  }
  const skip = 4 + big32(bytes, 0);
  carriers.block("exif", at, start, end);
  if (skip < bytes.length) await readExif(bytes.subarray(skip), start + skip, "jxl", carriers);
  else carriers.problem("damaged-exif", `${at}: the Exif box has no TIFF header.`);
}

/** Width by the ratios of ISO/IEC 18181-1 table A.4, as [times, over]. */
const RATIOS: readonly (readonly [number, number])[] = [
  [0, 1],
  [1, 1],
  [12, 10],
  [4, 3],
  [3, 2],
  [16, 9],
  [5, 4],
  [2, 1],
];

/** The size header of a codestream, bits taken from the lowest up. */
function readCodestreamSize(bytes: Uint8Array, carriers: Carriers): void {
  let at = 0;
  const take = (count: number): number => {
    let value = 0;
    for (let i = 0; i < count; i++, at++) value += (((bytes[at >> 3] ?? 0) >> (at & 7)) & 1) * 2 ** i;
    return value;
  };
  const small = take(1) === 1;
  const side = (): number => (small ? (take(5) + 1) * 8 : take([9, 13, 18, 30][take(2)]!) + 1);
  const height = side();
  const ratio = take(3);
  const [times, over] = RATIOS[ratio]!;
  const width = ratio === 0 ? side() : Math.floor((height * times) / over);
  // The pixels behind it say nothing of their own length: only a decoder would see that some are missing.
  if (at > bytes.length * 8) carriers.problem("truncated", "The codestream ends in its header.");
  else carriers.size(width, height);
}
