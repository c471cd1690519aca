import { MemoryStorage } from "@cleartitle/ledger";
import { formatVerifierKey, parseProof, requireWitnesses } from "@cleartitle/ledger/verify";
import { formatWitnessRequest, openWitness, type Witness } from "@cleartitle/ledger/witness";
import { describe, expect, test } from "vitest";

import { bundleOf, recordWith } from "../testing/bundle-of.ts";
import { explainBundle } from "./explain-bundle.ts";

const decision = recordWith("decision", { verdict: "conditional", use: "merchandise" });

async function witnessNamed(name: string, log: string, at: string): Promise<Witness> {
  return openWitness({ storage: new MemoryStorage(), logs: [log], name, now: () => new Date(at) });
}

/** The bundle under its head with the cosignatures of these. */
async function cosigned(text: string, ...witnesses: readonly Witness[]): Promise<string> {
  const bundle = JSON.parse(text) as { proof: string };
  const { signedText } = parseProof(bundle.proof);
  const request = formatWitnessRequest(0, [], signedText);
  for (const witness of witnesses) bundle.proof += (await witness.addCheckpoint(request)).body;
  return JSON.stringify(bundle);
}

describe("a bundle under a head that witnesses cosigned", () => {
  test("says who of those one trusts saw it and when; others only call themselves so", async () => {
    const { text, keys } = await bundleOf(decision);
    const ours = await witnessNamed("counsel.example", keys[0]!, "2026-11-23T08:00:00Z");
    const other = await witnessNamed("stranger.example", keys[0]!, "2026-11-24T08:00:00Z");
    const both = await cosigned(text, ours, other);
    const trust = await requireWitnesses([formatVerifierKey(ours.key)]);
    const report = await explainBundle(both, { keys, trust });
    if (!report.proved) throw new Error(report.message);
    expect(report.witnesses).toEqual([{ name: "counsel.example", time: "2026-11-23T08:00:00.000Z" }]);
    expect(report.unknownSigners).toEqual(["stranger.example"]);
    expect(report.proves.join(" ")).toContain(
      'The witness "counsel.example", whose key you gave, saw this head at 2026-11-23T08:00:00.000Z',
    );
    const open = report.doesNotProve.join(" ");
    expect(open).toContain('"stranger.example" signed too, by the bundle\'s own word');
    expect(open).toContain("no later than it saw the head");
    expect(open).not.toContain("keeps no second log");
    const unasked = await explainBundle(both, { keys });
    expect(unasked).toMatchObject({ witnesses: [], unknownSigners: ["counsel.example", "stranger.example"] });
    expect(unasked.proved && unasked.doesNotProve.join(" ")).toContain("keeps no second log");
  });

  test("is not proved where a witness one asks for is missing, or its line was changed", async () => {
    const { text, keys } = await bundleOf(decision);
    const ours = await witnessNamed("counsel.example", keys[0]!, "2026-11-23T08:00:00Z");
    const trust = await requireWitnesses([formatVerifierKey(ours.key)]);
    expect(await explainBundle(text, { keys, trust })).toMatchObject({ code: "not-witnessed" });
    const bundle = await cosigned(text, ours);
    const changed = bundle.replace(
      /(— counsel\.example \S{12})(.)/,
      (_, before, at) => `${before}${at === "A" ? "B" : "A"}`,
    );
    expect(changed).not.toBe(bundle);
    expect(await explainBundle(changed, { keys, trust })).toMatchObject({ code: "bad-signature" });
  });
});
