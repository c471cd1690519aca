/** What strangers write costs no multiple of its size, as a process: proof bundles. */
import assert from "node:assert/strict";
import { mkdtempSync, rmSync, truncateSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, describe, test } from "node:test";

import { bundleOf, recordWith } from "./testing/bundle-of.ts";
import { peakMegabytes, printPeak, runProcess, type Ran } from "./testing/run-process.ts";

const folder = mkdtempSync(join(tmpdir(), "bounds-"));
after(() => rmSync(folder, { recursive: true, force: true }));
const run = (...args: readonly string[]): Ran => runProcess(folder, args, { node: printPeak });

describe("verify", () => {
  test("takes four times the bundle at the most, and what is too large is refused before it is read", async () => {
    const made = await bundleOf(recordWith("note", { about: "x" }), { shown: { text: "z".repeat(3e6) } });
    const bundle = JSON.parse(made.text) as object;
    const large = (attachments: object): string => JSON.stringify({ ...bundle, attachments });
    const text = "a".repeat(12 * 2 ** 20);
    const rules = Array.from({ length: 12_000 }, (_, at) => ({ reading: "y".repeat(1000) + at }));
    writeFileSync(join(folder, "small.json"), (await bundleOf(recordWith("note", { about: "x" }))).text);
    writeFileSync(join(folder, "text.json"), large({ text }));
    writeFileSync(join(folder, "terms.json"), large({ terms: { rules } }));
    const idle = peakMegabytes(run("verify", "small.json"));
    for (const [name, megabytes] of [
      ["text.json", 15.6],
      ["terms.json", 15.2],
    ] as const) {
      const ran = run("verify", name);
      assert.equal(ran.status, 0, ran.out);
      const grown = peakMegabytes(ran) - idle;
      assert.ok(grown < 4 * megabytes, `${name}: ${grown} MB more`);
    }
    writeFileSync(join(folder, "huge.json"), "");
    truncateSync(join(folder, "huge.json"), 64 * 2 ** 20);
    const refused = run("verify", "huge.json");
    assert.equal(refused.status, 1);
    assert.match(refused.out, /67108864 bytes or more, and no proof bundle has more than\s+16 MiB/);
    assert.ok(peakMegabytes(refused) - idle < 30);
    assert.doesNotMatch(refused.err, /\n\s+at /);
  });
});
