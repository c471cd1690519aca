import { compileCorpus } from "@cleartitle/corpus/compile";
import type { Corpus } from "@cleartitle/corpus";
import { describe, expect, test } from "vitest";
import { alternativeChains } from "./alternatives.ts";
import { buildChain, type Asked, type Making } from "./build-chain.ts";
import type { Chain, Link } from "./chain.ts";
import { linkSpec } from "./link-spec.ts";
import { specsFromQuestion } from "./specs-from-question.ts";

const SHA = "31e35c80fc4829d14f90153f4c74cd59c90b779f6afe05a74cd6120b893f7e5b";
const DOCUMENT =
  "documents:\n  t: { title: T, url: https://example.org, governs: making, versions: [{ id: a, from: 2020-01-01, seen: [2020-01-02, 2026-01-01] }] }\n";

const AGENCY_RULE =
  "rules:\n  agency-label: { topic: use, effect: duty, duty: label, uses: [stock], reading: R., source: { document: t, at: a }, in-force: { from: 2020-01-01 }, known: 2026-01-01, grade: contract, review: reviewed }\n";

function party(kind: string, id: string, fields: string): { path: string; text: string } {
  return { path: `${kind}s/${id}.yaml`, text: `id: ${id}\nkind: ${kind}\nname: ${id}\n${fields}` };
}

const corpus: Corpus = compileCorpus(
  [
    {
      path: "registry/uses.yaml",
      text: "commercial: { label: C, band: clear, examples: [a] }\nstock: { parent: commercial, label: S, band: clear, needs: market, examples: [a] }\n",
    },
    {
      path: "registry/facts.yaml",
      text: "plan: { type: text, scope: link, subject: making, change: user, label: P, question: P?, help: '' }\n",
    },
    { path: "registry/duties.yaml", text: "label: { phase: with, text: L., how: '' }\n" },
    { path: "registry/topics.yaml", text: "use: { layer: source, label: U }\n" },
    { path: "registry/grades.yaml", text: "contract: { label: C, stale-days: 90, expires-days: 900 }\n" },
    party("licence", "free", DOCUMENT),
    party("licence", "strict", DOCUMENT),
    party("model", "base", "licence: [{ id: free, from: 2022-08-22 }]\nbase: null\n"),
    party(
      "model",
      "tuned",
      `licence: [{ id: strict, from: 2023-05-01, until: 2024-01-01 }, { id: free, from: 2024-01-01 }]\nbase: base\ncomponents: [{ role: text-encoder, id: encoder }]\nfiles: [{ name: tuned.safetensors, sha256: ${SHA}, autov2: "31e35c80fc" }]\nnames: [tuned_v1]\n`,
    ),
    party("adapter", "decoder", "licence: [{ id: free, from: 2021-01-01 }]\nbase: null\n"),
    party("adapter", "decoder-fix", "licence: [{ id: free, from: 2021-01-01 }]\nbase: decoder\n"),
    party("adapter", "hasty", "licence: [{ id: free, from: 2021-01-01 }]\nbase: base\n"),
    party("model", "retuned", "licence: [{ id: free, from: 2024-01-01 }]\nbase: tuned\n"),
    party("model", "encoder", "licence: [{ id: free, from: 2021-01-01 }]\nbase: null\n"),
    party(
      "service",
      "maker",
      `since: 2023-01-01\nplans: { free: { name: Free }, pro: { name: Pro, aliases: [professional] } }\n${DOCUMENT}`,
    ),
    party("gateway", "host", `hosts: [{ model: tuned, terms: agreement }]\n${DOCUMENT}`),
    party("tool", "program", DOCUMENT),
    party("market", "agency", `${DOCUMENT.replace("making", "use")}${AGENCY_RULE}`),
    party("market", "bookshop", DOCUMENT.replace("making", "use")),
    party("law", "everywhere", `territory: [world]\n${DOCUMENT.replace("making", "use")}`),
    party("law", "german", `territory: [de]\n${DOCUMENT.replace("making", "use")}`),
    party("law", "european", `territory: [eu]\n${DOCUMENT.replace("making", "use")}`),
    party("law", "york", `territory: [us-ny]\n${DOCUMENT.replace("making", "use")}`),
  ],
  { version: "test" },
).corpus;

