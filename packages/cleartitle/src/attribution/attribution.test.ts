import type { Corpus } from "@cleartitle/corpus";
import { loadCorpus } from "@cleartitle/corpus/node";
import type { LinkVerdict, Reason } from "@cleartitle/rights";
import fc from "fast-check";
import { beforeAll, describe, expect, test } from "vitest";

import { Cleartitle } from "../cleartitle.ts";
import { corpusFolder } from "../corpus-folder.ts";
import { judgement } from "../testing/decisions.ts";
import { attributionOf } from "./attribution-of.ts";
import type { Attribution } from "./attribution.ts";
import { standingOf } from "./standing-of.ts";
import { addressOf, attributionFormats, writeAttribution } from "./write-attribution.ts";

let cleartitle: Cleartitle;
let corpus: Corpus;
beforeAll(async () => {
  cleartitle = await Cleartitle.open({ now: () => new Date("2026-11-22T12:00:00Z") });
  corpus = await loadCorpus(corpusFolder(), { today: "2026-11-22" });
});

const ask = (made: {
  readonly on?: string;
  readonly chain: readonly Record<string, string>[];
}): Attribution => attributionOf(corpus, cleartitle.judge({ use: "marketing", on: "2026-11-22", made }));
const link = (kind: string, name: string, party: string | null = null): LinkVerdict => ({
  kind,
  party,
  name,
  identity: party === null ? "unknown" : "stated",
  because: "",
  verdict: "unknown",
});
const line = (text: string): Attribution => ({
  standing: "optional",
  because: [],
  asked: [],
  made: [{ kind: "model", party: null, name: text, by: null, licence: null, inferred: false }],
  via: [],
  text: `Image created with ${text}`,
  digitalSourceType: null,
});
const picture = { address: "generated-image.jpg", description: "Product visualization" };

describe("the line", () => {
  test.each([
    [[{ model: "flux-1-dev" }], "Image created with FLUX.1 [dev]"],
    [[{ gateway: "abstrakt" }, { model: "flux-1-dev" }], "Image created with FLUX.1 [dev] via Abstrakt"],
    [[{ service: "midjourney" }], "Image created with Midjourney"],
  ])("of %j", (chain, text) => {
    expect(ask({ chain }).text).toBe(text);
  });

  test("names what the file names, where nobody has it on record, and says that it is unknown", () => {
    const made = attributionOf(
      corpus,
      judgement({ chain: [link("model", "hillside_blend_v3")], reasons: [] }),
    );
    expect(made).toMatchObject({ standing: "unknown", text: "Image created with hillside_blend_v3" });
    expect(made.made[0]?.party).toBeNull();
  });

  test("invents nothing", () => {
    const chain = [link("model", ""), link("law", "A law", "third-party-rights")];
    expect(() => attributionOf(corpus, judgement({ chain, reasons: [] }))).toThrow(
      expect.objectContaining({ code: "no-attribution" }) as Error,
    );
  });

  test("names a thing once, though it is there twice", () => {
    const chain = [
      link("gateway", "x", "midjourney"),
      link("service", "y", "midjourney"),
      link("model", "m"),
      link("model", "m"),
    ];
    expect(attributionOf(corpus, judgement({ chain, reasons: [] })).text).toBe(
      "Image created with m via Midjourney",
    );
  });

  test("names author and licence where a licence asks for them", () => {
    const party = {
      ...corpus.parties["sdxl-1.0"]!,
      id: "m",
      name: "Mountains",
      operator: "Ada",
      licence: [{ id: "cc-by-4.0", from: { earliest: "2020-01-01", latest: "2020-01-01" }, until: null }],
    };
    const small = { ...corpus, parties: { ...corpus.parties, m: party } };
    const decision = judgement({
      chain: [link("model", "mountains", "m")],
      reasons: [reason("cc-by-4.0-credit", "cc-by-4.0")],
    });
    expect(attributionOf(small, decision).text).toMatch(
      /^Image created with Mountains by Ada \(.*Attribution.*4\.0.*\)$/,
    );
  });
});

function reason(rule: string, party: string, rest: Partial<Reason> = {}): Reason {
  const [plain] = judgement({}).reasons;
  return { ...plain!, rule, party, effect: "duty", ...rest };
}

