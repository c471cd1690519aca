import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { makeExamples } from "../examples/make.ts";

const folder = join(import.meta.dirname, "../examples");
const made = await makeExamples();
const images = readdirSync(folder).filter((name) => /\.(?:png|jpe?g|webp)$/.test(name));

test("the script makes every image in the folder, and no other", () => {
  expect([...made.keys()].toSorted()).toEqual(images.toSorted());
});

test.each([...made.keys()])("%s is what the script makes, byte for byte", (name) => {
  expect(Buffer.from(made.get(name) ?? []).equals(readFileSync(join(folder, name)))).toBe(true);
});

test("the table of the folder names them all", () => {
  const table = readFileSync(join(folder, "README.md"), "utf8");
  expect(images.filter((name) => !table.includes(`\`${name}\``))).toEqual([]);
});
