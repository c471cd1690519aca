import { execFileSync } from "node:child_process";
import { chmodSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, relative } from "node:path";
import { afterEach, beforeEach, describe, expect, test } from "vitest";

import { imageFiles } from "./image-files.ts";

let folder = "";
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "walk-"));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const png = Uint8Array.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]);

async function found(...paths: readonly string[]): Promise<readonly string[]> {
  const lines: string[] = [];
  for await (const entry of imageFiles(paths.map((path) => join(folder, path)))) {
    const path = relative(folder, entry.path) || ".";
    lines.push(entry.kind === "image" ? path : `${entry.error.code} ${path}`);
  }
  return lines;
}

describe("imageFiles", () => {
  test("finds images by name or by content, in order, and nothing else", async () => {
    mkdirSync(join(folder, "b/deep"), { recursive: true });
    for (const name of ["b/deep/z.WEBP", "a.png", "b/x.jpg"]) writeFileSync(join(folder, name), "");
    writeFileSync(join(folder, "b/unnamed"), png);
    writeFileSync(join(folder, "b/readme"), "text");
    writeFileSync(join(folder, "b/notes.txt"), png);
    expect(await found("")).toEqual(["a.png", "b/deep/z.WEBP", "b/unnamed", "b/x.jpg"]);
  });

  test("a named file is taken whatever it is called; a missing one is a problem and the rest goes on", async () => {
    writeFileSync(join(folder, "notes.txt"), "");
    expect(await found("gone.png", "notes.txt", "notes.txt/below.png")).toEqual([
      "file-missing gone.png",
      "notes.txt",
      "file-missing notes.txt/below.png",
    ]);
  });

  test("a loop of folders ends, and a linked folder is entered once", async () => {
    mkdirSync(join(folder, "a/b"), { recursive: true });
    writeFileSync(join(folder, "a/b/x.png"), "");
    symlinkSync("..", join(folder, "a/b/up"));
    symlinkSync("a", join(folder, "again"));
    expect(await found("")).toEqual(["a/b/x.png"]);
  });

  test("a folder that is named twice, or with one above it, is no folder without images", async () => {
    mkdirSync(join(folder, "a/b"), { recursive: true });
    writeFileSync(join(folder, "a/b/x.png"), "");
    expect(await found("a", "a", "a/b")).toEqual(["a/b/x.png"]);
    expect(await found("a/b", "a")).toEqual(["a/b/x.png"]);
  });

  test("a link to an image is an image; a broken link and a circle of links are problems", async () => {
    writeFileSync(join(folder, "x.png"), "");
    symlinkSync("x.png", join(folder, "link.png"));
    symlinkSync("gone.png", join(folder, "broken.png"));
    symlinkSync("round.png", join(folder, "round.png"));
    expect(await found("")).toEqual([
      "file-missing broken.png",
      "link.png",
      "file-unreadable round.png",
      "x.png",
    ]);
  });

  test("an empty folder says so; hidden folders and shadow files are passed over", async () => {
    for (const name of [".git", "node_modules", "__MACOSX", "empty"]) mkdirSync(join(folder, name));
    for (const name of [".git/a.png", "node_modules/b.png", "__MACOSX/c.png", "._d.png"])
      writeFileSync(join(folder, name), png);
    expect(await found("")).toEqual(["no-images ."]);
    expect(await found("node_modules")).toEqual(["node_modules/b.png"]);
  });

  test.skipIf(process.platform === "win32")("a pipe is never opened", async () => {
    execFileSync("mkfifo", [join(folder, "pipe.png")]);
    writeFileSync(join(folder, "x.png"), "");
    expect(await found("")).toEqual(["x.png"]);
    expect(await found("pipe.png")).toEqual(["not-a-file pipe.png"]);
  });

  test.skipIf(process.getuid?.() === 0)(
    "a folder without permission is a problem, and the rest goes on",
    async () => {
      mkdirSync(join(folder, "closed"));
      writeFileSync(join(folder, "x.png"), "");
      chmodSync(join(folder, "closed"), 0o000);
      expect(await found("")).toEqual(["file-unreadable closed", "x.png"]);
      chmodSync(join(folder, "closed"), 0o700);
    },
  );
});
