import { join } from "node:path";

import { describe, expect, test } from "vitest";

import { runCommand } from "../testing/run-command.ts";

const example = (name: string): string => join(import.meta.dirname, "../../../../examples", name);

describe("cleartitle attribution", () => {
  test("prints what is to be pasted, and says apart from it whether anybody asks for it", async () => {
    const { status, out, err } = await runCommand([
      "attribution",
      example("midjourney.png"),
      "--format",
      "html",
      "--alt",
      'A "quiet" <hill>',
    ]);
    expect(status).toBe(0);
    expect(out).toBe(
      '<img src="midjourney.png" alt="A &quot;quiet&quot; &lt;hill&gt;" />\n<small>Image created with Midjourney</small>\n',
    );
    expect(err).toMatch(/^Attribution is optional\. For: Commercial use\.$/m);
    expect(err).toContain("not legal advice");
  });

  test("shows the clause that asks, with its place and date", async () => {
    const { out, err } = await runCommand([
      "attribution",
      example("photo.jpg"),
      "--service",
      "xai-grok",
      "--plan",
      "supergrok",
      "--made",
      "2026-07-20",
    ]);
    expect(out).toBe("Image created with xAI Grok and Grok Imagine\n");
    expect(err).toMatch(/^Attribution is required/m);
    expect(err).toMatch(/^ {4}https:\/\/x\.ai\//m);
    expect(err).toContain("in force since 2026-06-26");
  });

  test("says that a name rests on a file name", async () => {
    const { err } = await runCommand(["attribution", example("comfyui-flux-dev.png")]);
    expect(err).toContain('only if a file name tells the truth about "FLUX.1 [dev]"');
  });

  test("gives all formats as data", async () => {
    const { out, err } = await runCommand(["attribution", example("midjourney.png"), "--json"]);
    const told = JSON.parse(out) as { standing: string; formats: Record<string, string> };
    expect(told.standing).toBe("optional");
    expect(Object.keys(told.formats)).toEqual(["html", "markdown", "text", "caption", "iptc"]);
    expect(err).toBe("");
  });

  test.each([
    [[example("photo.jpg")], /nothing to name.*--model/],
    [[example("broken.png"), "--format", "htlm"], /--format takes .*Did you mean "html"/],
    [["nowhere.png"], /does not exist/],
    [[example("README.md")], /README\.md/],
    [[example("photo.jpg"), "--model", "flux-1-dve"], /Did you mean/],
  ])("%j says what is wrong", async (args, message) => {
    const { status, out, err } = await runCommand(["attribution", ...args]);
    expect(status).toBe(2);
    expect(out).toBe("");
    expect(err).toMatch(message);
    expect(err).not.toMatch(/\n\s+at /);
  });
});
