/** README.md says what it says: its commands print what stands under them, but for what passes with the days. */
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { delimiter, dirname, join } from "node:path";
import { test } from "node:test";

import { runShown, shownCommands } from "./console-blocks.ts";

const root = join(import.meta.dirname, "../..");

test("every answer that README shows is printed, piece by piece between what is left out", () => {
  const markdown = readFileSync(join(root, "README.md"), "utf8").replaceAll(/ \\\n\s+/g, " ");
  const shown = shownCommands(markdown).filter(({ command }) => command.startsWith("./cleartitle "));
  assert.equal(shown.length, 2);
  const environment = {
    PATH: `${dirname(process.execPath)}${delimiter}${process.env["PATH"] ?? ""}`,
    LANG: "C.UTF-8",
  };
  for (const { command, output } of shown) {
    let rest = lasting(runShown(command, root, environment));
    for (const piece of lasting(output).split("[…]")) {
      // A sign that an address goes on stands where the rest of it was.
      for (const part of piece.split("…").map((text) => text.trim())) {
        const at = rest.indexOf(part);
        assert.ok(at >= 0, `${command} does not print, or not there: ${part}\n${rest}`);
        rest = rest.slice(at + part.length);
      }
    }
  }
});

/** Without what another day changes: the day of the answer, and how long ago a source was read, which moves line breaks too. */
function lasting(text: string): string {
  return text
    .replaceAll(/\s+/g, " ")
    .replaceAll(/, on \d{4}-\d\d-\d\d/g, "")
    .replaceAll(/ \(\d+ \w+ earlier\)(?:: read it again)?/g, "")
    .trim();
}