const ASKED: Asked = { use: "commercial", market: null, on: "2026-01-01", facts: {} };

function chainOf(making: Partial<Making>, asked: Partial<Asked> = {}): Chain {
  return buildChain(
    corpus,
    { specs: [], madeOn: null, silence: "nobody said", ...making },
    { ...ASKED, ...asked },
  );
}

function written(links: readonly Link[]): readonly string[] {
  return links
    .filter(({ kind }) => kind !== "law")
    .map(({ kind, party: id, identity }) => `${kind} ${id ?? "?"} ${identity}`);
}

describe("a model", () => {
  test("is known by its hash, with its licences by date, its base and its components", () => {
    const { links, made } = chainOf({
      specs: [linkSpec("model", { name: "whatever.ckpt", hash: "31e35c80fc", hashKind: "autov2" })],
    });
    expect(written(links)).toEqual(["model tuned hash", "base base hash", "component encoder hash"]);
    expect(links[0]?.terms.map(({ party: id, until }) => [id, until?.latest])).toEqual([
      ["tuned", undefined],
      ["strict", "2024-01-01"],
      ["free", undefined],
    ]);
    expect(made).toEqual({ earliest: "2023-05-01", latest: "2026-01-01" });
  });

  test("known by its file's name only is an inference", () => {
    expect(
      written(chainOf({ specs: [linkSpec("model", { name: "sdxl\\Tuned_v1.safetensors" })] }).links)[0],
    ).toBe("model tuned inferred");
  });

  test("named by its file in a question is an inference too", () => {
    for (const model of ["tuned_v1", "somebody/tuned_v1", "Tuned_v1-fp16.safetensors"])
      expect(written(chainOf({ specs: specsFromQuestion([{ model }]) }).links)[0]).toBe(
        "model tuned inferred",
      );
    expect(written(chainOf({ specs: specsFromQuestion([{ model: "my-tuned_v1" }]) }).links)[0]).toBe(
      "model ? unknown",
    );
  });

  test("that is a service on record is nobody we know, and the chain says that there is a service", () => {
    const because = (model: string): unknown =>
      chainOf({ specs: specsFromQuestion([{ model }]) }).links[0]?.because;
    expect(because("maker")).toBe("no model of that name is on record; a service is: maker");
    expect(because("elsewhere")).toBe("no model of that name is on record");
  });

  test("that is a part, such as a VAE, leaves open which model made the image; one that speeds a model up is that model", () => {
    const links = (model: string): readonly Link[] =>
      chainOf({ specs: specsFromQuestion([{ model }]) }).links.filter(({ kind }) => kind !== "law");
    for (const part of ["decoder", "decoder-fix"]) {
      const open = links(part).at(-1);
      expect([open?.kind, open?.party]).toEqual(["model", null]);
      expect(open?.because).toBe(`no image comes from ${part} alone, and nobody says which model was used`);
    }
    expect(written(links("hasty"))).toEqual(["model hasty declared", "base base declared"]);
  });

  test("whose hash contradicts its name is nobody we know, and the chain says why", () => {
    const { links, problems } = chainOf({
      specs: [linkSpec("model", { name: "tuned.safetensors", hash: "ffffffffff", hashKind: "autov2" })],
    });
    expect(written(links)).toEqual(["model ? unknown"]);
    expect(problems.map(({ code }) => code)).toEqual(["name-contradicts-hash"]);
  });

  test("with an unknown hash kind is told by the length of the hash", () => {
    expect(
      written(
        chainOf({ specs: [linkSpec("model", { hash: SHA.toUpperCase(), hashKind: "unknown" })] }).links,
      )[0],
    ).toBe("model tuned hash");
    expect(
      written(chainOf({ specs: [linkSpec("model", { hash: "31e35c80f", hashKind: "unknown" })] }).links)[0],
    ).toBe("model ? unknown");
  });

  test("stays with its declared licence where nobody knows it", () => {
    const [link] = chainOf({ specs: specsFromQuestion([{ model: "my-own", licence: "free" }]) }).links;
    expect([link?.party, link?.identity, link?.terms[0]?.party]).toEqual([null, "declared", "free"]);
  });
});

