import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { leafHash } from "../tree/hash.ts";
import { concatenate, utf8 } from "../verify/bytes.ts";
import { encodeBatch, journalSeed, readJournal } from "./journal.ts";

function journalOf(origin: string, start: number, batches: readonly (readonly Uint8Array[])[]): Uint8Array {
  let digest = journalSeed(origin, start);
  let index = start;
  const parts = batches.map((entries) => {
    const batch = encodeBatch(digest, index, entries, entries.map(leafHash));
    digest = batch.digest;
    index += entries.length;
    return batch.bytes;
  });
  return concatenate(...parts);
}

const three = [[utf8("a"), utf8("b")], [utf8("c".repeat(700))], [utf8("d"), new Uint8Array(0)]];

describe("the journal", () => {
  test("gives back what was written", () => {
    const content = readJournal(journalOf("o", 5, three), "o", 5);
    expect(content.end).toEqual({ state: "whole" });
    expect(content.entries).toEqual(three.flat());
    expect(readJournal(new Uint8Array(0), "o", 5).end).toEqual({ state: "whole" });
  });

  test("cut anywhere is torn, and everything before the cut batch is kept", () => {
    const bytes = journalOf("o", 0, three);
    const ends = [1, 2, 3].map((count) => journalOf("o", 0, three.slice(0, count)).length);
    for (let cut = 0; cut < bytes.length; cut += 1) {
      const { entries, end } = readJournal(bytes.subarray(0, cut), "o", 0);
      const whole = ends.filter((length) => length <= cut).length;
      expect(entries).toHaveLength(three.slice(0, whole).flat().length);
      expect(end.state).toBe(cut === 0 || ends.includes(cut) ? "whole" : "torn");
    }
  });

  test("with one flipped bit is damaged, never torn: somebody was told that it is safe", () => {
    const bytes = journalOf("o", 0, three);
    for (let bit = 0; bit < bytes.length * 8; bit += 1) {
      const changed = bytes.slice();
      changed[bit >> 3] = changed[bit >> 3]! ^ (1 << (bit & 7));
      expect(readJournal(changed, "o", 0).end.state, `bit ${bit}`).toBe("damaged");
    }
  });

  test("with sectors that never reached the disk at its end is torn", () => {
    const before = journalOf("o", 0, three);
    const bytes = journalOf("o", 0, [...three, [utf8("e".repeat(2000))]]);
    for (const [from, to] of [
      [1024, 1536],
      [before.length, bytes.length],
      [1536, bytes.length],
    ] as const) {
      const torn = bytes.slice();
      torn.fill(0, Math.max(from, before.length), to);
      expect(readJournal(torn, "o", 0)).toMatchObject({ end: { state: "torn", at: before.length } });
    }
  });

  test("of another log, or from another place, is not read", () => {
    const bytes = journalOf("o", 5, three);
    expect(readJournal(bytes, "p", 5).entries).toEqual([]);
    expect(readJournal(bytes, "o", 6).entries).toEqual([]);
    expect(readJournal(bytes, "o", 6).end.state).toBe("damaged");
  });

  test("never fails on hostile bytes", () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 400 }), fc.nat(300), (noise, at) => {
        const bytes = journalOf("o", 0, three);
        const contents = [noise, concatenate(bytes.subarray(0, at), noise)].map((hostile) =>
          readJournal(hostile, "o", 0),
        );
        expect(contents.map(({ end }) => end.state)).not.toContain("unknown");
        expect(contents[0]!.entries).toEqual([]);
      }),
      { numRuns: 500, seed: 7 },
    );
  });
});
