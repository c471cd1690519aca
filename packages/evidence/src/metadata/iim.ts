import { decodeLoose } from "../bytes/text.ts";
import type { Carriers } from "../carriers.ts";
import type { ImageFormat } from "../evidence.ts";
import { limits } from "../limits.ts";

/** Reads the image resources of Photoshop: 0x0404 holds IPTC-IIM. */
export function readPhotoshop(data: Uint8Array, base: number, format: ImageFormat, carriers: Carriers): void {
  let at = 0;
  for (let blocks = 0; at + 12 <= data.length && blocks < limits.iimDatasets; blocks++) {
    if (data[at] !== 0x38 || data[at + 1] !== 0x42 || data[at + 2] !== 0x49 || data[at + 3] !== 0x4d) return;
    const id = (data[at + 4]! << 8) | data[at + 5]!;
    const nameLength = data[at + 6]!;
    const sizeAt = at + 6 + ((nameLength + 2) & ~1);
    if (sizeAt + 4 > data.length) return;
    const size =
      ((data[sizeAt]! << 24) | (data[sizeAt + 1]! << 16) | (data[sizeAt + 2]! << 8) | data[sizeAt + 3]!) >>>
      0;
    const start = sizeAt + 4;
    if (start + size > data.length)
      carriers.problem("damaged-iim", `${format}: a Photoshop resource reaches behind its segment.`);
    if (id === 0x0404) readIim(data.subarray(start, start + size), base + start, format, carriers);
    at = start + size + (size & 1);
  }
}

/** Reads the datasets of IPTC-IIM 4.2: each is named by record and number, `2:110` is the credit line. */
export function readIim(data: Uint8Array, base: number, format: ImageFormat, carriers: Carriers): void {
  carriers.block("iim", `${format}:IIM`, base, base + data.length);
  let at = 0;
  for (let count = 0; at + 5 <= data.length; count++) {
    if (data[at] !== 0x1c) return;
    if (count >= limits.iimDatasets) {
      carriers.problem(
        "limit-iim",
        `${format}: only the first ${limits.iimDatasets} IIM datasets were read.`,
      );
      return;
    }
    const record = data[at + 1]!;
    const dataset = data[at + 2]!;
    let size = (data[at + 3]! << 8) | data[at + 4]!;
    let start = at + 5;
    if (size > 0x7fff) {
      const width = size & 0x7fff;
      size = 0;
      for (let i = 0; i < width && i < 4; i++) size = size * 256 + (data[start + i] ?? 0);
      start += width;
    }
    if (start + size > data.length) {
      carriers.problem("damaged-iim", `${format}: dataset ${record}:${dataset} reaches behind its block.`);
      return;
    }
    if (record === 2) {
      const key = `2:${String(dataset).padStart(3, "0")}`;
      carriers.text(
        `${format}:IIM/${key}`,
        key,
        decodeLoose(data.subarray(start, start + size)),
        base + start,
        base + start + size,
        "iim",
      );
    }
    at = start + size;
  }
}
