import { describe, expect, test } from "vitest";

import { problemInspection } from "../commands/problem-inspection.ts";
import { lostMarks } from "./lost-marks.ts";

type Marked = Parameters<typeof lostMarks>[0];

const bare: Marked = problemInspection("picture.png", null);
const credentials = (state: Marked["contentCredentials"]["state"], more: object = {}): Marked => ({
  ...bare,
  contentCredentials: { ...bare.contentCredentials, state, ...more },
});
const sourceType = (at: string): Marked => ({
  ...bare,
  digitalSourceType: "trainedAlgorithmicMedia",
  claims: {
    tools: [],
    services: [],
    gateways: [],
    digitalSourceTypes: [{ at, strength: "structured", value: "trainedAlgorithmicMedia" }],
  },
});
const label: Marked = {
  ...bare,
  labels: [{ standard: "tc260", fields: {}, at: "xmp:AIGC", strength: "structured" }],
};
const untrusted = credentials("untrusted", { integrity: "valid" });

describe("marks of origin that an edit lost", () => {
  test.each([
    ["valid credentials", credentials("valid"), bare, ["credentials-dropped"]],
    ["credentials of a signer whom nobody knows, that hold", untrusted, bare, ["credentials-dropped"]],
    ["credentials that no longer hold", credentials("valid"), credentials("invalid"), ["credentials-broken"]],
    ["a source type in XMP", sourceType("xmp:Iptc4xmpExt:DigitalSourceType"), bare, ["source-type-dropped"]],
    ["a label", label, bare, ["label-dropped"]],
  ])("%s", (_, before, after, codes) => {
    expect(lostMarks(before, after).map(({ code }) => code)).toEqual(codes);
  });

  test.each([
    ["there were none", bare, bare],
    ["they were carried over", credentials("valid"), untrusted],
    ["they are kept elsewhere", credentials("valid"), credentials("absent", { remoteManifest: "https://x" })],
    ["they were broken before", credentials("invalid", { integrity: "invalid" }), bare],
    ["the source type stood in the credentials alone", sourceType("c2pa:jumbf/x"), bare],
    ["the label is still there", label, label],
    ["a mark was added", bare, sourceType("xmp:x")],
  ])("are none where %s", (_, before, after) => {
    expect(lostMarks(before, after)).toEqual([]);
  });
});
