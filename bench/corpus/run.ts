/**
 * How long the corpus takes to load: compiled from the authored files, and opened from its compiled form, each in a fresh process with code
 * that was compiled before, as the command meets it; with own terms laid over; and what the library works out from it. Time by the clock
 * and time of the processor: on a machine that is busy with something else only the second says much.
 * Run with `npm run bench corpus`.
 */
import { spawnSync } from "node:child_process";
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

import { loadCorpus } from "@cleartitle/corpus/node";
import { compile } from "@cleartitle/rights";
import { Cleartitle } from "cleartitle";

import { printTable } from "../table.ts";

const CORPUS = join(import.meta.dirname, "../../corpus");
const ROUNDS = 9;
const folder = mkdtempSync(join(tmpdir(), "corpus-bench-"));
const cache = join(folder, "cache");
const own = join(folder, "own");
mkdirSync(join(own, "models"), { recursive: true });
writeFileSync(
  join(own, "models/own-brush.yaml"),
  "id: own-brush\nkind: model\nname: Brush\nbase: sdxl-1.0\n",
);

interface Times {
  readonly clock: number;
  readonly processor: number;
}

/** One load, timed inside a process that has just started. */
function freshLoad(options: object): Times {
  const code = `
    import module from "node:module";
    module.enableCompileCache(${JSON.stringify(join(folder, "code"))});
    const { loadCorpus } = await import("@cleartitle/corpus/node");
    const before = process.cpuUsage();
    const from = performance.now();
    await loadCorpus(${JSON.stringify(CORPUS)}, ${JSON.stringify(options)});
    const clock = performance.now() - from;
    const { user, system } = process.cpuUsage(before);
    console.log(JSON.stringify({ clock, processor: (user + system) / 1000 }));`;
  const { stdout } = spawnSync(process.execPath, ["--input-type=module", "-e", code], {
    cwd: import.meta.dirname,
    encoding: "utf8",
  });
  return JSON.parse(stdout) as Times;
}

async function here(work: () => unknown): Promise<Times> {
  const before = process.cpuUsage();
  const from = performance.now();
  await work();
  const clock = performance.now() - from;
  const { user, system } = process.cpuUsage(before);
  return { clock, processor: (user + system) / 1000 };
}

/** The median and the least by the clock, and the median of the processor's time, in milliseconds. */
async function row(
  name: string,
  once: () => Times | Promise<Times>,
  limit: string = "",
): Promise<readonly string[]> {
  const rounds: Times[] = [];
  for (let round = 0; round < ROUNDS; round += 1) rounds.push(await once());
  const sorted = (key: keyof Times): readonly number[] =>
    rounds
      .slice(1)
      .map((times) => times[key])
      .toSorted((a, b) => a - b);
  const at = (times: readonly number[], index: number): string => (times[index] ?? 0).toFixed(1);
  const clock = sorted("clock");
  return [
    name,
    at(clock, clock.length >> 1),
    at(clock, 0),
    at(sorted("processor"), clock.length >> 1),
    limit,
  ];
}

const corpus = await loadCorpus(CORPUS, { cache });
await loadCorpus(CORPUS, { cache, own: [own] });
const rules = Object.values(corpus.parties).reduce((sum, party) => sum + party.rules.length, 0);
const size = (JSON.stringify(corpus).length / 1024).toFixed(0);
console.log(`${Object.keys(corpus.parties).length} parties, ${rules} rules, ${size} KiB compiled\n`);
const cleartitle = await Cleartitle.open();
const models = Object.values(corpus.parties).filter(({ kind }) => kind === "model");
printTable(
  ["milliseconds", "median", "least", "processor", "limit"],
  [
    await row("cold: reads and compiles the YAML", () => freshLoad({ cache: null }), "300"),
    await row("warm: opens the compiled form", () => freshLoad({ cache }), "30"),
    await row("cold with own terms, checked", () => freshLoad({ cache: null, own: [own] })),
    await row("warm with own terms", () => freshLoad({ cache, own: [own] }), "30"),
    await row("engine made ready", () => here(() => compile(corpus))),
    await row(`models.get, each of ${models.length} models`, () =>
      here(async () => {
        for (const { id } of models) await cleartitle.models.get(id);
      }),
    ),
  ],
);
await cleartitle.close();
rmSync(folder, { recursive: true });
