import {
  copyFileSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  statSync,
  utimesSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { DatabaseSync } from "node:sqlite";

import { indexProblem } from "@cleartitle/catalog";
import { afterAll, beforeEach, describe, expect, test } from "vitest";

import type { Answer } from "../answer.ts";
import { runCommand } from "../testing/run-command.ts";
import { Records } from "./records.ts";

const root = mkdtempSync(join(tmpdir(), "cleartitle-index-"));
afterAll(() => rmSync(root, { recursive: true, force: true }));
const example = (name: string): string => join(import.meta.dirname, "../../../../examples", name);

let place: { readonly folder: string; readonly keys: string };
let environment: Readonly<Record<string, string>>;
let picture: string;
const run = async (...args: readonly string[]): Promise<{ out: string; status: number }> =>
  runCommand(args, "", environment);
const index = (): string => join(place.folder, "catalog.sqlite");

beforeEach(async () => {
  const folder = mkdtempSync(join(root, "project-"));
  place = { folder: join(folder, "ledger"), keys: join(folder, "keys") };
  environment = { LANG: "C.UTF-8", CLEARTITLE_LEDGER: place.folder, CLEARTITLE_KEYS: place.keys };
  picture = join(folder, "picture.png");
  copyFileSync(example("forge-flux-schnell.png"), picture);
  await run("attest", "content.real-person=true", picture, "--by", "Ada");
  await run("attest", "content.person-consent=false", picture, "--by", "Ada");
});

async function verdict(): Promise<readonly [string | undefined, unknown]> {
  const { out } = await run("check", picture, "--for", "merchandise", "--json");
  const [{ decision }] = JSON.parse(out) as [Answer];
  return [decision?.verdict, decision?.attested.map(({ fact, value }) => [fact, value])];
}

function edit(...statements: readonly string[]): void {
  const file = new DatabaseSync(index());
  for (const each of statements) file.exec(each);
  file.close();
}

describe("an index that says anything else than its log", () => {
  test.each([
    ["a changed value", ["UPDATE statement SET value = 'false' WHERE fact = 'content.real-person'"]],
    ["a row that is gone", ["DELETE FROM statement WHERE fact = 'content.person-consent'"]],
    ["everything that was said, gone", ["DELETE FROM statement"]],
    [
      "a withdrawal that nobody logged",
      [
        "INSERT INTO withdrawal SELECT * FROM (SELECT id AS record, 'content.real-person' AS fact, 9 AS position FROM record WHERE position = 0)",
      ],
    ],
    [
      "another file",
      [
        "UPDATE statement SET subject = 'f' || substr(subject, 2)",
        "UPDATE file SET sha256 = 'f' || substr(sha256, 2)",
      ],
    ],
    [
      "records that changed places",
      [
        "UPDATE record SET json = (SELECT json FROM record AS other WHERE other.position <> record.position LIMIT 1)",
      ],
    ],
    [
      "a trigger",
      [
        "CREATE TRIGGER quiet AFTER INSERT ON record BEGIN DELETE FROM statement; END",
        "DELETE FROM statement",
      ],
    ],
    [
      "a view in place of a table",
      ["ALTER TABLE statement RENAME TO said", "CREATE VIEW statement AS SELECT * FROM said WHERE 0"],
    ],
    ["a size that is not its own", ["UPDATE state SET value = '1' WHERE name = 'size'"]],
  ])("counts for nothing: %s", async (_, statements) => {
    const before = await verdict();
    expect(before[0]).toBe("forbidden");
    edit(...statements);
    expect(await verdict()).toEqual(before);
  });

  test("is found by the verification of the ledger, which changes no answer", async () => {
    const reading = async (): Promise<string | null> => {
      const records = await Records.open(place);
      const { reader } = records;
      await records.close();
      return indexProblem(index(), reader);
    };
    expect(await reading()).toBeNull();
    const records = await Records.open(place);
    const { reader } = records;
    await records.close();
    edit("UPDATE statement SET value = 'false'");
    expect(await indexProblem(index(), reader)).toContain("is not what was recorded");
    const { out, status } = await run("ledger", "verify");
    expect(status).toBe(1);
    expect(out).toContain("catalog.sqlite does not agree with the log");
  });

  test("is not believed for its old time of writing", async () => {
    const before = await verdict();
    const { mtime } = statSync(index());
    edit("UPDATE statement SET value = 'false' WHERE fact = 'content.real-person'");
    utimesSync(index(), mtime, mtime);
    expect(await verdict()).toEqual(before);
  });

  test("a flipped byte anywhere is found or harmless", async () => {
    const before = await verdict();
    const whole = readFileSync(index());
    for (let at = 0; at < whole.length; at += Math.ceil(whole.length / 24)) {
      const flipped = Buffer.from(whole);
      flipped[at] = (flipped[at] ?? 0) ^ 0x10;
      writeFileSync(index(), flipped);
      expect(await verdict()).toEqual(before);
    }
  });
});