describe("whether it is asked for", () => {
  const chain = [link("service", "xAI Grok", "xai-grok")];
  const grok = "xai-grok-attribution";
  test("a clause that fires makes it required", () => {
    const reasons = [reason(grok, "xai-grok")];
    expect(standingOf(corpus, { chain, reasons })).toMatchObject({ standing: "required", asked: reasons });
  });
  test("a lesser source recommends it", () => {
    const reasons = [reason(grok, "xai-grok", { grade: "secondary" })];
    expect(standingOf(corpus, { chain, reasons }).standing).toBe("recommended");
  });
  test("a clause that may fire leaves it open and says what it hangs on", () => {
    const reasons = [reason(grok, "xai-grok", { fires: "maybe" })];
    const { standing, because } = standingOf(corpus, { chain, reasons });
    expect(standing).toBe("unknown");
    expect(because).toEqual(["Whether xAI Grok and Grok Imagine asks for it hangs on: Plan."]);
  });
  test("a link without terms leaves it open, though another source recommends it", () => {
    const reasons = [reason(grok, "xai-grok", { grade: "secondary" })];
    expect(standingOf(corpus, { chain: [...chain, link("adapter", "cut")], reasons }).standing).toBe(
      "unknown",
    );
  });
  test("duties of another kind do not count", () => {
    expect(standingOf(corpus, { chain, reasons: [reason("xai-grok-permission", "xai-grok")] }).standing).toBe(
      "optional",
    );
  });
  test("follows the plan and the date of making", () => {
    const free = { service: "xai-grok", plan: "business" };
    expect(ask({ on: "2026-07-20", chain: [free] }).standing).toBe("optional");
    expect(ask({ on: "2026-07-20", chain: [{ service: "xai-grok" }] }).standing).toBe("unknown");
  });
});

describe("the formats", () => {
  test("HTML has the form that guides show", () => {
    expect(writeAttribution(line("FLUX.1-dev"), "html", picture)).toBe(
      '<img src="generated-image.jpg" alt="Product visualization" />\n<small>Image created with FLUX.1-dev</small>\n',
    );
  });
  test("Markdown keeps brackets and stars as they are", () => {
    expect(writeAttribution(line("FLUX.1 [dev] *x*"), "markdown", picture)).toBe(
      "![Product visualization](<generated-image.jpg>)\n\n*Image created with FLUX.1 \\[dev\\] \\*x\\**\n",
    );
  });
  test("a caption is a sentence", () => {
    expect(writeAttribution(line("Midjourney"), "caption", picture)).toBe("Created with Midjourney.\n");
  });
  test("IPTC states the source type only where the file does", () => {
    const without = writeAttribution(line("M"), "iptc", picture);
    expect(without).toContain('photoshop:Credit="Image created with M"');
    expect(without).not.toContain("DigitalSourceType");
    const stated = { ...line("M"), digitalSourceType: "trainedAlgorithmicMedia" };
    expect(writeAttribution(stated, "iptc", picture)).toContain("digitalsourcetype/trainedAlgorithmicMedia");
  });
  test("addresses of files are fit for a page", () => {
    expect(addressOf('a/b/zwölf "#1"?.png')).toBe("zw%C3%B6lf%20%22%231%22%3F.png");
  });

  test("names of strangers break out of no format", () => {
    fc.assert(
      fc.property(fc.string({ unit: "grapheme" }), fc.constantFrom(...attributionFormats), (name, format) => {
        const hostile = `</small><script>"'\n\u001b[31m\`*](x)${name}`;
        const text = writeAttribution(line(hostile), format, {
          address: addressOf(hostile),
          description: hostile,
        });
        // eslint-disable-next-line no-control-regex -- that is what is looked for
        expect(text).not.toMatch(/[\u0000-\u0009\u000b-\u001f\u007f]/);
        if (format === "html" || format === "iptc") {
          expect(text).not.toContain("<script>");
          expect(text.split("\n").length).toBe(format === "html" ? 3 : 11);
        }
        if (format === "text" || format === "caption") expect(text.trimEnd().split("\n").length).toBe(1);
      }),
      { seed: 1 },
    );
  });
});
