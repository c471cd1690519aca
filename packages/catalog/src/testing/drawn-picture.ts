import { greySide, type GreyPicture } from "../look/perceptual-hash.ts";

/** Random numbers from 0 to 1 that are the same for the same seed. */
export function randomFrom(seed: number): () => number {
  let state = (seed * 2_654_435_761) >>> 0 || 1;
  return () => {
    state ^= state << 13;
    state >>>= 0;
    state ^= state >>> 17;
    state ^= state << 5;
    state >>>= 0;
    return state / 2 ** 32;
  };
}

/**
 * A picture drawn by numbers, RGB: a sky of soft waves, a horizon, and some shapes with edges in front. Pictures of
 * different seeds have as much in common as photographs have.
 */
export function drawPicture(seed: number, width: number, height: number): Uint8Array {
  const random = randomFrom(seed);
  const waves = Array.from({ length: 10 }, () => ({
    x: (random() - 0.5) * 9,
    y: (random() - 0.5) * 9,
    at: random() * 7,
    strength: random() * 35,
    tint: [random(), random(), random()] as const,
  }));
  const horizon = 0.3 + random() * 0.5;
  const shapes = Array.from({ length: 4 + Math.floor(random() * 8) }, () => ({
    x: random(),
    y: random(),
    wide: 0.03 + random() * 0.2,
    high: 0.03 + random() * 0.2,
    round: random() < 0.6,
    colour: [random() * 255, random() * 255, random() * 255] as const,
  }));
  const pixels = new Uint8Array(width * height * 3);
  for (let row = 0; row < height; row += 1) {
    for (let column = 0; column < width; column += 1) {
      const [x, y] = [column / width, row / height];
      const shape = shapes.findLast(({ x: left, y: top, wide, high, round }) => {
        const [dx, dy] = [(x - left) / wide, (y - top) / high];
        return round ? dx * dx + dy * dy < 1 : Math.abs(dx) < 1 && Math.abs(dy) < 1;
      });
      for (let channel = 0; channel < 3; channel += 1) {
        let value = y > horizon ? 90 : 160;
        for (const wave of waves) {
          value += wave.strength * wave.tint[channel]! * Math.sin(wave.x * x * 6 + wave.y * y * 6 + wave.at);
        }
        if (shape !== undefined) value = shape.colour[channel]! * 0.8 + value * 0.2;
        pixels[(row * width + column) * 3 + channel] = Math.max(
          0,
          Math.min(255, value + (random() - 0.5) * 12),
        );
      }
    }
  }
  return pixels;
}

/** A drawn picture as it is hashed, of a file of 1024 × 1024 pixels. */
export function drawnGreyPicture(seed: number): GreyPicture {
  return { grey: drawGrey(seed), width: 1024, height: 1024 };
}

/** The brightnesses of a drawn picture at the size that is hashed. */
export function drawGrey(seed: number): Float64Array {
  const pixels = drawPicture(seed, greySide, greySide);
  return Float64Array.from({ length: greySide * greySide }, (_, at) => {
    return 0.299 * pixels[at * 3]! + 0.587 * pixels[at * 3 + 1]! + 0.114 * pixels[at * 3 + 2]!;
  });
}
