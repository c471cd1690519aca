/** A picture as rows of red, green and blue bytes. */
export interface Picture {
  readonly width: number;
  readonly height: number;
  readonly rgb: Uint8Array;
}

type Colour = readonly [number, number, number];

export interface Scenery {
  readonly seed: number;
  readonly size: number;
  /** Sky from the top to the horizon. */
  readonly sky: readonly [Colour, Colour];
  readonly sun: Colour;
  /** Hills from far to near. */
  readonly hills: readonly Colour[];
}

/**
 * A sun over hills. Only IEEE basic arithmetic is used (no sine, no root), so that every platform draws the same
 * bytes.
 */
export function drawLandscape(scenery: Scenery): Picture {
  const { size, seed, sky, sun, hills } = scenery;
  const rgb = new Uint8Array(size * size * 3);
  const ridges = hills.map((_, layer) => drawRidge(seed + layer * 101, size, layer, hills.length));
  const centre = [size * (0.25 + 0.5 * noise(seed, 7)), size * 0.3] as const;
  const radius = size * 0.11;
  for (let y = 0; y < size; y++) {
    // Bands four rows high keep the file small and look like a poster.
    const height = Math.floor(y / 4) / (size / 4);
    const background = mix(sky[0], sky[1], Math.min(1, height * 1.5));
    for (let x = 0; x < size; x++) {
      const distance = ((x - centre[0]) ** 2 + (y - centre[1]) ** 2) / radius ** 2;
      let colour =
        distance < 1
          ? sun
          : distance < 1.9
            ? mix(sun, background, 0.6)
            : distance < 3.4
              ? mix(sun, background, 0.82)
              : background;
      for (const [layer, hill] of hills.entries()) {
        if (y > (ridges[layer]?.[x] ?? size)) colour = hill;
      }
      rgb.set(colour, (y * size + x) * 3);
    }
  }
  return { width: size, height: size, rgb };
}

function drawRidge(seed: number, size: number, layer: number, layers: number): readonly number[] {
  const base = size * (0.52 + (0.42 * layer) / layers);
  const swing = size * 0.13;
  return Array.from({ length: size }, (_, x) => {
    const wide = smoothNoise(seed, (x / size) * (2 + layer));
    const fine = smoothNoise(seed + 17, (x / size) * (9 + 3 * layer));
    return Math.round(base - swing * (wide - 0.5) * 1.6 - swing * (fine - 0.5) * 0.35);
  });
}

function smoothNoise(seed: number, at: number): number {
  const left = Math.floor(at);
  const part = at - left;
  const ease = part * part * (3 - 2 * part);
  return noise(seed, left) * (1 - ease) + noise(seed, left + 1) * ease;
}

/** A number from 0 to 1 that looks random, the same for the same arguments. */
function noise(seed: number, at: number): number {
  let hash = Math.imul(seed + 1, 0x9e3779b1) ^ Math.imul(at + 1, 0x85ebca6b);
  hash = Math.imul(hash ^ (hash >>> 15), 0x2c1b3c6d);
  hash = Math.imul(hash ^ (hash >>> 12), 0x297a2d39);
  return ((hash ^ (hash >>> 15)) >>> 0) / 0xffffffff;
}

function mix(from: Colour, to: Colour, part: number): Colour {
  const blend = (index: 0 | 1 | 2): number => Math.round(from[index] + (to[index] - from[index]) * part);
  return [blend(0), blend(1), blend(2)];
}
