import { createHash } from "node:crypto";
import { existsSync, mkdirSync, readFileSync, statSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { IMAGES, readManifest } from "../accuracy/score.ts";
import { fromBytes } from "../src/bytes/byte-source.ts";
import { readCarriers } from "../src/read-carriers.ts";
import { readEvidence } from "../src/read-evidence.ts";
import { sampleImages } from "../src/testing/sample-images.ts";

/**
 * Changes real structures at random for as long as it is told and reports what the reader cannot stand: an exception, a fault
 * it admits (`internal-error`), more than a second, or much memory. What it finds is written beside it, to become a test.
 *
 *     node packages/evidence/fuzz/fuzz.ts --seconds 60 [--seed 1] [--findings DIR]
 */
const { values } = parseArgs({
  options: {
    seconds: { type: "string", default: "60" },
    seed: { type: "string", default: "1" },
    findings: { type: "string", default: "fuzz-findings" },
  },
});

/** xorshift32: small, fast, and the same everywhere for the same seed. */
let state = (Number(values.seed) || 1) >>> 0;
function random(below: number): number {
  state ^= state << 13;
  state >>>= 0;
  state ^= state >>> 17;
  state ^= state << 5;
  state >>>= 0;
  return below <= 0 ? 0 : state % below;
}

const LARGEST_SEED = 400_000;
const TOO_SLOW = 1000;
const TOO_MUCH = 200_000_000;
const NUMBERS = [0, 1, 0x7f, 0xff, 0x7fff, 0xffff, 0x7fffffff, 0x80000000, 0xffffffff];
const WORDS = [
  "Steps: 20, ",
  "Negative prompt: ",
  '{"',
  '"}',
  "[[[[",
  "<rdf:Description ",
  "&#x",
  "xmlns:a=",
  "<lora:",
  '["1",0]',
  "NaN",
  "\\u0000",
  "IDAT",
  "iTXt",
  "Exif\0\0",
  "infe",
  "iloc",
];

function print(line: string): void {
  process.stdout.write(`${line}\n`);
}

function mutate(original: Uint8Array, others: readonly Uint8Array[]): Uint8Array {
  let bytes = Uint8Array.from(original);
  for (let rounds = 1 + random(12); rounds > 0; rounds--) {
    const at = random(bytes.length);
    switch (random(9)) {
      case 0:
        bytes[at] = random(256);
        break;
      case 1:
        bytes[at] = (bytes[at] ?? 0) ^ (1 << random(8));
        break;
      case 2: {
        const value = NUMBERS[random(NUMBERS.length)]!;
        const width = [1, 2, 4][random(3)]!;
        const little = random(2) === 0;
        for (let i = 0; i < width && at + i < bytes.length; i++)
          bytes[at + i] = value >>> (8 * (little ? i : width - 1 - i));
        break;
      }
      case 3:
        bytes = splice(bytes, at, random(64), new Uint8Array(0));
        break;
      case 4:
        bytes = splice(bytes, at, 0, bytes.subarray(at, at + random(512)));
        break;
      case 5:
        bytes = splice(
          bytes,
          at,
          random(2) * 8,
          new TextEncoder().encode(WORDS[random(WORDS.length)]!.repeat(1 + random(200))),
        );
        break;
      case 6: {
        const other = others[random(others.length)]!;
        const from = random(other.length);
        bytes = splice(bytes, at, random(200), other.subarray(from, from + random(2000)));
        break;
      }
      case 7:
        bytes = bytes.slice(0, at);
        break;
      default:
        bytes.fill(random(256), at, at + random(32));
    }
    if (bytes.length === 0) return original;
  }
  return bytes;
}

function splice(bytes: Uint8Array, at: number, remove: number, insert: Uint8Array): Uint8Array<ArrayBuffer> {
  const out = new Uint8Array(bytes.length - Math.min(remove, bytes.length - at) + insert.length);
  out.set(bytes.subarray(0, at));
  out.set(insert, at);
  out.set(bytes.subarray(at + remove), at + insert.length);
  return out;
}

const seeds = sampleImages().map((sample) => sample.bytes);
for (const entry of readManifest() ?? []) {
  const path = join(IMAGES, entry.path);
  if (existsSync(path) && statSync(path).size <= LARGEST_SEED) seeds.push(new Uint8Array(readFileSync(path)));
}

async function findFault(bytes: Uint8Array): Promise<string | null> {
  const before = process.memoryUsage();
  const start = performance.now();
  try {
    const evidence = await readEvidence(fromBytes(bytes));
    const fault = evidence.problems.find((problem) => problem.code === "internal-error");
    if (fault !== undefined) return fault.message;
    JSON.stringify(evidence);
    if (random(8) === 0) await readCarriers(fromBytes(bytes));
  } catch (error) {
    return error instanceof Error ? (error.stack ?? error.message) : String(error);
  }
  const took = performance.now() - start;
  if (took > TOO_SLOW) return `took ${took.toFixed(0)} ms`;
  const after = process.memoryUsage();
  const grown = after.heapUsed + after.arrayBuffers - before.heapUsed - before.arrayBuffers;
  return grown > TOO_MUCH ? `took ${(grown / 1e6).toFixed(0)} MB` : null;
}

const until = performance.now() + Number(values.seconds) * 1000;
const seen = new Set<string>();
let runs = 0;
let slowest = 0;
while (performance.now() < until) {
  const bytes = mutate(seeds[random(seeds.length)]!, seeds);
  const start = performance.now();
  const fault = await findFault(bytes);
  slowest = Math.max(slowest, performance.now() - start);
  runs++;
  if (fault === null) continue;
  const kind = fault.split("\n").slice(0, 2).join(" ").replaceAll(/\d+/g, "N");
  if (seen.has(kind)) continue;
  seen.add(kind);
  mkdirSync(values.findings, { recursive: true });
  const path = join(values.findings, `${createHash("sha256").update(bytes).digest("hex").slice(0, 16)}.bin`);
  writeFileSync(path, bytes);
  print(`FOUND ${path}: ${fault}`);
}
print(`${runs} files from ${seeds.length} seeds, ${seen.size} findings, slowest ${slowest.toFixed(0)} ms`);
process.exitCode = seen.size === 0 ? 0 : 1;
