import type { ExifContent } from "./exif.ts";

const ascii = (text: string): Uint8Array => new TextEncoder().encode(text);

/** What a digital camera writes: who made it and how it was exposed, and nothing about any model or prompt. */
export function cameraExif(size: number): ExifContent {
  return {
    order: "little",
    main: [
      { tag: 0x010f, type: "ascii", value: "Canon" },
      { tag: 0x0110, type: "ascii", value: "Canon EOS R6" },
      { tag: 0x0112, type: "short", value: [1] },
      { tag: 0x011a, type: "rational", value: [72, 1] },
      { tag: 0x011b, type: "rational", value: [72, 1] },
      { tag: 0x0128, type: "short", value: [2] },
      { tag: 0x0132, type: "ascii", value: "2025:06:14 19:42:07" },
      { tag: 0x0213, type: "short", value: [2] },
    ],
    exif: [
      { tag: 0x829a, type: "rational", value: [1, 250] },
      { tag: 0x829d, type: "rational", value: [8, 1] },
      { tag: 0x8822, type: "short", value: [3] },
      { tag: 0x8827, type: "short", value: [100] },
      { tag: 0x9000, type: "undefined", value: ascii("0231") },
      { tag: 0x9003, type: "ascii", value: "2025:06:14 19:42:07" },
      { tag: 0x9004, type: "ascii", value: "2025:06:14 19:42:07" },
      { tag: 0x920a, type: "rational", value: [35, 1] },
      { tag: 0xa001, type: "short", value: [1] },
      { tag: 0xa002, type: "short", value: [size] },
      { tag: 0xa003, type: "short", value: [size] },
      { tag: 0xa434, type: "ascii", value: "RF24-105mm F4 L IS USM" },
    ],
  };
}
