import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, expect, test } from "vitest";

import { requirePagePlace } from "./require-page-place.ts";

const folder = mkdtempSync(join(tmpdir(), "place-"));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

test("a page takes the place of an older page and of nothing else", async () => {
  const named = (name: string, content: string): string => {
    writeFileSync(join(folder, name), content);
    return join(folder, name);
  };
  await requirePagePlace(join(folder, "new.html"));
  await requirePagePlace(named("empty.html", ""));
  await requirePagePlace(named("old.html", "<!doctype html>\n<title>x</title>"));
  const refused = async (path: string, why: RegExp): Promise<void> => {
    await expect(requirePagePlace(path)).rejects.toMatchObject({
      code: "usage",
      message: expect.stringMatching(why),
    });
  };
  await refused(named("picture.png", "\u0089PNG\r\n"), /is no page/);
  await refused(named("drawing.svg", "<svg></svg>"), /is no page/);
  await refused(folder, /is a folder/);
  await refused("", /empty/);
  await refused("/dev/null", /is no file/);
});
