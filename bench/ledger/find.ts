/** Time to find a picture among a million, and how many changed copies of pictures are found, with false matches. */
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import sharp, { type Sharp } from "sharp";
import { copyDistance, FingerprintIndex, fingerprintImage } from "../../packages/catalog/src/index.ts";
import { drawPicture, randomFrom } from "../../packages/catalog/src/testing/drawn-picture.ts";

const count = 1_000_000;
const index = new FingerprintIndex(256);
const random = randomFrom(7);
const randomHash = (): string =>
  Array.from({ length: 8 }, () =>
    Math.floor(random() * 2 ** 32)
      .toString(16)
      .padStart(8, "0"),
  ).join("");
for (let position = 0; position < count; position += 1) index.add(position, randomHash());
const busyBefore = process.cpuUsage();
const times = Array.from({ length: 100 }, () => {
  const [hash, mirror] = [randomHash(), randomHash()];
  const start = performance.now();
  index.near(hash, mirror, copyDistance);
  return performance.now() - start;
}).sort((left, right) => left - right);
// On a machine that others use too, the processor's time says more than the clock's. Microseconds, of 100 searches.
const busy = process.cpuUsage(busyBefore).user / 100_000;
console.log(
  `find among ${count.toLocaleString("en")}, with mirror: median ${times[50]!.toFixed(1)} ms, slowest ${times[99]!.toFixed(1)} ms, processor ${busy.toFixed(1)} ms`,
);

const originals = await pictures();
const prints = await Promise.all(originals.map((bytes) => fingerprintImage(bytes)));
const own = new FingerprintIndex(256);
for (const [position, print] of prints.entries()) own.add(position, print!.hash);
// Some pictures of the set are copies of each other, which is no fault of the search.
const alike = prints.map(
  (print) => new Set(own.near(print!.hash, print!.mirror, copyDistance * 2).map(({ position }) => position)),
);
console.log(
  `${originals.length} pictures, of which ${alike.filter((set) => set.size > 1).length} have a near copy in the set`,
);

type Change = (image: Sharp, width: number, height: number) => Sharp;
const changes: Record<string, Change> = {
  "JPEG 50 %": (image) => image.flatten({ background: "#fff" }).jpeg({ quality: 50 }),
  "WebP 40 %": (image) => image.webp({ quality: 40 }),
  "25 % of the size": (image, width) => image.resize({ width: Math.max(16, Math.round(width / 4)) }).png(),
  "25 % and JPEG 50 %": (image, width) =>
    image
      .resize({ width: Math.max(16, Math.round(width / 4)) })
      .flatten({ background: "#fff" })
      .jpeg({ quality: 50 }),
  "colours shifted": (image) => image.modulate({ brightness: 1.1, saturation: 1.3, hue: 20 }).png(),
  mirrored: (image) => image.flop().png(),
  "10 % cropped off": (image, width, height) =>
    image
      .extract({
        left: Math.floor(width * 0.05),
        top: Math.floor(height * 0.05),
        width: Math.max(1, Math.floor(width * 0.9)),
        height: Math.max(1, Math.floor(height * 0.9)),
      })
      .png(),
};
for (const [name, change] of Object.entries(changes)) {
  let [found, wrong] = [0, 0];
  const distances: number[] = [];
  for (const [at, bytes] of originals.entries()) {
    const { width, height } = (await sharp(bytes).metadata()).autoOrient;
    const copy = await change(sharp(bytes).autoOrient(), width, height).toBuffer();
    const print = await fingerprintImage(copy);
    const near = own.near(print!.hash, print!.mirror, 256);
    distances.push(near.find(({ position }) => position === at)!.distance);
    const matched = near.filter(({ distance }) => distance <= copyDistance);
    if (matched.some(({ position }) => position === at)) found += 1;
    wrong += matched.filter(({ position }) => !alike[at]!.has(position)).length;
  }
  distances.sort((left, right) => left - right);
  const at = (share: number): number => distances[Math.floor((distances.length - 1) * share)]!;
  const recall = (found / originals.length).toFixed(3);
  console.log(
    `${name.padEnd(20)} recall ${recall}, false matches ${wrong}, distance median ${at(0.5)}, 95 % within ${at(0.95)}`,
  );
}

/** Pictures from the folder given, or drawn ones. */
async function pictures(): Promise<readonly Uint8Array[]> {
  const folder = process.argv[2];
  if (folder === undefined) {
    return Promise.all(
      Array.from({ length: 240 }, (_, seed) =>
        sharp(drawPicture(seed + 1, 480, 360), { raw: { width: 480, height: 360, channels: 3 } })
          .png()
          .toBuffer(),
      ),
    );
  }
  const found: Uint8Array[] = [];
  for (const name of readdirSync(folder, { recursive: true, encoding: "utf8" }).sort()) {
    if (!/\.(png|jpe?g|webp|avif|tiff?)$/i.test(name)) continue;
    const bytes = readFileSync(join(folder, name));
    const whole = await sharp(bytes)
      .stats()
      .then(
        ({ entropy }) => entropy > 1,
        () => false,
      );
    if (whole && (await sharp(bytes).metadata()).pages === undefined) found.push(bytes);
  }
  return found;
}
