import type { Sharp } from "sharp";

export type Change = (image: Sharp, width: number, height: number) => Sharp | Promise<Sharp>;

export interface Group {
  readonly title: string;
  readonly changes: Readonly<Record<string, Change>>;
}

/** What people and programs do to pictures. */
export const groups: readonly Group[] = [
  {
    title: "encoded anew and scaled",
    changes: {
      "JPEG 50 %": (image) => image.flatten({ background: "#fff" }).jpeg({ quality: 50 }),
      "WebP 40 %": (image) => image.webp({ quality: 40 }),
      "25 % of the size": (image, width) => quarter(image, width).png(),
      "25 % and JPEG 50 %": (image, width) =>
        quarter(image, width).flatten({ background: "#fff" }).jpeg({ quality: 50 }),
      "stretched by a third": (image, width, height) =>
        image.resize(Math.round(width * 1.33), height, { fit: "fill" }).png(),
    },
  },
  {
    title: "recoloured, mirrored, turned",
    changes: {
      "brightness + 40": (image) => image.linear(1, 40).png(),
      "contrast × 1.5": (image) => image.linear(1.5, -60).png(),
      "gamma 2.2 to 1.2": (image) => image.removeAlpha().gamma(2.2, 1.2).png(),
      "saturation and hue": (image) => image.modulate({ brightness: 1.1, saturation: 1.3, hue: 20 }).png(),
      "hue by 90°": (image) => image.modulate({ hue: 90 }).png(),
      "greys only": (image) => image.greyscale().png(),
      mirrored: (image) => image.flop().png(),
      "turned by 1°": (image) => image.rotate(1, { background: "#fff" }).png(),
      "a line of text over it": (image, width, height) => image.composite([watermark(width, height)]).png(),
    },
  },
  {
    title: "cropped",
    changes: {
      "5 % off each side": crop(0.05, 0.05, 0.05, 0.05),
      "10 % off each side": crop(0.1, 0.1, 0.1, 0.1),
      "15 % off each side": crop(0.15, 0.15, 0.15, 0.15),
      "10 % off one side": crop(0, 0, 0.1, 0),
      "13, 2, 7 and 9 % off": crop(0.13, 0.02, 0.07, 0.09),
      "the square in the middle": (image, width, height) => {
        const side = Math.min(width, height);
        return image
          .extract({ left: (width - side) >> 1, top: (height - side) >> 1, width: side, height: side })
          .png();
      },
      "8 % off, half size, JPEG 60 %": (image, width, height) =>
        crop(
          0.08,
          0.08,
          0.08,
          0.08,
        )(image, width, height)
          .resize({ width: Math.max(16, width >> 1) })
          .flatten({ background: "#fff" })
          .jpeg({ quality: 60 }),
      "10 % off and mirrored": (image, width, height) =>
        crop(0.1, 0.05, 0.03, 0.1)(image, width, height).flop(),
    },
  },
  {
    title: "with something around it",
    changes: {
      "a black border of 5 %": (image, width, height) => surround(image, width, height, 0.05, "#000"),
      "a white border of 10 %": (image, width, height) => surround(image, width, height, 0.1, "#fff"),
      "in a window on a screen": (image, width, height) =>
        image.extend({
          top: Math.round(height * 0.11),
          bottom: Math.round(height * 0.05),
          left: Math.round(width * 0.04),
          right: Math.round(width * 0.08),
          background: "#2b5d8a",
        }),
    },
  },
];

function quarter(image: Sharp, width: number): Sharp {
  return image.resize({ width: Math.max(16, Math.round(width / 4)) });
}

function crop(left: number, top: number, right: number, bottom: number) {
  return (image: Sharp, width: number, height: number): Sharp =>
    image
      .extract({
        left: Math.floor(width * left),
        top: Math.floor(height * top),
        width: Math.max(1, Math.round(width * (1 - left - right))),
        height: Math.max(1, Math.round(height * (1 - top - bottom))),
      })
      .png();
}

function surround(image: Sharp, width: number, height: number, share: number, background: string): Sharp {
  const [x, y] = [Math.round(width * share), Math.round(height * share)];
  return image.extend({ top: y, bottom: y, left: x, right: x, background }).png();
}

/** A line as long as the picture, half to be seen through, as bars in place of letters. */
function watermark(width: number, height: number): { readonly input: Buffer } {
  const [bar, high] = [width / 24, height / 16];
  const bars = Array.from(
    { length: 12 },
    (_, at) => `<rect x="${at * 2 * bar}" y="${height * 0.47}" width="${bar}" height="${high}"/>`,
  ).join("");
  const svg = `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}"><g fill="#fff" fill-opacity=".5">${bars}</g></svg>`;
  return { input: Buffer.from(svg) };
}
