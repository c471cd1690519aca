/**
 * `node bench/evidence/million.ts [FILES]`: makes a folder of very many tiny images, runs `cleartitle inspect --jsonl` on it as a process, without
 * and with a cache, and again from the cache, and prints files a second and the most memory it held. The folder is removed afterwards.
 */
import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";

import { printTable } from "../table.ts";
import { pngChunk, pngPixels } from "./folder/pictures.ts";
import { Chance } from "./folder/chance.ts";
import { parameters } from "./folder/recipes.ts";

const count = Number(process.argv[2] ?? 1_000_000);
const root = join(import.meta.dirname, "../..");
mkdirSync(join(root, ".cache/bench"), { recursive: true });
const folder = mkdtempSync(join(root, ".cache/bench/million-"));

try {
  makeTinyImages();
  const cache = ["--cache", join(folder, "cache")];
  const rows = [];
  for (const [name, options] of [
    ["without a cache", []],
    ["with a new cache", cache],
    ["from the cache", cache],
  ] as const)
    rows.push([name, ...(await run(options))]);
  printTable(["", "files", "seconds", "files/s", "peak MB"], rows);
} finally {
  rmSync(folder, { recursive: true, force: true });
}

function makeTinyImages(): void {
  const { opening, body } = pngPixels(8, 8, 3, new Chance(1));
  for (let at = 0; at < count; at += 1) {
    const place = join(folder, "images", String(Math.floor(at / 1000)));
    if (at % 1000 === 0) mkdirSync(place, { recursive: true });
    const text = `parameters\0${parameters(new Chance(at), 8, 8)}`;
    writeFileSync(
      join(place, `${at}.png`),
      Buffer.concat([opening, pngChunk("tEXt", Buffer.from(text, "latin1")), body]),
    );
  }
}

async function run(options: readonly string[]): Promise<readonly string[]> {
  const before = performance.now();
  const command = [
    join(root, "packages/cleartitle/src/cli.ts"),
    "inspect",
    join(folder, "images"),
    "--jsonl",
  ];
  const child = spawn(process.execPath, [...command, ...options], { stdio: ["ignore", "pipe", "inherit"] });
  let lines = 0;
  let peak = 0;
  let parts = 0;
  child.stdout.on("data", (bytes: Buffer) => {
    for (let at = bytes.indexOf(10); at >= 0; at = bytes.indexOf(10, at + 1)) lines += 1;
    parts += 1;
    if (parts % 64 === 1) peak = Math.max(peak, peakOf(child.pid));
  });
  await once(child, "close");
  const seconds = (performance.now() - before) / 1000;
  return [String(lines), seconds.toFixed(1), (lines / seconds).toFixed(0), peak.toFixed(0)];
}

function peakOf(id: number | undefined): number {
  try {
    return Number(/VmHWM:\s+(\d+)/.exec(readFileSync(`/proc/${id}/status`, "utf8"))?.[1] ?? 0) / 1024;
  } catch {
    return 0;
  }
}
