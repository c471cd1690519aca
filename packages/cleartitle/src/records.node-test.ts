/** Records as a person makes them, a process at a time: recorded, proved, verified elsewhere, and refused where somebody tampered. */
import assert from "node:assert/strict";
import { spawn, spawnSync } from "node:child_process";
import { copyFileSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { once } from "node:events";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, test } from "node:test";

import { cli, runProcess, type Ran } from "./testing/run-process.ts";

const image = join(import.meta.dirname, "../../../examples/a1111-sdxl.png");
const folder = mkdtempSync(join(tmpdir(), "records-command-"));
after(() => rmSync(folder, { recursive: true, force: true }));

/** Everyone has a folder and a home of their own. */
function person(name: string): { readonly folder: string; run(...args: readonly string[]): Ran } {
  const own = join(folder, name);
  mkdirSync(own);
  return {
    folder: own,
    run: (...args) =>
      runProcess(own, args, {
        env: { PATH: process.env["PATH"], HOME: join(own, "home"), LANG: "C.UTF-8" },
      }),
  };
}

test("a decision is recorded, proved, verified by a stranger offline, and refused once tampered with", () => {
  const ada = person("ada");
  copyFileSync(image, join(ada.folder, "picture.png"));
  const asked = [
    "record",
    "picture.png",
    "--for",
    "merchandise",
    "--by",
    "Ada Example",
    "--note",
    "For the client.",
  ];
  const first = ada.run(...asked);
  assert.match(first.out, /^recorded as 1 {2}\w+ {2}picture\.png\n$/);
  assert.match(first.err, /A new ledger is in .*its signing key in .*keep a copy of the key/);
  const again = ada.run(...asked);
  assert.match(again.out, /^already on record as 1 /);
  assert.equal(again.status, first.status);
  assert.match(ada.run("log").err, /^3 records of 3/);

  const proved = ada.run("prove", "picture.png", "--show", "by");
  assert.equal(proved.status, 0, proved.err);
  const bundle = readFileSync(join(ada.folder, "picture.png.proof.json"), "utf8");
  assert.doesNotMatch(bundle, /For the client/);
  const key = ada.run("ledger", "checkpoint").err.trim().split("\n").at(-1) ?? "";
  assert.ok(proved.err.includes(`public key by another way: ${key}\n`), proved.err);

  const stranger = person("stranger");
  writeFileSync(join(stranger.folder, "proof.json"), bundle);
  copyFileSync(image, join(stranger.folder, "delivered.png"));
  const verified = stranger.run("verify", "proof.json", "--key", key, "--file", "delivered.png");
  assert.equal(verified.status, 0, verified.out);
  assert.match(verified.out, /^Proved: proof\.json/);
  assert.match(verified.out.replaceAll(/\s+/g, " "), /signed with a key that you gave/);
  assert.match(verified.out, /"Ada Example"/);
  assert.match(verified.out, /Not proved:\n {2}- That what the record says is true/);

  const parsed = JSON.parse(bundle) as {
    entry: string;
    attachments: { terms: { rules: { reading: string }[] } };
  };
  const entry = Buffer.from(parsed.entry, "base64").toString();
  const changed = Buffer.from(entry.replace('"use":"merchandise"', '"use":"resale-items"')).toString(
    "base64",
  );
  writeFileSync(join(stranger.folder, "changed.json"), JSON.stringify({ ...parsed, entry: changed }));
  const tampered = stranger.run("verify", "changed.json");
  assert.equal(tampered.status, 1);
  assert.match(tampered.out, /^Not proved: changed\.json\n {2}these \d+ bytes are not entry 1 of the log/);
  assert.match(tampered.out, /should be relied on/);

  parsed.attachments.terms.rules[0]!.reading = "Everything is allowed.";
  writeFileSync(join(stranger.folder, "words.json"), JSON.stringify(parsed));
  const words = stranger.run("verify", "words.json", "--key", key);
  assert.match(words.out.replaceAll(/\s+/g, " "), /Not proved:.*The words of the terms beside the proof/);
  assert.match(
    stranger.run("verify", "proof.json", "--file", "words.json").out,
    /is not about the file given/,
  );
  assert.doesNotMatch(tampered.out + tampered.err + words.err, /\n\s+at .*\.ts:\d+/);
});

