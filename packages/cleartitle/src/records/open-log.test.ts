import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";

import { expect, test } from "vitest";

/** What opens a log, or reads its head, without comparing its key with the one that is known. */
const openers = ["openReader", "readerOf", "readHead", "openLedger", "replaceLostKey", "LogReader"];

test("every log is opened where its key is compared, so that no command can forget it", () => {
  const root = join(import.meta.dirname, "..");
  const found: string[] = [];
  for (const path of readdirSync(root, { recursive: true, encoding: "utf8" })) {
    if (!path.endsWith(".ts") || path.endsWith(".test.ts") || path.startsWith("testing")) continue;
    const text = readFileSync(join(root, path), "utf8");
    for (const [, type, names] of text.matchAll(/import (type )?\{([^}]*)\} from "@cleartitle\/ledger";/g)) {
      if (type !== undefined) continue;
      const used = names!.split(",").map((name) => name.trim());
      if (openers.some((name) => used.includes(name))) found.push(path);
    }
    if (/import \* as \w+ from "@cleartitle\/ledger"|import\("@cleartitle\/ledger"\)/.test(text))
      found.push(path);
  }
  expect(found).toEqual([join("records", "open-log.ts")]);
});
