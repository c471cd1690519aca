/**
 * How fast prompts are scanned, in megabytes of text (UTF-8 bytes) a second of processor time, by kind of text; beside it the floor: reading
 * every code unit once. Also what the first scan takes, which builds the automaton. Processor time, because machines are busy.
 */
import { scanPrompt } from "../../packages/content/src/index.ts";
import { innocentPrompts } from "../../packages/content/src/testing/innocent-prompts.ts";
import { namingPrompts } from "../../packages/content/src/testing/naming-prompts.ts";

const seconds = Number(process.argv[2] ?? 1);

/** Processor time of this process so far, in milliseconds. */
const spent = (): number => process.cpuUsage().user / 1000;

const wall = performance.now();
const first = spent();
scanPrompt("");
console.log(
  `first scan, with building the automaton: ${(spent() - first).toFixed(0)} ms of processor time, ${(performance.now() - wall).toFixed(0)} ms by the clock`,
);

const plainTags =
  "masterpiece, best quality, 1girl, solo, long hair, blue eyes, smile, outdoors, cherry blossoms, detailed background, soft lighting, depth of field";
const naming = namingPrompts.map(([prompt]) => prompt);
const texts: Readonly<Record<string, readonly string[]>> = {
  "prompts that name nobody": innocentPrompts,
  "tags that name nobody": [plainTags],
  "one long text, no names": ["a quiet lake between mountains, morning light, ".repeat(20_000)],
  "prompts, each with a name": naming,
  "prompts, one in ten with a name": [
    ...innocentPrompts,
    ...innocentPrompts,
    ...innocentPrompts,
    ...naming.slice(0, 35),
  ],
  "one long text, a name in every tag": [
    "by greg rutkowski, hatsune miku, star wars, nasa, coca-cola, ".repeat(20_000),
  ],
  "starts of names without end": ["vincent van greg rut mickey mou ".repeat(20_000)],
  "Japanese, few names": [`${"桜の木の下で本を読む少女、水彩画、やわらかい光、".repeat(2000)}初音ミク`],
  "Russian, few names": [`${"девушка с книгой у окна, мягкий свет, акварель, ".repeat(2000)}Пикачу`],
};

function rate(list: readonly string[], work: (text: string) => number): number {
  const bytes = list.reduce((sum, text) => sum + Buffer.byteLength(text), 0);
  const rounds: number[] = [];
  const end = performance.now() + seconds * 1000;
  for (const warm = performance.now() + 300; performance.now() < warm;)
    for (const text of list) sink += work(text);
  while (performance.now() < end || rounds.length < 3) {
    const start = spent();
    let done = 0;
    do {
      for (const text of list) sink += work(text);
      done += bytes;
    } while (spent() - start < 40);
    rounds.push(done / 1e3 / (spent() - start));
  }
  return rounds.toSorted((a, b) => a - b)[rounds.length >> 1] ?? 0;
}

let sink = 0;
const scan = (text: string): number => scanPrompt(text).length;
const floor = (text: string): number => {
  let sum = 0;
  for (let at = 0; at < text.length; at += 1) sum = (sum + text.charCodeAt(at)) | 0;
  return sum;
};

console.log(`\n${"text".padEnd(38)}${"MB/s".padStart(8)}${"floor".padStart(8)}${"findings/kB".padStart(13)}`);
for (const [name, list] of Object.entries(texts)) {
  const bytes = list.reduce((sum, text) => sum + Buffer.byteLength(text), 0);
  const findings = list.reduce((sum, text) => sum + scan(text), 0);
  const line = [rate(list, scan), rate(list, floor)].map((one) => one.toFixed(0).padStart(8)).join("");
  console.log(`${name.padEnd(38)}${line}${((findings / bytes) * 1000).toFixed(1).padStart(13)}`);
}
if (sink === 0.5) console.log(sink);
