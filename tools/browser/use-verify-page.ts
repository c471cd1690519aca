import type { Page } from "playwright-core";

/** What somebody gives the page beside the bundle. */
export interface Given {
  readonly key?: string;
  readonly image?: Buffer;
}

/** Fills in the page anew. */
export async function give(page: Page, text: string, { key = "", image: picture }: Given): Promise<void> {
  await page.locator("#status").evaluate((status) => status.replaceChildren());
  await page.getByLabel(/^Public key/).fill(key);
  await page
    .getByLabel(/^The image/)
    .setInputFiles(picture === undefined ? [] : upload("picture.png", picture));
  await page.getByLabel(/^Proof bundle/).setInputFiles(upload("a.proof.json", Buffer.from(text)));
  await page.getByRole("button", { name: "Check" }).click();
}

/** The answer, once there is one. */
export async function headline(page: Page): Promise<string> {
  await page.locator("#status:focus:not(:empty)").waitFor();
  return page.locator("#status").innerText();
}

/** A file as a person would choose it. */
export function upload(name: string, buffer: Buffer): { name: string; mimeType: string; buffer: Buffer } {
  return { name, mimeType: "application/octet-stream", buffer };
}
