import { describe, expect, test } from "vitest";

import { scanPrompt } from "./scan-prompt.ts";
import { innocentPrompts } from "./testing/innocent-prompts.ts";
import { namingPrompts } from "./testing/naming-prompts.ts";

const certain = (text: string): readonly string[] =>
  scanPrompt(text)
    .filter((finding) => finding.confidence === "certain")
    .map((finding) => finding.name);
const ambiguous = (text: string): readonly string[] =>
  scanPrompt(text)
    .filter((finding) => finding.confidence === "ambiguous")
    .map((finding) => finding.name);

describe("words that look like names", () => {
  test.each([
    ["monetary policy", []],
    ["applefarm, pineapple", []],
    ["Marilynne and Maria", []],
    ["アネモネ", []],
    ["マリオネット", []],
    ["Монета и монеты", []],
    ["", []],
    ["   \n\t", []],
  ])("%s names nobody", (text, names) => {
    expect(scanPrompt(text)).toEqual(names);
  });

  test.each(innocentPrompts)("no certain finding: %s", (prompt) => {
    expect(certain(prompt)).toEqual([]);
  });

  test("a fruit is a question, a fruit tree is none, a logo is an answer", () => {
    expect(ambiguous("an apple on a plate")).toEqual(["Apple"]);
    expect(scanPrompt("an apple tree")).toEqual([]);
    expect(certain("the apple logo")).toEqual(["Apple"]);
  });

  test("an everyday word needs a capital and an end after 'by'", () => {
    expect(certain("painting by Jeff Wall, large format")).toEqual(["Jeff Wall"]);
    expect(certain("a garden by jeff wall paper")).toEqual([]);
  });

  test("case decides where the case is the name", () => {
    expect(certain("flag of the EU")).toEqual(["European Union"]);
    expect(scanPrompt("eu e meu cachorro")).toEqual([]);
    expect(ambiguous("EU E MEU CACHORRO NA PRAIA")).toEqual(["European Union"]);
  });
});

describe("names as people write them", () => {
  test.each(namingPrompts)("%s", (prompt, kind, name) => {
    expect(
      scanPrompt(prompt)
        .filter((finding) => finding.confidence === "certain")
        .map((finding) => `${finding.kind}: ${finding.name}`),
    ).toContain(`${kind}: ${name}`);
  });

  test.each([
    ["claude  \t monet", [0, 15]],
    ["((claude monet:1.2))", [2, 14]],
    ["[claude_monet]", [1, 13]],
    ["{claude-monet}", [1, 13]],
    ["CLAUDE MONET's garden", [0, 12]],
    ["cla\u200Bude m\u00ADonet", [0, 14]],
    ["\u202Eclaude monet\u202C", [1, 14]],
    ["clau\u0301de mo\u0308ne\u0300t", [0, 15]],
    ["𝐜𝐥𝐚𝐮𝐝𝐞 𝐦𝐨𝐧𝐞𝐭", [0, 23]],
  ])("%j gives its span", (text, span) => {
    const [finding] = scanPrompt(text);
    expect(finding?.name).toBe("Claude Monet");
    expect(finding?.span).toEqual(span);
    expect(finding?.matched).toBe(text.slice(span[0], span[1]));
  });

  test("a name does not run across tags", () => {
    expect(certain("star, wars")).toEqual([]);
    expect(certain("star wars")).toEqual(["Star Wars"]);
  });

  test("the longer name counts, not the shorter one inside it", () => {
    expect(scanPrompt("James Bond").map((finding) => finding.matched)).toEqual(["James Bond"]);
    expect(scanPrompt("nikola tesla").map((finding) => finding.name)).toEqual(["Nikola Tesla"]);
  });

  test("Turkish capitals and composed or decomposed Korean are the same name", () => {
    expect(certain("PİKACHU")).toEqual(["Pikachu"]);
    expect(certain("pıkachu")).toEqual(["Pikachu"]);
    expect(certain("피카츄".normalize("NFD"))).toEqual(["Pikachu"]);
    expect(certain("피카츄를")).toEqual(["Pikachu"]);
    expect(certain("피카츄린드")).toEqual([]);
    // 츔 begins with the letters of 츄.
    expect(certain("피카츔")).toEqual([]);
    expect(certain("피카츔".normalize("NFD"))).toEqual([]);
    expect(certain("ﾋﾟｶﾁｭｳ")).toEqual(["Pikachu"]);
  });

  test("Russian endings are read, other words are not", () => {
    expect(certain("портрет Путина")).toEqual(["Vladimir Putin"]);
    expect(certain("Сталинград")).toEqual([]);
  });

  test("a list carries 'by' on, and a franchise settles its characters", () => {
    expect(certain("by Monet and Hopper, and Turner")).toEqual([
      "Claude Monet",
      "Edward Hopper",
      "J.M.W. Turner",
    ]);
    expect(ambiguous("a link in a chain")).toEqual(["Link (Zelda)"]);
    expect(certain("link, the legend of zelda")).toEqual(["Link (Zelda)", "The Legend of Zelda"]);
  });
});

describe("what is read and what is not", () => {
  test("files that tags load are left to the chain of title", () => {
    expect(scanPrompt("castle <lora:naruto_style:0.8>")).toEqual([]);
  });

  test("a negative prompt only where it is asked for", () => {
    const text = "castle\nNegative prompt: mickey mouse\nSteps: 20, Sampler: Euler, Model: pikachu-mix";
    expect(scanPrompt(text)).toEqual([]);
    expect(scanPrompt(text, { negative: true }).map(({ name, part }) => [name, part])).toEqual([
      ["Mickey Mouse", "negative"],
    ]);
    expect(scanPrompt("castle --no pikachu, text --ar 16:9")).toEqual([]);
    expect(scanPrompt("lake --no <lora:soft:1> pikachu")).toEqual([]);
    expect(scanPrompt("pikachu --no text --ar 16:9").map(({ part }) => part)).toEqual(["prompt"]);
  });

  test("artists carry their years, and on a day whether their works are free", () => {
    const [monet] = scanPrompt("by Claude Monet", { on: "2026-11-22" });
    expect(monet).toMatchObject({ died: 1926, publicDomain: "yes", fact: "content.artist-name" });
    const [picasso] = scanPrompt("by Pablo Picasso", { on: "2026-11-22" });
    expect(picasso).toMatchObject({ died: 1973, publicDomain: "no" });
    const [rutkowski] = scanPrompt("by Greg Rutkowski", { on: "2026-11-22" });
    expect(rutkowski).toMatchObject({ died: null, publicDomain: "unknown" });
    expect(scanPrompt("by Claude Monet")[0]).not.toHaveProperty("publicDomain");
  });

  test("a finding says why in a sentence", () => {
    expect(scanPrompt("Claude Monet")[0]?.why).toBe("Names the artist Claude Monet (1840–1926).");
    expect(scanPrompt("an apple")[0]?.why).toBe(
      "“apple” may mean the brand Apple, or something else: the words around it do not settle it.",
    );
  });

  test("a name said over and over is reported up to a number, and no other name is lost", () => {
    const findings = scanPrompt(`${"pikachu ".repeat(5000)}nasa`, { perName: 3 });
    expect(findings.map(({ name }) => name)).toEqual(["Pikachu", "Pikachu", "Pikachu", "NASA"]);
  });
});
