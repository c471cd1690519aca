/** The page that checks proofs, as somebody uses it who has neither Node nor Cleartitle: opened as a file, in headless Chromium. */
import assert from "node:assert/strict";
import { execFileSync, spawnSync } from "node:child_process";
import { createHash } from "node:crypto";
import { copyFileSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { after, before, describe, test } from "node:test";
import { pathToFileURL } from "node:url";

import { formatVerifierKey, makeVerifierKey } from "@cleartitle/ledger/verify";
import { bundleOf, recordWith, type MadeBundle } from "cleartitle/node-testing";
import { explainBundle } from "cleartitle/verify";
import type { Page } from "playwright-core";

import { buildVerifyPage } from "../build/verify-page.ts";
import { leastContrast } from "./least-contrast.ts";
import { noChromium, openTestBrowser, type TestBrowser } from "./headless-chromium.ts";
import { give, headline, upload, type Given } from "./use-verify-page.ts";

const root = join(import.meta.dirname, "../..");
const image = readFileSync(join(root, "examples/a1111-sdxl.png"));
const sha256 = createHash("sha256").update(image).digest("hex");
const terms = {
  corpus: { version: "1", digest: "sha256:00" },
  sameCorpus: true,
  missing: [],
  rules: [
    {
      rule: "acme-1",
      party: "acme",
      effect: "permission",
      reading: "Images may be sold.",
      grade: "contract",
      source: { title: "Terms", url: "https://acme.example/terms#:~:text=sold", at: "§4" },
      versions: [
        {
          document: "tos",
          version: "2026-01-01",
          digest: null,
          seen: { first: "2026-01-02", last: "2026-11-01" },
        },
      ],
    },
  ],
};
const decision = recordWith("decision", { verdict: "conditional", use: "merchandise", subject: { sha256 } });

describe("the page that checks proofs", { skip: noChromium }, () => {
  let browser: TestBrowser;
  let html: string;
  let address: string;
  let good: MadeBundle;
  const asked: string[] = [];
  before(async () => {
    html = await buildVerifyPage();
    browser = await openTestBrowser((path) => (path === "/" ? ["text/html", html] : null));
    const file = join(browser.folder, "check.html");
    writeFileSync(file, html);
    address = pathToFileURL(file).href;
    browser.context.on("request", (request) => asked.push(request.url()));
    good = await bundleOf(decision, {
      shown: { by: "Ada Örn" },
      closed: { revenue: 5 },
      attachments: { terms },
    });
  });
  after(async () => browser?.close());

  test("proves a good bundle in the words of the command, with image, key, terms and private fields", async () => {
    const page = await open();
    // A page that was opened as a file counts as a secure context.
    const place = await page.evaluate(() => [location.protocol, isSecureContext, "subtle" in crypto]);
    assert.deepEqual(place, ["file:", true, true]);
    await give(page, good.text, { key: good.keys[0]!, image });
    assert.equal(await headline(page), "✓ Proved, with the key that you gave");
    const report = await explainBundle(good.text, { keys: good.keys, file: sha256 });
    assert.ok(report.proved);
    const lists = await page
      .locator("#details > div > ul")
      .evaluateAll((all) =>
        all.slice(0, 2).map((list) => [...list.children].map((item) => item.textContent)),
      );
    assert.deepEqual(lists, [report.proves, report.doesNotProve]);
    const text = await page.locator("#details").innerText();
    assert.match(text, /"acme" \("permission"\): "Images may be sold\."/);
    assert.match(
      text,
      /Version of "2026-01-01": first read "2026-01-02", last read "2026-11-01"; no copy kept/,
    );
    assert.match(text, /by\s+"Ada Örn"/);
    assert.ok(text.includes(`picture.png (SHA-256 ${sha256})`));
    const link = page.getByRole("link", { name: '"Terms", "§4"' });
    assert.equal(await link.getAttribute("href"), "https://acme.example/terms#:~:text=sold");
    await page.close();
  });

  test("does not call a bundle proved for good that only its own key vouches for", async () => {
    const page = await open();
    await give(page, good.text, {});
    assert.match(await headline(page), /^◐ Proved with the bundle's own key: whose log it is, is open$/);
    assert.match(await page.locator("#details").innerText(), /Whose log it is: ask its owner/);
    await page.close();
  });

  test("says of a bundle with a changed byte, of a cut one, of another image and of another key: not proved", async () => {
    const page = await open();
    const { entry } = JSON.parse(good.text) as { entry: string };
    const changed = Buffer.from(
      Buffer.from(entry, "base64").toString().replace("merchandise", "merchandisE"),
    );
    const { keys: strange } = await bundleOf(decision);
    const cases: readonly (readonly [text: string, given: Given, words: RegExp])[] = [
      [
        good.text.replace(entry, changed.toString("base64")),
        {},
        /these \d+ bytes are not entry 1 of the log/i,
      ],
      [good.text.slice(0, -40), {}, /it is not JSON/i],
      [good.text, { image: Buffer.concat([image, Buffer.of(0)]) }, /is not about the file given/],
      [good.text, { key: strange[0]! }, /not among the 1 you trust/],
      [image.toString("latin1"), {}, /it is not JSON/i],
    ];
    for (const [text, given, words] of cases) {
      await give(page, text, given);
      assert.equal(await headline(page), "✗ Not proved");
      assert.match(await page.locator("#details").innerText(), words);
      assert.match(
        await page.locator("#details").innerText(),
        /should be relied on|says nothing about this file/,
      );
    }
    await page.close();
  });

  test("asks for the witnesses whose keys are given", async () => {
    const page = await open();
    const witness = formatVerifierKey(await makeVerifierKey("witness.example", 4, new Uint8Array(32)));
    await give(page, good.text, { key: `${good.keys[0]!}\n${witness}` });
    assert.match(await headline(page), /^✗ Not proved/);
    assert.match(
      await page.locator("#details").innerText(),
      /Of the witnesses you trust none signed.*says nothing against the record itself/s,
    );
    await page.close();
  });

  test("tells a mistyped key apart from a bundle that is wrong", async () => {
    const page = await open();
    for (const key of [good.keys[0]!.slice(0, -3), "nonsense", `${good.keys[0]!}\nnonsense`]) {
      await give(page, good.text, { key });
      assert.equal(await headline(page), "Not checked");
      assert.match(await page.locator("#keys-problem").innerText(), /no public key/);
      assert.match(await page.locator("#details").innerText(), /neither for it nor against it/);
    }
    assert.equal(await page.getByLabel(/Public key/).getAttribute("aria-invalid"), "true");
    await give(page, good.text, { key: `\n  ${good.keys[0]!}\r\n\n` });
    assert.match(await headline(page), /^✓/);
    assert.equal(await page.locator("#keys-problem").innerText(), "");
    await page.close();
  });

  test("takes what is dropped on it: the bundle and the image at once", async () => {
    const page = await open();
    await page.getByLabel(/Public key/).fill(good.keys[0]!);
    const dropped = await page.evaluateHandle(
      ([bundle, picture]) => {
        const transfer = new DataTransfer();
        const bytes = Uint8Array.from(atob(picture), (one) => one.charCodeAt(0));
        transfer.items.add(new File([bytes], "picture.png"));
        transfer.items.add(new File([bundle], "picture.png.proof.json"));
        return transfer;
      },
      [good.text, image.toString("base64")] as const,
    );
    await page.dispatchEvent("h1", "drop", { dataTransfer: dropped });
    await page.locator("#status.allowed").waitFor();
    assert.match(await page.locator("#details").innerText(), /byte for byte/);
    await page.close();
  });

  test("shows markup, marks that turn writing, and huge texts of a bundle as text, and runs nothing of them", async () => {
    const evil = `</script><img src=x onerror="globalThis.owned=1"><script>globalThis.owned=1</script>\u202egpj.exe\u0000`;
    const huge = "W".repeat(3_000_000);
    const rule = {
      party: evil,
      effect: evil,
      reading: huge,
      grade: evil,
      versions: [{ version: evil }, null, 5],
    };
    const sources = [
      { title: evil, url: "javascript:globalThis.owned=1", at: evil },
      { title: "Adobe terms", url: "https://adobe.com@evil.example/", at: null },
      "no source",
    ];
    const hostile = await bundleOf(
      recordWith(evil, { [evil]: evil, list: [evil], html: { __proto__: null } }),
      {
        shown: { [evil]: evil, prompt: huge },
        attachments: { terms: { rules: [...sources.map((source) => ({ ...rule, source })), null, 5] } },
      },
    );
    const page = await open();
    let dialogs = 0;
    page.on("dialog", (dialog) => {
      dialogs += 1;
      void dialog.dismiss();
    });
    await page.setViewportSize({ width: 320, height: 600 });
    const began = Date.now();
    await give(page, hostile.text, { key: hostile.keys[0]! });
    assert.match(await headline(page), /^✓/);
    assert.ok(Date.now() - began < 10_000);
    const found = await page.locator("#details").evaluate((details) => ({
      owned: "owned" in globalThis,
      strange: details.querySelectorAll("img,script,iframe,style,object").length,
      links: [...details.querySelectorAll("a")].map(({ href }) => href),
      text: details.textContent.length,
      wide: document.documentElement.scrollWidth > document.documentElement.clientWidth,
    }));
    assert.deepEqual(
      { ...found, text: found.text < 500_000 },
      { owned: false, strange: 0, links: ["https://adobe.com@evil.example/"], text: true, wide: false },
    );
    assert.equal(dialogs, 0);
    const shown = await page.locator("#details").innerText();
    assert.ok(shown.includes("</script><img src=x onerror="));
    assert.ok(shown.includes(String.raw`\u202egpj.exe\u0000`));
    assert.ok(!/[\u202e\u0000]/.test(shown));
    assert.ok(shown.includes("(evil.example)"), "the host that a link leads to stands beside it");
    assert.match(shown, /characters more\)/);
    await page.close();
  });

  test("asks nothing of the network, and its policy would not let it", async () => {
    assert.ok(asked.length > 0);
    assert.deepEqual(
      asked.filter((url) => !url.startsWith("file:")),
      [],
    );
    const markup = html.slice(0, html.indexOf("<script"));
    assert.doesNotMatch(markup, /\son[a-z]+=|<link|\ssrc=|\sstyle=|@import|url\(/i);
    const page = await open();
    const tried = await page.evaluate(async (place) => {
      const blocked: string[] = [];
      document.addEventListener("securitypolicyviolation", ({ effectiveDirective }) => {
        blocked.push(effectiveDirective);
      });
      await fetch(place).catch(() => undefined);
      const picture = document.createElement("img");
      picture.src = `${place}x.png`;
      const script = document.createElement("script");
      script.append("globalThis.owned = 1");
      document.body.append(picture, script);
      try {
        document.body.innerHTML = "<p></p>";
      } catch {
        blocked.push("innerHTML");
      }
      await new Promise((resolve) => setTimeout(resolve, 200));
      return { blocked, owned: "owned" in globalThis };
    }, browser.address);
    assert.equal(tried.owned, false);
    for (const directive of ["connect-src", "img-src", "innerHTML"])
      assert.ok(tried.blocked.includes(directive), `${directive} in ${tried.blocked.join(" ")}`);
    await page.close();
  });

  test("says clearly where a browser cannot check, and never that the bundle is wrong", async () => {
    const insecure = await browser.context.newPage();
    await insecure.goto(browser.insecureAddress);
    assert.equal(await insecure.evaluate(() => isSecureContext || "subtle" in crypto), false);
    await insecure.locator("#status.unknown").waitFor();
    assert.match(await insecure.locator("#details").innerText(), /insecure connection/);
    const old = await browser.context.newPage();
    await old.addInitScript(() => {
      const { subtle } = crypto;
      const importKey = subtle.importKey.bind(subtle) as (...args: readonly unknown[]) => Promise<CryptoKey>;
      subtle.importKey = (...args: readonly unknown[]): Promise<CryptoKey> =>
        args[2] === "Ed25519"
          ? Promise.reject(new DOMException("Unrecognized name.", "NotSupportedError"))
          : importKey(...args);
    });
    await old.goto(address);
    for (const page of [insecure, old]) {
      await give(page, good.text.slice(1), { key: good.keys[0]! });
      assert.equal(await headline(page), "Not checked");
      assert.match(await page.locator("#details").innerText(), /neither for it nor against it/);
      assert.doesNotMatch(await page.locator("main").innerText(), /Not proved/);
      await page.close();
    }
  });

  test("can be used with the keyboard alone, and is read out", async () => {
    const page = await open();
    for (const name of [/^Proof bundle/, /^The image/, /^Public key/])
      assert.equal(await page.getByLabel(name).count(), 1);
    await page.getByLabel(/^Proof bundle/).setInputFiles(upload("a.proof.json", Buffer.from(good.text)));
    await page.locator("#status.conditional").waitFor();
    await page.getByLabel(/^Public key/).focus();
    await page.keyboard.type(good.keys[0]!);
    await page.keyboard.press("Tab");
    assert.equal(await page.evaluate(() => document.activeElement?.textContent), "Check");
    await page.keyboard.press("Enter");
    await page.locator("#status.allowed:focus").waitFor();
    assert.equal(await page.getByRole("status").innerText(), "✓ Proved, with the key that you gave");
    await page.getByRole("heading", { level: 2, name: /^✓ Proved/ }).waitFor();
    await page.close();
  });

  test("can be read in light and in dark, and stays within a narrow screen", async () => {
    const page = await open();
    await page.setViewportSize({ width: 320, height: 700 });
    await give(page, good.text, { key: "nonsense" });
    await headline(page);
    await give(page, good.text, { image });
    await headline(page);
    for (const colorScheme of ["light", "dark"] as const) {
      await page.emulateMedia({ colorScheme });
      const worst = await page.evaluate(leastContrast);
      assert.ok(worst >= 4.5, `${colorScheme}: ${worst}`);
      const wide = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
      assert.ok(wide <= 0, `${wide} pixels too wide`);
    }
    await page.close();
  });

  test("says of a proof that the command wrote what the command says of it", async () => {
    const env = { PATH: process.env["PATH"], HOME: browser.folder, LANG: "C.UTF-8" };
    const cli = join(root, "packages/cleartitle/src/cli.ts");
    const options = { cwd: browser.folder, env, encoding: "utf8" } as const;
    copyFileSync(join(root, "examples/a1111-sdxl.png"), join(browser.folder, "picture.png"));
    // The status says whether the answer is a yes, which is beside the point here.
    spawnSync(
      process.execPath,
      [cli, "record", "picture.png", "--for", "merchandise", "--by", "Ada"],
      options,
    );
    execFileSync(process.execPath, [cli, "prove", "picture.png", "--show", "by"], {
      ...options,
      stdio: "pipe",
    });
    const text = readFileSync(join(browser.folder, "picture.png.proof.json"), "utf8");
    const args = ["verify", "picture.png.proof.json", "--file", "picture.png", "--json"];
    const said = JSON.parse(spawnSync(process.execPath, [cli, ...args], options).stdout) as Record<
      string,
      string[]
    >;
    const page = await open();
    await give(page, text, { image });
    assert.match(await headline(page), /^◐/);
    const items = await page
      .locator("#details > div > ul")
      .evaluateAll((all) =>
        all.slice(0, 2).flatMap((list) => [...list.children].map((item) => item.textContent)),
      );
    // Two things differ: only the command has the terms to compare with, and has options.
    const all = [...said["proves"]!, ...said["doesNotProve"]!].map((one) =>
      one.replace("with --key", "with it"),
    );
    assert.deepEqual(
      all.filter((sentence) => !items.includes(sentence)),
      [
        "The terms beside the proof are those that this version of Cleartitle has under the digest that the record names.",
      ],
    );
    assert.ok((await page.locator("#details a").count()) > 0);
    await page.close();
  });

  async function open(): Promise<Page> {
    const page = await browser.context.newPage();
    await page.goto(address);
    await page.locator("form[data-ready=yes]").waitFor();
    return page;
  }
});