test("what is exported comes back marked as recorded later, once; what is erased stays away, and the proof holds", () => {
  const bob = person("bob");
  copyFileSync(image, join(bob.folder, "picture.png"));
  bob.run(
    "record",
    "picture.png",
    "--for",
    "merchandise",
    "--by",
    "Bob",
    "--fact",
    "holder.revenue-usd=5000",
  );
  const attested = bob.run("attest", "content.real-person=false", "picture.png", "--by", "Bob");
  assert.match(attested.out, /Recorded as 2: Bob vouches for content\.real-person=false/);
  assert.match(bob.run("note", "1", "Why it was asked", "--by", "Bob").out, /Recorded as 3/);
  assert.equal(bob.run("export", "-o", "all.json").status, 0);
  const moved = bob.run("import", "all.json", "--ledger", "moved");
  assert.match(moved.out, /^3 imported, marked as recorded later; 0 were on record already; 0 left out/);
  assert.match(
    bob.run("import", "all.json", "--ledger", "moved").out,
    /^0 imported.*3 were on record already/,
  );
  const again = JSON.parse(bob.run("export", "--ledger", "moved").out) as {
    records: {
      id: string;
      kind: string;
      body: { about?: string };
      private: unknown;
      time: { basis: string };
    }[];
  };
  const before = JSON.parse(readFileSync(join(bob.folder, "all.json"), "utf8")) as typeof again;
  const said = ({ records }: typeof again): unknown =>
    // A note about a record is about what that record has become.
    records.map(({ kind, body: { about, ...body }, private: opened }) => {
      return { kind, body, opened, about: records.findIndex(({ id }) => id === about) };
    });
  assert.deepEqual(said(again), said(before));
  assert.ok(again.records.every(({ kind, time }) => kind === "corpus" || time.basis === "recorded-later"));

  bob.run("prove", "1", "-o", "before.json");
  const erased = bob.run("erase", "1", "by", "privateFacts", "--reason", "asked for");
  assert.match(erased.out, /^Erased from record 1; record 4 says so/);
  assert.equal(bob.run("verify", "before.json").status, 0);
  assert.equal(bob.run("ledger", "verify").status, 0);
  assert.match(bob.run("prove", "1", "--show", "by").err, /no private field "by" that could be shown/);
  const copy = bob.run("find", "picture.png", "--json");
  assert.equal((JSON.parse(copy.out) as { found: unknown[] }).found.length, 3);
});

test("a changed copy and a part are found, each with how; a file without a picture or without anything on it says so", async (t) => {
  const sharp = await import("sharp").then(
    ({ default: loaded }) => loaded,
    () => null,
  );
  if (sharp === null) return t.skip("the optional package sharp is not installed");
  const dora = person("dora");
  const at = (name: string): string => join(dora.folder, name);
  copyFileSync(image, at("picture.png"));
  dora.run("record", "picture.png");
  await sharp(image).flop().resize({ width: 200 }).jpeg({ quality: 60 }).toFile(at("mirrored.jpg"));
  await sharp(image).extract({ left: 51, top: 0, width: 461, height: 512 }).webp().toFile(at("part.webp"));
  const plain = { width: 300, height: 200, channels: 3 as const, background: "#3a7" };
  await sharp({ create: plain }).png().toFile(at("plain.png"));
  writeFileSync(at("text.png"), "no picture");

  const found = (name: string): { look: string; found: Record<string, unknown>[] } =>
    JSON.parse(dora.run("find", name, "--json").out) as ReturnType<typeof found>;
  const [same] = found("picture.png").found;
  assert.deepEqual([same?.["by"], same?.["distance"], same?.["cut"]], ["hash", 0, null]);
  const [copy] = found("mirrored.jpg").found;
  assert.deepEqual([copy?.["by"], copy?.["mirrored"], copy?.["cut"]], ["look", true, null]);
  const [part] = found("part.webp").found;
  assert.deepEqual([part?.["by"], part?.["mirrored"]], ["part", false]);
  const cut = part?.["cut"] as { left: number } | undefined;
  assert.ok(cut !== undefined && Math.abs(cut.left - 0.1) < 0.06, JSON.stringify(cut));
  assert.match(
    dora.run("find", "part.webp").out,
    /\[the middle looks alike, with about .*left.* cut off: \d+ of 256 bits differ\]/,
  );
  assert.match(dora.run("find", "mirrored.jpg").out, /\[looks alike: \d+ of 256 bits differ, mirrored\]/);

  const flat = dora.run("find", "plain.png");
  assert.equal(flat.status, 1);
  assert.match(flat.err, /too little to see on this picture/);
  const broken = dora.run("find", "text.png");
  assert.equal(broken.status, 1);
  assert.match(broken.err, /^Only the very same file was looked for: the picture cannot be decoded/);
});

test("damage is named by its file, and nothing that is wrong gets a stack trace", () => {
  const eve = person("eve");
  copyFileSync(image, join(eve.folder, "picture.png"));
  assert.match(eve.run("log").err, /holds no log.*cleartitle record FILE/);
  eve.run("record", "picture.png");
  assert.match(eve.run("prove", "other.png").err, /No record is about other\.png/);
  assert.match(eve.run("log", "--verdict", "fine").err, /--verdict takes allowed/);
  assert.match(eve.run("import", "picture.png").err, /is not JSON/);
  const tile = join(eve.folder, ".cleartitle/ledger/log/tile/entries/000.p/2");
  const bytes = readFileSync(tile);
  bytes[100]! ^= 1;
  writeFileSync(tile, bytes);
  const { status, out } = eve.run("ledger", "verify");
  assert.equal(status, 1);
  assert.match(out, /tile\/entries\/000\.p\/2/);
});

