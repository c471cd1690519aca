/** Time to find a picture among a million fingerprints, and how many of these are taken for it by mistake. */
import { FingerprintIndex } from "../../packages/catalog/src/look/fingerprint-index.ts";
import { findParts } from "../../packages/catalog/src/look/find-parts.ts";
import { copyDistance } from "../../packages/catalog/src/index.ts";
import { drawnPictures } from "./find/pictures.ts";
import { bitsOf, drawnRegions, mirrorOf, printOf, randomPrints, realisticPrints } from "./find/prints.ts";

const million = 1_000_000;
const searches = 60;
const partSearches = 20;
const { originals } = await drawnPictures(searches);

const drawn = drawnRegions(1500);
const drawnPrints = drawn.map((one) => printOf(one));
const drawnIndex = new FingerprintIndex(256);
for (const [position, print] of drawnPrints.entries()) drawnIndex.add(position, print);
const near = drawnPrints.map((print) => drawnIndex.near(print, mirrorOf(print), copyDistance).length - 1);
console.log(`1,500 drawn pictures, all pairs: ${sum(near)} false`);

for (const [name, next] of [
  ["random", randomPrints(7)],
  ["realistic", realisticPrints(drawn, 7)],
] as const) {
  const index = new FingerprintIndex(256);
  for (let position = 0; position < million; position += 1) index.add(position, next());
  const bits = originals.map(({ look }) => bitsOf(look.fingerprint));
  const found = bits.map((one) => index.near(one, mirrorOf(one), copyDistance).length);
  const near = timesOf(100, (at) =>
    index.near(bits[at % bits.length]!, mirrorOf(bits[at % bits.length]!), copyDistance),
  );
  let parts = 0;
  const part = timesOf(partSearches, (at) => {
    parts += findParts(index, originals[at]!.look.picture).length;
  });
  console.log(
    `among 1,000,000 ${name} fingerprints, ${(index.bytes / 1e6).toFixed(0)} MB: copies ${near}, ${sum(found)} false in ${found.length} searches;`,
    `parts ${part}, ${parts} false in ${partSearches}`,
  );
}

/** Median, slowest, and the processor's time, which says more than the clock's on a machine that others use too. */
function timesOf(count: number, work: (at: number) => void): string {
  const busyBefore = process.cpuUsage();
  const times = Array.from({ length: count }, (_, at) => {
    const start = performance.now();
    work(at);
    return performance.now() - start;
  }).toSorted((left, right) => left - right);
  const busy = process.cpuUsage(busyBefore).user / 1000 / count;
  const [median, slowest] = [times[count >> 1]!, times[count - 1]!];
  return `median ${median.toFixed(1)} ms, slowest ${slowest.toFixed(1)}, processor ${busy.toFixed(1)}`;
}

function sum(numbers: readonly number[]): number {
  return numbers.reduce((total, one) => total + one, 0);
}
