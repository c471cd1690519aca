import {
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  utimesSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { compileSmall, SMALL } from "../fixture/small-corpus.ts";
import { loadCorpus } from "./load-corpus.ts";
import { storedTexts } from "./stored-texts.ts";

let folder = "";
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "corpus-"));
});
afterEach(() => {
  rmSync(folder, { recursive: true, force: true });
});

function write(path: string, text: string): string {
  const file = join(folder, path);
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, text);
  return file;
}

function writeSmall(): string {
  for (const [path, text] of Object.entries(SMALL)) write(`corpus/${path}`, text);
  write("corpus/package.json", `{ "version": "1.0.0" }`);
  return join(folder, "corpus");
}

test("compiles once, then opens the compiled form; any change of a file makes it anew", async () => {
  const corpus = writeSmall();
  const first = await loadCorpus(corpus);
  expect(first).toEqual(compileSmall().corpus);
  const [kept = ""] = readdirSync(join(corpus, ".cache"));
  const path = join(corpus, ".cache", kept);
  writeFileSync(path, readFileSync(path, "utf8").replace("Acme Images", "Kept Images"));
  expect((await loadCorpus(corpus)).parties["acme"]?.name).toBe("Kept Images");
  utimesSync(join(corpus, "services/acme.yaml"), 1, 1);
  expect(await loadCorpus(corpus)).toEqual(first);
  write("corpus/models/paint-2.yaml", "id: paint-2\nkind: model\nname: Paint 2\nbase: paint-1\n");
  expect((await loadCorpus(corpus)).parties["paint-2"]?.base).toBe("paint-1");
});

test("a torn or foreign compiled form is never used", async () => {
  const corpus = writeSmall();
  const first = await loadCorpus(corpus);
  const [kept = ""] = readdirSync(join(corpus, ".cache"));
  const path = join(corpus, ".cache", kept);
  const whole = readFileSync(path, "utf8");
  for (const torn of ["", whole.slice(0, 40), whole.slice(0, 5000), `\n${whole}`]) {
    writeFileSync(path, torn);
    expect(await loadCorpus(corpus)).toEqual(first);
  }
});

test("a mistake in one file stops everything: a lost rule could turn a no into a yes", async () => {
  const corpus = writeSmall();
  write("corpus/markets/stockhaus.yaml", "id: stockhaus\nkind: market\nnam: Stockhaus\n");
  await expect(loadCorpus(corpus)).rejects.toMatchObject({
    code: "corpus-invalid",
    message: expect.stringContaining(`unknown key "nam"`) as string,
  });
  expect(readdirSync(corpus)).not.toContain(".cache");
});

test("a folder that is no corpus is said to be none", async () => {
  await expect(loadCorpus(join(folder, "nowhere"))).rejects.toMatchObject({ code: "corpus-missing" });
  await expect(loadCorpus(folder)).rejects.toMatchObject({ code: "corpus-missing" });
});

test("a published folder has only the compiled form, and own terms lie over either", async () => {
  const published = dirname(write("published/corpus.json", JSON.stringify(compileSmall().corpus)));
  expect(await loadCorpus(published)).toEqual(compileSmall().corpus);
  write("ours/models/own-brush.yaml", "id: own-brush\nkind: model\nname: Brush\nbase: paint-1\n");
  const own = [join(folder, "ours")];
  const over = await loadCorpus(published, { own, cache: join(folder, "cache") });
  expect(over.parties["own-brush"]?.own).toBe(true);
  expect(await loadCorpus(writeSmall(), { own })).toEqual(over);
  expect(await loadCorpus(published, { own, cache: null })).toEqual(over);
  write("ours/models/own-brush.yaml", "id: own-brush\nkind: modell\n");
  await expect(loadCorpus(published, { own, cache: null })).rejects.toMatchObject({ code: "corpus-invalid" });
});

