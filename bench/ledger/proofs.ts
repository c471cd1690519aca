/** Time to build and to verify a proof in a log of ten million entries, whose tiles are made in memory. */
import { Frontier } from "../../packages/ledger/src/tree/frontier.ts";
import { leafHash } from "../../packages/ledger/src/tree/hash.ts";
import { tilePath } from "../../packages/ledger/src/tree/tile-path.ts";
import { TreeReader } from "../../packages/ledger/src/tree/tree-reader.ts";
import { isConsistent, isIncluded } from "../../packages/ledger/src/verify/merkle.ts";

const size = Number(process.argv[2] ?? 10_000_000);
const proofs = 1000;

const entry = new Uint8Array(8);
const view = new DataView(entry.buffer);
function leafAt(index: number): Uint8Array {
  view.setFloat64(0, index);
  return leafHash(entry);
}

const tiles = new Map<string, Uint8Array>();
const frontier = new Frontier();
const start = performance.now();
for (let index = 0; index < size; index += 1) {
  frontier.append(leafAt(index), (tile) => tiles.set(tilePath(tile), Buffer.concat(tile.hashes)));
}
for (const tile of frontier.partialTiles()) tiles.set(tilePath(tile), Buffer.concat(tile.hashes));
const grown = performance.now() - start;
console.log(
  `grew ${size.toLocaleString("en")} leaves: ${Math.round(size / (grown / 1000)).toLocaleString("en")} a second`,
);

const root = frontier.root();
const reader = new TreeReader(size, async (path) => tiles.get(path) ?? null);
await reader.inclusion(0, size);

const [built, verified, consistent]: [number[], number[], number[]] = [[], [], []];
for (let turn = 0; turn < proofs; turn += 1) {
  const index = Math.floor((size - 1) * ((turn * 0.618_033_988_75) % 1));
  const before = performance.now();
  const path = await reader.inclusion(index, size);
  const between = performance.now();
  if (!(await isIncluded(index, size, leafAt(index), path, root))) throw new Error(`proof of ${index}`);
  built.push(between - before);
  verified.push(performance.now() - between);
  const asked = performance.now();
  const steps = await reader.consistency(index + 1, size);
  consistent.push(performance.now() - asked);
  if (!(await isConsistent(index + 1, size, await reader.root(index + 1), root, steps)))
    throw new Error("consistency");
}

function show(name: string, times: number[]): void {
  times.sort((left, right) => left - right);
  const at = (share: number): string => times[Math.floor((times.length - 1) * share)]!.toFixed(3);
  console.log(`${name}: median ${at(0.5)} ms, 99 % within ${at(0.99)} ms`);
}
show("inclusion proof, tiles not read before", built);
show("its verification", verified);
show("consistency proof", consistent);
