/** The same code in a browser: the room's bundle reads images as `Blob`s in headless Chromium and says the same as here, to the byte. */
import assert from "node:assert/strict";
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { join } from "node:path";
import { after, before, describe, test } from "node:test";

import { createCredentialReader, readFileCarriers, readFileEvidence } from "@cleartitle/evidence/node";
import type { Page } from "playwright-core";

import { bundleForBrowser } from "../build/bundle-for-browser.ts";
import { noChromium, openTestBrowser, type Served, type TestBrowser } from "./headless-chromium.ts";

const root = join(import.meta.dirname, "../..");
const today = "2026-11-22";

const examples = imagesIn(join(root, "examples"));
/** Real files by others, where they lie beside the checkout: one in six. */
const real = realImages(join(root, "../shared/images")).filter((_, at) => at % 6 === 0);
const images: readonly string[] = [...examples, ...real];

describe("the bundle for browsers, in headless Chromium", { skip: noChromium }, () => {
  let browser: TestBrowser;
  let page: Page;

  before(async () => {
    const worker = await bundleForBrowser(join(import.meta.dirname, "evidence-worker.ts"));
    browser = await openTestBrowser((path) => serve(worker, path));
    page = await browser.context.newPage();
    await page.goto(browser.address);
    await page.evaluate(startWorker, today);
  });
  after(async () => browser?.close());

  test("says of every image what it says here, Content Credentials and hash included", async () => {
    const credentials = createCredentialReader({ now: () => new Date(today) });
    const states: string[] = [];
    for (const [at, path] of images.entries()) {
      const here = {
        evidence: await readFileEvidence(path, { sha256: true, credentials: credentials.read }),
        carriers: await readFileCarriers(path),
      };
      const there = JSON.parse(await page.evaluate(askWorker, { at, name: path })) as typeof here;
      assert.deepEqual(there, JSON.parse(JSON.stringify(here)), path);
      states.push(there.evidence.contentCredentials.state);
    }
    await credentials.close();
    assert.ok(states.some((state) => state !== "absent"));
  });
});

declare global {
  /** The page's own thread for reading. */
  var reader: Worker;
}

/** Runs in the page. */
function startWorker(day: string): Promise<void> {
  globalThis.reader = new Worker(`evidence-worker.js?today=${day}`, { type: "module" });
  return new Promise((resolve, reject) => {
    reader.addEventListener("message", () => resolve(), { once: true });
    reader.addEventListener("error", ({ message }) => reject(new Error(message)), { once: true });
  });
}

/** Runs in the page: the image is fetched as a `Blob`, as if the person had chosen it. */
async function askWorker(question: { readonly at: number; readonly name: string }): Promise<string> {
  const response = await fetch(`image/${question.at}`);
  const blob = await response.blob();
  return new Promise((resolve) => {
    reader.addEventListener("message", ({ data }: MessageEvent<string>) => resolve(data), { once: true });
    reader.postMessage({ blob, name: question.name }, []);
  });
}

function serve(worker: string, path: string): Served {
  if (path === "/") return ["text/html", "<!doctype html><title>Cleartitle</title>"];
  if (path.startsWith("/evidence-worker.js")) return ["text/javascript", worker];
  if (path === "/c2pa.wasm") {
    const module = createRequire(createRequire(import.meta.url).resolve("@cleartitle/evidence")).resolve(
      "@contentauth/c2pa-wasm/c2pa.wasm",
    );
    return ["application/wasm", readFileSync(module)];
  }
  const image = images[Number(/^\/image\/(\d+)$/.exec(path)?.[1] ?? -1)];
  return image === undefined ? null : ["application/octet-stream", readFileSync(image)];
}

function imagesIn(folder: string): readonly string[] {
  return readdirSync(folder)
    .filter((name) => /\.(?:png|jpg|webp)$/.test(name))
    .toSorted()
    .map((name) => join(folder, name));
}

function realImages(folder: string): readonly string[] {
  const manifest = join(folder, "manifest.jsonl");
  if (!existsSync(manifest)) return [];
  return readFileSync(manifest, "utf8")
    .trim()
    .split("\n")
    .map((line) => join(folder, (JSON.parse(line) as { readonly path: string }).path));
}