describe("a host", () => {
  test("with an agreement of its own stands in for the licence of the model it runs", () => {
    const { links } = chainOf({ specs: specsFromQuestion([{ gateway: "host" }, { model: "tuned" }]) });
    expect(written(links)).toEqual(["gateway host declared", "model tuned declared"]);
    expect(links[0]?.facts).toEqual({ "route.hosted": true, "route.model": "tuned" });
    expect([links[1]?.stance, links[1]?.terms]).toEqual(["fine", []]);
  });

  test("whose agreement covers a model does not cover what somebody else made of it", () => {
    const { links } = chainOf({
      specs: specsFromQuestion([{ gateway: "host" }, { model: "tuned" }, { model: "retuned" }]),
    });
    expect(links.filter(({ party: id }) => id === "tuned").map(({ kind, stance }) => [kind, stance])).toEqual(
      [
        ["model", "fine"],
        ["base", "permission"],
      ],
    );
  });

  test("without one lets the licence flow through, base and all, but runs the components itself", () => {
    const { links } = chainOf({ specs: specsFromQuestion([{ gateway: "host" }, { model: "base" }]) });
    expect(links[1]).toMatchObject({ stance: "permission", facts: { "route.hosted": true } });
    expect(links[1]?.terms.map(({ party: id }) => id)).toEqual(["base", "free"]);
  });

  test("that names no model leaves the model open", () => {
    expect(written(chainOf({ specs: specsFromQuestion([{ gateway: "host" }]) }).links)).toEqual([
      "gateway host declared",
      "model ? unknown",
    ]);
    const because = (specs: Making["specs"]): unknown =>
      chainOf({ specs }).links.find(({ kind }) => kind === "model")?.because;
    expect(because(specsFromQuestion([{ gateway: "host" }]))).toBe("nobody says which model host ran");
    expect(because(specsFromQuestion([{ gateway: "elsewhere" }]))).toBe("nobody said");
  });

  test("is what it is on record, whatever it is called: a hub called a service still leaves the model open", () => {
    expect(written(chainOf({ specs: specsFromQuestion([{ service: "host" }]) }).links)).toEqual([
      "gateway host declared",
      "model ? unknown",
    ]);
    const { links } = chainOf({ specs: specsFromQuestion([{ service: "host" }, { model: "tuned" }]) });
    expect([links[0]?.facts["route.model"], links[1]?.stance]).toEqual(["tuned", "fine"]);
    expect(written(chainOf({ specs: specsFromQuestion([{ gateway: "maker" }]) }).links)).toEqual([
      "service maker declared",
    ]);
  });

  test("runs a service like a model", () => {
    const { links } = chainOf({ specs: specsFromQuestion([{ gateway: "host" }, { service: "maker" }]) });
    expect(links[0]?.facts["route.model"]).toBe("maker");
  });

  test("that makes images itself is the model named like it, and of no other", () => {
    const named = (model: string): readonly string[] =>
      written(chainOf({ specs: specsFromQuestion([{ service: "maker" }, { model }]) }).links);
    for (const own of ["maker", "Maker v6.1", "maker-3"])
      expect(named(own)).toEqual(["service maker declared"]);
    for (const other of ["v6", "3", "maker-turbo", "something"])
      expect(named(other)).toEqual(["service maker declared", "model ? unknown"]);
    expect(written(chainOf({ specs: specsFromQuestion([{ model: "maker" }]) }).links)).toEqual([
      "model ? unknown",
    ]);
  });

  test("has a plan by id, name, alias or as a fact; one that is not on record is said", () => {
    const plan = (specs: Making["specs"], facts: Asked["facts"] = {}): string => {
      const { links, problems } = chainOf({ specs }, { facts });
      return `${links[0]?.plan ?? "-"} ${problems.map(({ code }) => code).join()}`;
    };
    expect(plan(specsFromQuestion([{ service: "maker", plan: "Professional" }]))).toBe("pro ");
    expect(plan(specsFromQuestion([{ service: "maker" }]), { plan: "free" })).toBe("free ");
    expect(plan(specsFromQuestion([{ service: "maker", plan: "gold" }]))).toBe("gold unknown-plan");
    expect(plan(specsFromQuestion([{ service: "maker" }]))).toBe("- ");
  });
});

