/**
 * Decisions a second: the same policy in Cleartitle and in general engines, then the real corpus with facts missing, *why*, fixes, a stream
 * of questions against the floor of parsing and printing the same lines, and growth with the size of the corpus.
 * Run with `npm run bench rights`.
 */
import { join } from "node:path";

import type { Corpus, Party } from "@cleartitle/corpus";
import { loadCorpus } from "@cleartitle/corpus/node";
import { compile, decide, explainWhy, type Question } from "@cleartitle/rights";
import {
  alternativeChains,
  buildChain,
  dateChain,
  specsFromQuestion,
  type Asked,
  type Chain,
  type Facts,
} from "@cleartitle/title";
import { Cleartitle, readQuestion } from "cleartitle";

import { perSecond, round } from "./measure.ts";
import { makePeers } from "./peers.ts";
import { LINKS, makeRequests, policyCorpus, type Answer, type Request } from "./policy.ts";

const CORPUS = join(import.meta.dirname, "../../corpus");

function line(name: string, rate: number, base: number, note: string = ""): void {
  console.log(`| ${name} | ${round(rate)} | ${(rate / base).toFixed(3)} | ${note} |`);
}

async function againstPeers(): Promise<void> {
  const requests = makeRequests(1_000);
  const corpus = policyCorpus();
  const asked: Asked = { use: "sale", market: null, on: "2026-01-01", facts: {} };
  const specs = specsFromQuestion(Array.from({ length: LINKS }, (_, link) => ({ service: `link${link}` })));
  const chain = buildChain(corpus, { specs, madeOn: "2025-01-01", silence: "" }, asked);
  const questionOf = (request: Request): Question => ({ ...asked, known: null, facts: { ...request } });
  const questions = requests.map(questionOf);
  const engine = compile(corpus);
  const { peers, missing } = await makePeers();
  const ours: readonly Answer[] = questions.map((question) => {
    const [only] = engine.decide(chain, question, { fixes: false }).possible;
    return only ?? "forbidden";
  });
  console.log(
    `\n## The same policy in every engine: ${LINKS} links, 48 rules, 1,000 requests, all facts known\n`,
  );
  console.log("| engine | decisions/s | ratio | |\n|---|---:|---:|---|");
  let at = 0;
  const next = (): number => (at = (at + 1) % questions.length);
  const compiled = await perSecond(() =>
    engine.decide(chain, questions[next()] as Question, { fixes: false }),
  );
  line("cleartitle, compiled", compiled, compiled, "complete: reasons, sources, duties, statements");
  const cold = await perSecond(() => {
    const fresh = compile(corpus);
    for (let index = 0; index < 20; index += 1)
      fresh.decide(chain, questions[next()] as Question, { fixes: false });
  });
  line(
    "cleartitle, compiled, nothing remembered yet",
    cold * 20,
    compiled,
    "20 questions on a fresh engine, its preparation included",
  );
  line(
    "cleartitle, plain",
    await perSecond(() => decide(corpus, chain, questions[next()] as Question, { fixes: false })),
    compiled,
    "the same bytes",
  );
  for (const { name, answer } of peers) {
    let agreed = 0;
    for (const [index, request] of requests.entries())
      agreed += (await answer(request)) === ours[index] ? 1 : 0;
    const rate = await perSecond(() => answer(requests[next()] as Request));
    line(name, rate, compiled, `the verdict only; agrees on ${agreed} of ${requests.length}`);
  }
  for (const reason of missing) console.log(`| ${reason} | | | |`);
}

const FACTS: Facts = {
  "holder.kind": "individual",
  "holder.revenue-usd": 40_000,
  "holder.employer-revenue-usd": "none",
  "inputs.kind": "none",
  "inputs.upscaled-other": false,
  "feature.noncommercial-beta": false,
};

/** Everything of `content.*` answered with what leaves nothing to object to. */
function clearContent(corpus: Corpus): Facts {
  const facts: Record<string, string | number | boolean> = {};
  for (const { code, subject, clear, values } of Object.values(corpus.registry.facts)) {
    const value = clear?.[0] ?? values?.[0];
    if (subject === "content" && value !== undefined) facts[code] = value;
  }
  return facts;
}