test("stored texts are folders or single files, never outside their folders", () => {
  write("texts/acme/terms/2024-01-01.md", "one");
  write("texts/acme/terms/2024-02-01.txt", "two");
  write("secret.txt", "no");
  const store = storedTexts([join(folder, "texts"), join(folder, "absent")]);
  expect(store?.series("acme/terms")?.map(({ id, text }) => [id, text])).toEqual([
    ["2024-01-01", "one"],
    ["2024-02-01", "two"],
  ]);
  expect(store?.series("acme/terms/2024-01-01.md")).toHaveLength(1);
  expect(store?.series("../secret.txt")).toBeUndefined();
  expect(storedTexts([join(folder, "absent")])).toBeNull();
});

describe("own terms that cannot be trusted stop everything", () => {
  const BRUSH = "id: own-brush\nkind: model\nname: Brush\nbase: paint-1\n";
  async function failure(...own: readonly string[]): Promise<string> {
    const folders = own.map((name) => join(folder, name));
    const error: unknown = await loadCorpus(writeSmall(), { own: folders, today: "2026-11-22" }).catch(
      (thrown: unknown) => thrown,
    );
    return error instanceof Error ? error.message.replaceAll(folder, "") : "no error";
  }

  test.each([
    ["a misspelt folder", "servises/own-app.yaml", BRUSH, `Did you mean "services"?`],
    ["a file beside the folders", "own-brush.yaml", BRUSH, "lies beside the folders and is not read"],
    ["a folder too deep", "models/deep/own-brush.yaml", BRUSH, "is not read. Move its files up"],
    ["an ending of another kind", "models/own-brush.yml", BRUSH, "Rename it to own-brush.yaml"],
    [
      "an id that a public party may get",
      "models/brush.yaml",
      BRUSH.replace("own-", ""),
      "Call it own-brush",
    ],
    [
      "a base that is not there",
      "models/own-brush.yaml",
      BRUSH.replace("paint-1", "paint-11"),
      `Did you mean "paint-1"?`,
    ],
    [
      "the name of a public party",
      "models/own-brush.yaml",
      BRUSH.replace("Brush", "Paint.1 [base]"),
      "is also a name of model paint-1",
    ],
    [
      "a public id of another kind",
      "models/acme.yaml",
      "id: acme\nkind: model\nname: Ours\nbase: paint-1\n",
      "id acme is already that of the service Acme Images",
    ],
    ["no map", "models/own-brush.yaml", "[]", "models/own-brush.yaml:1: schema: must be a map"],
    ["nothing but notes", "notes.txt", "hello", "holds no terms"],
  ])("%s", async (_, path, text, message) => {
    write(`ours/${path}`, text);
    expect(await failure("ours")).toContain(message);
  });

  test("a folder that is missing, or a file in its place", async () => {
    expect(await failure("nowhere")).toContain("/nowhere is not there");
    write("file", "");
    expect(await failure("file")).toContain("/file is a file, not a folder");
  });

  test("two folders that mean two things by one id", async () => {
    write("ours/models/own-brush.yaml", BRUSH);
    write("theirs/models/own-brush.yaml", BRUSH.replace("Brush", "Other brush"));
    expect(await failure("ours", "theirs")).toContain("another of your own parties (Brush)");
    expect(
      (await loadCorpus(writeSmall(), { own: ["ours", "ours/"].map((name) => join(folder, name)) })).parties,
    ).toHaveProperty("own-brush");
  });

  test("a link that leads nowhere or round, and something that is no file", async () => {
    mkdirSync(join(folder, "ours/models"), { recursive: true });
    symlinkSync("nowhere", join(folder, "ours/models/own-brush.yaml"));
    symlinkSync("..", join(folder, "ours/models/up"));
    const message = await failure("ours");
    expect(message).toContain("models/own-brush.yaml:1: file-name: leads nowhere");
    expect(message).toContain("models/up:1: file-name: is a folder inside a folder");
  });
});