describe("a chain", () => {
  test("without an engine says that there is none", () => {
    expect(written(chainOf({ specs: [linkSpec("tool", { name: "program" })] }).links)).toEqual([
      "tool program stated",
      "model ? unknown",
    ]);
    expect(written(chainOf({}).links)).toEqual(["model ? unknown"]);
  });

  test("has each party once, however often it is named", () => {
    const { links } = chainOf({
      specs: specsFromQuestion([{ model: "tuned" }, { model: "tuned" }, { model: "base" }]),
    });
    expect(written(links)).toEqual([
      "model tuned declared",
      "base base declared",
      "component encoder declared",
    ]);
  });

  test("ends with the market where the use needs one, named or not", () => {
    const market = (asked: Partial<Asked>): readonly string[] => written(chainOf({}, asked).links).slice(1);
    expect(market({ use: "stock", market: "agency" })).toEqual(["market agency declared"]);
    expect(market({ use: "stock" })).toEqual(["market ? unknown"]);
    expect(market({ use: "stock", market: "nowhere" })).toEqual(["market ? unknown"]);
    expect(market({})).toEqual([]);
  });

  test("does not take a market's word for a use its record says nothing about", () => {
    const link = chainOf({}, { use: "stock", market: "bookshop" }).links[1];
    expect([link?.party, link?.name, link?.because]).toEqual([
      null,
      "bookshop",
      "its record says nothing about this use",
    ]);
  });

  test("is looked at by the laws of the places it touches", () => {
    const laws = (facts: Asked["facts"]): readonly (string | null)[] =>
      chainOf({}, { facts })
        .links.filter(({ kind }) => kind === "law")
        .map(({ party: id }) => id);
    expect(laws({})).toEqual(["everywhere"]);
    expect(laws({ "use.territory": "none" })).toEqual(["everywhere"]);
    expect(laws({ "use.territory": "DE" })).toEqual(["european", "everywhere", "german"]);
    expect(laws({ "use.territory": "us", "holder.country": "fr" })).toEqual([
      "european",
      "everywhere",
      "york",
    ]);
  });

  test("keeps what is said of the day: a day, a month, or nothing but bounds", () => {
    const made = (madeOn: string | null): string => {
      const { made: days, problems } = chainOf({ madeOn, specs: specsFromQuestion([{ service: "maker" }]) });
      return `${days.earliest}..${days.latest} ${problems.map(({ code }) => code).join()}`;
    };
    expect(made("2024-02-29T10:00:00+01:00")).toBe("2024-02-29..2024-02-29 ");
    expect(made("2024-02")).toBe("2024-02-01..2024-02-29 ");
    expect(made("2026-01-02")).toBe("2023-01-01..2026-01-01 bad-date");
    expect(made("2026")).toBe("2026-01-01..2026-01-01 ");
    expect(made("2022")).toBe("2022-01-01..2022-12-31 bad-date");
    expect(made("2023-02-29")).toBe("2023-01-01..2026-01-01 bad-date");
    expect(made(null)).toBe("2023-01-01..2026-01-01 ");
  });
});

test("alternatives: without the adapters, or with another model that is no part of one", () => {
  const specs = specsFromQuestion([{ model: "base" }, { adapter: "sha256:00ff" }]);
  const changes = alternativeChains(corpus, { specs, silence: "" }, ASKED).map(({ change }) => change);
  expect(changes).toEqual([{ adapter: "none" }, { model: "tuned" }, { model: "retuned" }]);
});
