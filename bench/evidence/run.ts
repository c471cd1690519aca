/**
 * `npm run bench evidence [FILES] [ROUNDS]`: Cleartitle's reader beside its peers, in one run: files a second on a generated folder, and how
 * much of what is known about real files each of them finds.
 */
import { join } from "node:path";

import { createCredentialReader } from "@cleartitle/evidence/node";

import { readManifest, scoreAll } from "../../packages/evidence/accuracy/score.ts";
import { hasPeers } from "../peer.ts";
import { printTable } from "../table.ts";
import { type Entrant, entrants } from "./entrants.ts";
import { makeFolder } from "./folder/make-folder.ts";
import { type Found, peerAccuracy } from "./peer-accuracy.ts";
import { type Timing, timePasses, timesAsFast } from "./time-passes.ts";

const [count = 20_000, rounds = 5] = process.argv.slice(2).map(Number);
const taking = entrants.filter(({ isPeer }) => !isPeer || hasPeers());
if (!hasPeers()) console.log("The peers are not installed: (cd bench && npm install --ignore-scripts)\n");

console.log(`Making or finding a folder of ${count} files …`);
const paths = makeFolder(join(import.meta.dirname, "../../.cache/bench"), count);
printSpeed(await timePasses(taking, paths, rounds));
await printAccuracy(taking.filter(({ isPeer }) => isPeer));

function printSpeed(timings: readonly Timing[]): void {
  const [floor, ours] = timings as readonly [Timing, Timing, ...Timing[]];
  console.log(`\nFiles a second, median of ${rounds} passes (slowest and fastest), warm cache:\n`);
  printTable(
    ["", "files", "files/s", "range", "Cleartitle is", "peak MB", "errors"],
    timings.map((timing) => [
      timing.entrant.name,
      String(timing.files),
      timing.rate.toFixed(0),
      timing.range.map((rate) => rate.toFixed(0)).join("–"),
      timing === floor
        ? `${timesAsFast(floor, ours).toFixed(1)} × its time`
        : timing === ours
          ? ""
          : `${timesAsFast(ours, timing).toFixed(1)} × as fast`,
      (timing.peakBytes / 1_048_576).toFixed(0),
      String(timing.failed),
    ]),
  );
}

async function printAccuracy(peers: readonly Entrant[]): Promise<void> {
  const entries = readManifest();
  if (entries === null) {
    console.log(
      "\nThe real files are not beside this checkout (../shared/images): accuracy was not measured.",
    );
    return;
  }
  const credentials = createCredentialReader({ now: () => new Date("2026-11-22") });
  const { scores } = await scoreAll(entries, { credentials: credentials.read });
  await credentials.close();
  const columns: (readonly [string, readonly Found[]])[] = [["Cleartitle, as a field of its own", scores]];
  for (const peer of peers) columns.push([`${peer.name}, anywhere`, await peerAccuracy(peer, entries)]);
  console.log(`\nReal files (${entries.length}): the known value was found\n`);
  printTable(
    ["", ...columns.map(([name]) => name)],
    scores.map(({ field }) => [
      field,
      ...columns.map(([, found]) => share(found.find((each) => each.field === field))),
    ]),
  );
}

function share(found: Found | undefined): string {
  return found === undefined
    ? "–"
    : `${found.right}/${found.of} (${((100 * found.right) / found.of).toFixed(0)} %)`;
}
