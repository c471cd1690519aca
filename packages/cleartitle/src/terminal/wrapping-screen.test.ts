import { PassThrough } from "node:stream";

import { expect, test } from "vitest";

import { wrappingScreen } from "./wrapping-screen.ts";

const long = "No use is called stock; the uses are commercial, merchandise and others.\n";

function written(
  texts: readonly string[],
  terminal: { readonly isTTY?: boolean; readonly columns?: number },
): string {
  const stream = Object.assign(new PassThrough(), terminal);
  for (const text of texts) wrappingScreen(stream).write(text);
  return String(stream.read());
}

test("a terminal gets lines that break between words", () => {
  expect(written([`Short.\n${long}`], { isTTY: true, columns: 40 })).toBe(
    "Short.\nNo use is called stock; the uses are\ncommercial, merchandise and others.\n",
  );
});

test("commands, questions and progress arrive as they are, and so does all in a pipe", () => {
  const command = `  cleartitle check "my picture.png" --for stock-licensing\n`;
  const question = "What are the images for mostly (for example stock-licensing)? ";
  const progress = "\r\u001b[K120 files of 300, 12 a second, about 15 seconds to go\n";
  for (const text of [command, question, progress])
    expect(written([text], { isTTY: true, columns: 40 })).toBe(text);
  expect(written([long], { columns: 40 })).toBe(long);
});
