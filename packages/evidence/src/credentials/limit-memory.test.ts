import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { expect, test } from "vitest";
import { limitMemory } from "./limit-memory.ts";

// A module with one memory of one page, exported as "m".
const memory = [0x05, 0x03, 0x01, 0x00, 0x01];
const exported = [0x07, 0x05, 0x01, 0x01, 0x6d, 0x02, 0x00];
const header = [0x00, 0x61, 0x73, 0x6d, 0x01, 0x00, 0x00, 0x00];

function start(module: Uint8Array<ArrayBuffer>): WebAssembly.Memory {
  return new WebAssembly.Instance(new WebAssembly.Module(module)).exports["m"] as WebAssembly.Memory;
}

test("the memory grows to the limit and not beyond", () => {
  const unlimited = Uint8Array.of(...header, ...memory, ...exported);
  expect(start(unlimited).grow(1000)).toBe(1);
  const limited = start(limitMemory(unlimited, 300 * 65_536));
  expect(limited.grow(299)).toBe(1);
  expect(() => limited.grow(1)).toThrow(RangeError);
});

test("a limit that stands already is replaced", () => {
  const module = Uint8Array.of(...header, 0x05, 0x04, 0x01, 0x01, 0x01, 0x7f, ...exported);
  expect(() => start(limitMemory(module, 2 * 65_536)).grow(2)).toThrow(RangeError);
});

test("c2pa-wasm itself stays a valid module", () => {
  const module = readFileSync(createRequire(import.meta.url).resolve("@contentauth/c2pa-wasm/c2pa.wasm"));
  const limited = limitMemory(module, 112 * 1_048_576);
  expect(WebAssembly.validate(limited)).toBe(true);
  expect(limited.length).toBeLessThan(module.length + 8);
});

test.each([
  ["no memory", [...header, ...exported]],
  ["two memories", [...header, 0x05, 0x05, 0x02, 0x00, 0x01, 0x00, 0x01]],
  ["a number without an end", [...header, 0x05, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff]],
])("%s is an error", (_, bytes) => {
  expect(() => limitMemory(Uint8Array.from(bytes), 65_536)).toThrow(TypeError);
});
