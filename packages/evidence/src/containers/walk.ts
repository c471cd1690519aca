import type { Inflate } from "../bytes/inflate.ts";
import type { Window } from "../bytes/window.ts";
import { Carriers } from "../carriers.ts";
import { walkJpeg } from "./jpeg.ts";
import { walkPng } from "./png.ts";
import { sniffFormat } from "./sniff.ts";
import { walkWebp } from "./webp.ts";

/** Recognises the container by its content and collects every metadata block and text in it. */
export async function walkContainer(window: Window, inflate: Inflate): Promise<Carriers> {
  const read = window.at(0, 64);
  const head = read instanceof Promise ? await read : read;
  const carriers = new Carriers(sniffFormat(head), inflate);
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
    case "tiff":
    case "avif":
    case "heic":
    case "jxl":
    case "bmp":
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
