import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

import { afterAll, describe, expect, test } from "vitest";

import { Records } from "../records/records.ts";
import type { PublishingReview } from "../review/review.ts";
import { runCommand } from "../testing/run-command.ts";

const example = (name: string): string => join(import.meta.dirname, "../../../../examples", name);
const folder = mkdtempSync(join(tmpdir(), "review-"));
afterAll(() => rmSync(folder, { recursive: true, force: true }));
const picture = example("forge-flux-schnell.png");
const asked = ["review", picture, "--for", "client-work"];
const openPoints = async (): Promise<readonly string[]> => {
  const { out } = await runCommand([...asked, "--json"]);
  const { points } = JSON.parse(out) as PublishingReview;
  return points.flatMap(({ code, mandatory, state }) => (mandatory && state === "open" ? [code] : []));
};

describe("cleartitle review", () => {
  test("shows what is open and how to close it", async () => {
    const { status, out } = await runCommand(asked);
    expect(status).toBe(1);
    expect(out).toMatch(/^Not cleared: \d+ of \d+ mandatory points are open/m);
    expect(out).toMatch(/^\[x\] The licences and terms/m);
    expect(out).toMatch(/--by NAME --confirm client-consent$/m);
  });

  test("is cleared by a named person, and recorded with the decision; one open point records that it is not", async () => {
    const place = { folder: join(folder, "ledger"), keys: join(folder, "keys") };
    const codes = await openPoints();
    const confirm = (all: readonly string[]): readonly string[] => all.flatMap((code) => ["--confirm", code]);
    const keep = ["--by", "Ada Lovelace", "--record", "--ledger", place.folder];
    const environment = { CLEARTITLE_KEYS: place.keys, LANG: "C.UTF-8" };
    const some = await runCommand([...asked, ...keep, ...confirm(codes.slice(1))], "", environment);
    expect(some.status).toBe(1);
    const all = await runCommand([...asked, ...keep, ...confirm(codes), "--json"], "", environment);
    expect(all.status).toBe(0);
    expect(JSON.parse(all.out)).toMatchObject({
      outcome: "cleared",
      by: "Ada Lovelace",
      records: [{ kind: "decision" }, { kind: "review" }],
    });
    const records = await Records.open(place);
    const found = await records.catalog.find({ kind: "review" });
    expect(found.map(({ record }) => (record.body as { outcome: string }).outcome)).toEqual([
      "not-cleared",
      "cleared",
    ]);
    expect(JSON.stringify(found)).not.toContain("Lovelace");
    // What the first review confirmed is on record, so that the second rests on another decision.
    const [first, second] = await records.catalog.find({ kind: "decision" });
    expect(first?.record.body).not.toHaveProperty("attestations");
    expect(second?.record.body).toMatchObject({ attestations: [found[0]?.record.id] });
    expect(await records.catalog.find({ kind: "decision", openDuty: true })).toEqual([]);
    const openings = await records.privates.openings(found[1]!.record.id);
    expect(openings.map(({ field }) => field)).toEqual(expect.arrayContaining(["by", "confirmedBy"]));
    await records.close();
  });

  test("on record names the declarations that it was made with, however long their path is", async () => {
    const place = { folder: join(folder, "declared"), keys: join(folder, "declared-keys") };
    const config = join(folder, ...Array.from({ length: 3 }, (_, at) => String(at).repeat(120)));
    mkdirSync(join(config, "cleartitle"), { recursive: true });
    writeFileSync(join(config, "cleartitle", "cleartitle.yaml"), "holder:\n  kind: individual\n");
    const ran = await runCommand([...asked, "--by", "Ada", "--record", "--ledger", place.folder], "", {
      CLEARTITLE_KEYS: place.keys,
      XDG_CONFIG_HOME: config,
    });
    expect(ran.err).toMatch(/^Declarations used: /m);
    expect(ran.status).toBe(1);
    const records = await Records.open(place);
    const [proof] = await records.catalog.find({ kind: "evidence-file" });
    const [decision] = await records.catalog.find({ kind: "decision" });
    const { file } = proof!.record.body as { readonly file: { readonly sha256: string } };
    expect(decision?.record.body).toMatchObject({ question: { declarations: [file.sha256] } });
    const [name] = await records.privates.openings(proof!.record.id);
    expect(name).toMatchObject({ field: "fileName", json: '"cleartitle.yaml"' });
    await records.close();
  });

  test("on record names its market, and the duties that each confirmed point covers", async () => {
    const place = { folder: join(folder, "market"), keys: join(folder, "market-keys") };
    const args = [
      "review",
      picture,
      "--market",
      "adobe-stock",
      "--by",
      "Ada",
      "--record",
      "--ledger",
      place.folder,
    ];
    const around = { CLEARTITLE_KEYS: place.keys, LANG: "C.UTF-8" };
    const { out } = await runCommand([...args.slice(0, 4), "--json"], "", around);
    const { points } = JSON.parse(out) as { points: readonly { code: string; confirmable: boolean }[] };
    const confirmed = points.flatMap(({ code, confirmable }) => (confirmable ? ["--confirm", code] : []));
    await runCommand([...args, ...confirmed], "", around);
    const records = await Records.open(place);
    const [found] = await records.catalog.find({ kind: "review", market: "adobe-stock" });
    await records.close();
    const { market, items } = found!.record.body as {
      market: string;
      items: readonly { duties?: unknown }[];
    };
    expect(market).toBe("adobe-stock");
    expect(items.flatMap(({ duties }) => duties ?? [])).toContain("market.ai-checkbox");
  });

  test.each([
    [["--confirm", "client-consent"], /--by NAME/],
    [["--by", " ", "--confirm", "client-consent"], /name of a person/],
    [["--record"], /--by NAME/],
    [["--by", "Ada", "--confirm", "licence"], /Nobody's word closes "licence"/],
    [["--by", "Ada", "--confirm", "client-consnet"], /Did you mean "client-consent"/],
  ])("%j says what is wrong", async (args, message) => {
    const { status, out, err } = await runCommand([...asked, ...args]);
    expect(status).toBe(2);
    expect(out).toBe("");
    expect(err).toMatch(message);
  });

  test("a bare claim that a duty is done closes nothing", async () => {
    const args = ["review", example("midjourney.png"), "--for", "client-work", "--json"];
    const { out } = await runCommand([...args, "--fact", "met.service.no-human-claim=true"]);
    const { points } = JSON.parse(out) as PublishingReview;
    expect(points.find(({ code }) => code === "disclosure")).toMatchObject({
      mandatory: true,
      state: "open",
    });
  });

  test("what a person vouches for in cleartitle.yaml closes what it is about, as it counts in an answer", async () => {
    const config = join(folder, "config");
    mkdirSync(join(config, "cleartitle"), { recursive: true });
    const facts = [
      "content.trademark",
      "content.real-person",
      "content.political",
      "content.prohibited-by-licence",
      "met.service.no-human-claim",
    ];
    writeFileSync(
      join(config, "cleartitle/cleartitle.yaml"),
      `attestations:\n${facts.map((fact) => `  - { fact: ${fact}, value: ${fact.startsWith("met.")}, by: Ada Example }\n`).join("")}`,
    );
    const around = { XDG_CONFIG_HOME: config, LANG: "C.UTF-8" };
    const args = ["review", example("midjourney.png"), "--for", "client-work", "--json"];
    const before = JSON.parse((await runCommand(args, "", { LANG: "C.UTF-8" })).out) as PublishingReview;
    const { points } = JSON.parse((await runCommand(args, "", around)).out) as PublishingReview;
    const point = (code: string, of = points): PublishingReview["points"][number] | undefined =>
      of.find((each) => each.code === code);
    expect(point("no-person-or-mark", before.points)).toMatchObject({ state: "open" });
    expect(point("no-person-or-mark")).toMatchObject({
      state: "evidence",
      evidence: "content.trademark=false (cleartitle.yaml), content.real-person=false (cleartitle.yaml)",
    });
    // Nobody is asked again for what somebody named has vouched for.
    expect(
      points.filter(({ code, state }) => facts.includes(code.replace("confirm.", "")) && state === "open"),
    ).toEqual([]);
    expect(point("disclosure", before.points)).toMatchObject({ state: "open" });
    expect(point("disclosure")).toMatchObject({
      state: "evidence",
      evidence: "met.service.no-human-claim=true (cleartitle.yaml)",
    });
  });

  test("a file that is no image has a message", async () => {
    const { status, err } = await runCommand(["review", example("README.md")]);
    expect(status).toBe(2);
    expect(err).toContain("README.md");
  });
});