function without(facts: Facts, ...names: readonly string[]): Facts {
  return Object.fromEntries(Object.entries(facts).filter(([name]) => !names.includes(name)));
}

async function realCorpus(): Promise<void> {
  const corpus = await loadCorpus(CORPUS);
  const engine = compile(corpus);
  const full = { ...FACTS, ...clearContent(corpus) };
  const specs = specsFromQuestion([{ gateway: "replicate" }, { model: "sdxl-1.0" }, { tool: "comfyui" }]);
  const service = specsFromQuestion([{ service: "midjourney", plan: "standard" }]);
  const setting = (facts: Facts, of: typeof specs = specs): { chain: Chain; question: Question } => {
    const asked: Asked = { use: "stock-licensing", market: "adobe-stock", on: "2026-11-22", facts };
    return {
      chain: buildChain(corpus, { specs: of, madeOn: "2025-07-01", silence: "" }, asked),
      question: { ...asked, known: null },
    };
  };
  console.log(
    `\n## The real corpus (${Object.keys(corpus.parties).length} parties, ${Object.keys(corpus.rules).length} rules)\n`,
  );
  console.log("| question | per second | ratio | |\n|---|---:|---:|---|");
  const known = setting(full);
  const base = await perSecond(() => engine.decide(known.chain, known.question, { fixes: false }));
  line(
    "all facts known, compiled",
    base,
    base,
    `${known.chain.links.length} links with the laws that look at every use`,
  );
  line(
    "all facts known, plain",
    await perSecond(() => decide(corpus, known.chain, known.question, { fixes: false })),
    base,
  );
  for (const names of [
    ["holder.revenue-usd"],
    ["holder.revenue-usd", "holder.kind"],
    ["holder.revenue-usd", "holder.kind", "content.real-person"],
  ]) {
    const { chain, question } = setting(without(full, ...names), service);
    line(
      `${names.length} missing, compiled`,
      await perSecond(() => engine.decide(chain, question, { fixes: false })),
      base,
      engine.decide(chain, question, { fixes: false }).verdict,
    );
    line(
      `${names.length} missing, plain`,
      await perSecond(() => decide(corpus, chain, question, { fixes: false })),
      base,
    );
  }
  const open = setting({ ...full, "holder.kind": "company", "holder.revenue-usd": 2_000_000 }, service);
  const decision = engine.decide(open.chain, open.question);
  const answer = (chain: Chain, question: Question): typeof decision =>
    engine.decide(chain, question, { fixes: false });
  line(
    "why",
    await perSecond(() => explainWhy(open.chain, open.question, decision, answer)),
    base,
    decision.verdict,
  );
  let revenue = 2_000_000;
  const fixes = await perSecond(() =>
    engine.decide(open.chain, {
      ...open.question,
      facts: { ...open.question.facts, "holder.revenue-usd": (revenue += 1) },
    }),
  );
  line(
    "fixes: other plans, markets and facts, each decided again",
    fixes,
    base,
    `${decision.fixes.length} shown`,
  );
  const making = { specs: specsFromQuestion([{ model: "sd-3.5-large" }]), silence: "" };
  const asked: Asked = {
    use: "advertising",
    market: null,
    on: "2026-11-22",
    facts: { ...full, "holder.revenue-usd": 3_000_000 },
  };
  const others = alternativeChains(corpus, making, asked).map((other) => ({
    ...other,
    chain: dateChain(other.chain, "2025-07-01", asked.on),
  }));
  const chain = buildChain(corpus, { ...making, madeOn: "2025-07-01" }, asked);
  const models = await perSecond(() => {
    const facts = { ...asked.facts, "holder.revenue-usd": (revenue += 1) };
    return engine.decide(chain, { ...asked, known: null, facts }, { alternatives: () => others });
  });
  line(
    `fixes: ${others.length} other models as well`,
    models,
    base,
    "remembered for facts no rule tells apart",
  );
  await growth(corpus, full);
}