test("what is declared is used and said, settles the plan on its day, and is on record with its proof", () => {
  const carl = person("carl");
  copyFileSync(image, join(carl.folder, "picture.png"));
  assert.match(carl.run("init").err, /--yes/);
  assert.equal(carl.run("init", "--yes").status, 0);
  assert.match(carl.run("init", "--yes").err, /is there already, and was left as it is/);
  writeFileSync(join(carl.folder, "invoice.pdf"), "paid");
  writeFileSync(
    join(carl.folder, "cleartitle.yaml"),
    "holder: { kind: individual }\naccounts:\n  - service: midjourney\n    plans:\n" +
      "      - { plan: pro, from: 2025-01-01, until: 2025-03-31, proof: [invoice.pdf] }\ndefaults: { use: merchandise }\n",
  );
  const asked = ["check", "picture.png", "--service", "midjourney", "--json", "--made"];
  const known = carl.run(...asked, "2025-02-01");
  assert.match(known.err, /^Declarations used: .*cleartitle\.yaml \(--no-declarations/);
  type Chain = readonly {
    readonly decision: { readonly use: string; readonly chain: readonly { readonly plan?: string }[] };
  }[];
  const [first] = JSON.parse(known.out) as Chain;
  assert.equal(first?.decision.use, "merchandise");
  assert.ok(first.decision.chain.some(({ plan }) => plan === "pro"));
  const gap = carl.run(...asked, "2025-05-01");
  assert.match(gap.err, /no plan is declared for all of 2025-05-01: fill the gap/);
  const without = carl.run(...asked, "2025-02-01", "--no-declarations");
  assert.equal(without.err, "");
  const judged = spawnSync(process.execPath, [cli, "judge"], {
    cwd: carl.folder,
    env: { HOME: join(carl.folder, "home") },
    encoding: "utf8",
    input: '{"use":"merchandise","made":{"on":"2025-02-01","chain":[{"service":"midjourney"}]}}\n',
  });
  assert.match(judged.stdout, /"plan":"pro"/);
  carl.run("record", "picture.png", "--service", "midjourney", "--made", "2025-02-01");
  const uses = (...args: readonly string[]): unknown => {
    const [one] = JSON.parse(carl.run("publish", "picture.png", "--json", ...args).out) as readonly {
      readonly use: string;
      readonly decision: object | null;
    }[];
    return [one?.use, one?.decision !== null];
  };
  assert.deepEqual(uses("--where", "the client's shop"), ["merchandise", true]);
  assert.deepEqual(uses("--where", "Adobe Stock"), ["stock-licensing", false]);
  assert.deepEqual(uses("--where", "the client's shop", "--no-declarations"), ["commercial", false]);
  const log = carl.run("log", "--kind", "evidence-file").out.trim().split("\n");
  assert.equal(log.length, 2);
  writeFileSync(join(carl.folder, "cleartitle.yaml"), "holder:\n  kind: individual\nacounts: []\n");
  const wrong = carl.run("check", "picture.png");
  assert.equal(wrong.status, 2);
  assert.match(wrong.err, /cleartitle\.yaml:3: acounts: there is no such key\. Did you mean "accounts"\?/);
});

test("publishing that is killed on the way goes on from there, and each image is on record once", async () => {
  const dora = person("emil");
  const names = [
    "a1111-sdxl.png",
    "midjourney.png",
    "photo.jpg",
    "forge-flux-schnell.png",
    "unknown-model.webp",
  ];
  for (const name of names) copyFileSync(join(image, "..", name), join(dora.folder, name));
  const args = [
    "publish",
    ...names,
    "--where",
    "the client's website",
    "--for",
    "marketing",
    "--to",
    "Eve Example",
  ];
  const env = { PATH: process.env["PATH"], HOME: join(dora.folder, "home"), LANG: "C.UTF-8" };
  const killed = spawn(process.execPath, [cli, ...args], { cwd: dora.folder, env });
  killed.stdout.once("data", () => killed.kill("SIGKILL"));
  await once(killed, "close");
  const again = dora.run(...args);
  assert.equal(again.status, 1, again.err);
  assert.match(again.out, /^already on record as 0 /);
  assert.equal(again.out.trim().split("\n").length, names.length);
  const log = JSON.parse(dora.run("log", "--json").out) as { body: { subject: string } }[];
  assert.equal(log.length, names.length);
  assert.equal(new Set(log.map(({ body }) => body.subject)).size, names.length);
});
