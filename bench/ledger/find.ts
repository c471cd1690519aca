/**
 * How many changed copies of pictures are found, with false matches, beside other hashes: `find.ts [FOLDER|drawn [CHANGES]]`,
 * drawn pictures without a folder or with `drawn`; `CHANGES` is how the title of a table begins.
 */
import sharp from "sharp";
import { copyDistance, fingerprintImage } from "../../packages/catalog/src/index.ts";
import { FingerprintIndex } from "../../packages/catalog/src/look/fingerprint-index.ts";
import { findParts } from "../../packages/catalog/src/look/find-parts.ts";
import { printTable } from "../table.ts";
import { groups, type Change } from "./find/changes.ts";
import { differing, peerHashes } from "./find/peers.ts";
import { drawnPictures, picturesOf, type Original } from "./find/pictures.ts";
import { bitsOf, mirrorOf } from "./find/prints.ts";

const folder = process.argv[2] === "drawn" ? undefined : process.argv[2];
const { originals, flat } = folder === undefined ? await drawnPictures(120) : await picturesOf(folder);
console.log(
  `${originals.length} ${folder === undefined ? "drawn pictures" : "different pictures"}, and ${flat} too flat for a fingerprint\n`,
);

const own = new FingerprintIndex(256);
for (const [position, { look }] of originals.entries()) own.add(position, bitsOf(look.fingerprint));
const alike = originals.map(({ look }) => new Set(search(look, true).map(({ position }) => position)));
const pairs = alike.flatMap((set, at) =>
  [...set].filter((other) => other > at).map((other) => [at, other] as const),
);
console.log(
  `\nall ${(originals.length * (originals.length - 1)) / 2} pairs: ${pairs.length} are taken for copies or parts`,
);
for (const [one, other] of pairs) console.log(`  ${originals[one]!.name}  =  ${originals[other]!.name}`);

const peerPrints = await Promise.all(
  peerHashes.map(async (peer) => Promise.all(originals.map(async ({ bytes }) => peer.hash(bytes)))),
);
for (const { title, changes } of groups.filter((group) => group.title.startsWith(process.argv[3] ?? ""))) {
  const isCut = title === "cropped" || title === "with something around it";
  // Looking for parts takes its time, so of drawn pictures every third does.
  const among = isCut && folder === undefined ? originals.filter((_, at) => at % 3 === 0) : originals;
  const rows: (readonly string[])[] = [];
  for (const [name, change] of Object.entries(changes))
    rows.push([name, ...(await measure(among, change, isCut))]);
  console.log();
  printTable(
    [title, "found", "distance", "95 %", "false", ...peerHashes.flatMap(({ name }) => [name, "false"])],
    rows,
  );
}

/** Share that is found, median and 95th percentile of the distance, false matches; then the peers' shares and false matches. */
async function measure(
  among: readonly Original[],
  change: Change,
  isCut: boolean,
): Promise<readonly string[]> {
  let [found, wrong] = [0, 0];
  const distances: number[] = [];
  const peers = peerHashes.map(() => ({ found: 0, wrong: 0 }));
  for (const original of among) {
    const at = originals.indexOf(original);
    const { width, height } = (await sharp(original.bytes).metadata()).autoOrient;
    const copy = await (await change(sharp(original.bytes).autoOrient(), width, height)).toBuffer();
    const look = await fingerprintImage(copy);
    const matches = look.kind === "seen" ? search(look, isCut) : [];
    const right = matches.find(({ position }) => position === at);
    if (right !== undefined) {
      found += 1;
      distances.push(right.distance);
    }
    wrong += matches.filter(({ position }) => position !== at && !alike[at]!.has(position)).length;
    for (const [which, peer] of peerHashes.entries()) {
      const hash = await peer.hash(copy);
      const near = peerPrints[which]!.flatMap((one, place) =>
        differing(one, hash) <= peer.most ? [place] : [],
      );
      if (near.includes(at)) peers[which]!.found += 1;
      peers[which]!.wrong += near.filter((place) => place !== at && !alike[at]!.has(place)).length;
    }
  }
  distances.sort((left, right) => left - right);
  const share = (count: number): string => (count / among.length).toFixed(3);
  const at = (part: number): string => String(distances[Math.floor((distances.length - 1) * part)] ?? "–");
  return [
    share(found),
    at(0.5),
    at(0.95),
    String(wrong),
    ...peers.flatMap((peer) => [share(peer.found), String(peer.wrong)]),
  ];
}

/** As the command does: copies of the whole, then parts; where it is not about parts only if there is no copy. */
function search({ fingerprint, picture }: Original["look"], always: boolean) {
  const bits = bitsOf(fingerprint);
  const copies = own.near(bits, mirrorOf(bits), copyDistance);
  if (copies.length > 0 && !always) return copies;
  const whole = new Set(copies.map(({ position }) => position));
  return [...copies, ...findParts(own, picture).filter(({ position }) => !whole.has(position))];
}