/** The cost of a decision must hang on the parties of the chain, not on the size of the corpus. */
async function growth(corpus: Corpus, facts: Facts): Promise<void> {
  const copies = (times: number): Corpus => {
    const parties: Record<string, Party> = { ...corpus.parties };
    for (let copy = 1; copy < times; copy += 1) {
      for (const party of Object.values(corpus.parties)) {
        const id = `${party.id}-copy-${copy}`;
        // Laws look at every use, so more laws are more work by design; what grows here is everybody else.
        if (party.kind !== "law") parties[id] = { ...party, id, aliases: [], files: [], names: [] };
      }
    }
    return { ...corpus, parties };
  };
  const rates: number[] = [];
  for (const times of [1, 10]) {
    const grown = copies(times);
    const asked: Asked = { use: "stock-licensing", market: "adobe-stock", on: "2026-11-22", facts };
    const chain = buildChain(
      grown,
      {
        specs: specsFromQuestion([{ service: "midjourney", plan: "standard" }]),
        madeOn: "2025-07-01",
        silence: "",
      },
      asked,
    );
    rates.push(await perSecond(() => decide(grown, chain, { ...asked, known: null }, { fixes: false })));
    line(
      `corpus ×${times}, plain`,
      rates.at(-1) ?? 0,
      rates[0] ?? 1,
      `${Object.keys(grown.parties).length} parties`,
    );
  }
}

/** Questions as lines in, decisions as lines out, against parsing the questions and printing the same decisions. */
async function streams(): Promise<void> {
  const cleartitle = await Cleartitle.open({ corpus: CORPUS, now: () => new Date("2026-11-22T00:00:00Z") });
  const chains = [
    [{ service: "midjourney", plan: "standard" }],
    [{ model: "flux-1-schnell" }],
    [{ gateway: "replicate" }, { model: "sdxl-1.0" }],
    [{ service: "openai", plan: "plus" }],
  ];
  const markets = ["adobe-stock", "dreamstime", "shutterstock", "123rf"];
  const lines = makeRequests(5_000).map((request, index) =>
    JSON.stringify({
      made: { on: `2025-0${1 + (index % 9)}-${10 + (index % 18)}`, chain: chains[index % chains.length] },
      use: "stock-licensing",
      market: markets[(index >> 2) % markets.length],
      on: "2026-11-22",
      facts: {
        ...FACTS,
        "holder.revenue-usd": request.revenue,
        "content.artist-name": request.beta,
        "content.real-person": request.person,
      },
    }),
  );
  const judged = lines.map((text) => cleartitle.judge(readQuestion(JSON.parse(text))));
  const printed = judged.reduce((sum, decision) => sum + JSON.stringify(decision).length, 0);
  const passes = 3;
  const time = (run: (text: string, index: number) => string): number => {
    const times = Array.from({ length: passes }, () => {
      const began = performance.now();
      let length = 0;
      lines.forEach((text, index) => (length += run(text, index).length));
      return length > 0 ? performance.now() - began : 0;
    });
    return times.sort((left, right) => left - right)[passes >> 1] ?? 0;
  };
  const floor = time((text, index) => {
    JSON.parse(text);
    return JSON.stringify(judged[index]);
  });
  const ours = time((text) => JSON.stringify(cleartitle.judge(readQuestion(JSON.parse(text)))));
  console.log(
    `\n## A stream of ${lines.length} questions (${Math.round(printed / lines.length)} bytes a decision)\n`,
  );
  console.log("| | lines/s | times the floor |\n|---|---:|---:|");
  console.log(
    `| floor: parse the question, print the decision | ${round((lines.length * 1_000) / floor)} | 1.0 |`,
  );
  console.log(
    `| judge: parse, check, build the chain, decide, print | ${round((lines.length * 1_000) / ours)} | ${(ours / floor).toFixed(2)} |`,
  );
  await cleartitle.close();
}

await againstPeers();
await realCorpus();
await streams();
