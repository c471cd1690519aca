import type { Window } from "../bytes/window.ts";
import { Carriers, type Codecs } from "../carriers.ts";
import { limits } from "../limits.ts";
import { readTiff } from "../metadata/exif.ts";
import { walkBmff } from "./bmff.ts";
import { readBmp } from "./bmp.ts";
import { walkGif } from "./gif.ts";
import { walkJpeg } from "./jpeg.ts";
import { walkJxl } from "./jxl.ts";
import { walkPng } from "./png.ts";
import { sniffFormat } from "./sniff.ts";
import { walkWebp } from "./webp.ts";

/** Recognises the container by its content and collects every metadata block and text in it. */
export async function walkContainer(window: Window, codecs: Codecs): Promise<Carriers> {
  const read = window.at(0, 64);
  const head = read instanceof Promise ? await read : read;
  const carriers = new Carriers(sniffFormat(head), codecs);
  switch (carriers.format) {
    case "png":
      await walkPng(window, carriers);
      break;
    case "jpeg":
      await walkJpeg(window, carriers);
      break;
    case "webp":
      await walkWebp(window, carriers);
      break;
    case "gif":
      await walkGif(window, carriers);
      break;
    case "tiff":
      await readTiff(
        (offset, length) => window.at(offset, length, limits.hop),
        window.size,
        0,
        "tiff",
        carriers,
      );
      break;
    case "avif":
    case "heic":
      await walkBmff(window, carriers);
      break;
    case "jxl":
      await walkJxl(window, carriers);
      break;
    case "bmp":
      readBmp(head, window.size, carriers);
      break;
    case "unknown":
      carriers.problem(
        window.size === 0 ? "empty" : "unknown-format",
        window.size === 0
          ? "The file is empty."
          : "The content is none of the image formats that can be read.",
      );
  }
  return carriers;
}
