/** What runs in the page that checks proofs. It asks nothing of the network, keeps nothing, and changes only the page itself. */
import {
  bundleTooLarge,
  findCryptoGap,
  largestBundle,
  requireWitnesses,
  sha256,
  type CryptoGap,
} from "@cleartitle/ledger/verify";

import { explainBundle } from "../verify/explain-bundle.ts";
import { version } from "../version.ts";
import { element, type Child } from "./element.ts";
import { readKeys } from "./read-keys.ts";
import { headlineOf, showReport, type Headline } from "./show-report.ts";

const gapWords: Readonly<Record<CryptoGap, string>> = {
  "no-web-crypto":
    "This browser offers no cryptography to this page. Browsers keep it from pages that come over an insecure connection: save the page as a file and open that, or use a current browser.",
  "no-ed25519":
    "This browser cannot check signatures of the kind that proofs bear (Ed25519). Use a current version of Chrome, Edge, Firefox or Safari, or the command `cleartitle verify`.",
};

const form = find("form", HTMLFormElement);
const bundleInput = find("#bundle", HTMLInputElement);
const imageInput = find("#image", HTMLInputElement);
const keyInput = find("#keys", HTMLTextAreaElement);
const keyProblem = find("#keys-problem", HTMLElement);
const status = find("#status", HTMLElement);
const details = find("#details", HTMLElement);
let run = 0;

const gap = await findCryptoGap();
if (gap !== null) say({ kind: "unknown", words: "Nothing can be checked here" }, notChecked(gapWords[gap]));

form.addEventListener("submit", (event) => {
  event.preventDefault();
  void check(true);
});
for (const input of [bundleInput, imageInput, keyInput])
  input.addEventListener("change", () => void check(false));
document.addEventListener("dragover", (event) => event.preventDefault());
document.addEventListener("drop", (event) => {
  event.preventDefault();
  for (const file of event.dataTransfer?.files ?? []) take(file);
  void check(false);
});
form.dataset["ready"] = "yes";

/** Checks what was given and shows the answer. Where it could not be checked it says so: that is no answer about the bundle. */
async function check(asked: boolean): Promise<void> {
  const bundle = bundleInput.files?.[0];
  run += 1;
  const mine = run;
  if (bundle === undefined) {
    if (asked) say({ kind: "unknown", words: "Choose a proof bundle first" }, null);
    return;
  }
  let shown: readonly [Headline, Child];
  try {
    shown = await answer(bundle, imageInput.files?.[0]);
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error);
    shown = [
      { kind: "unknown", words: "Not checked" },
      notChecked(`Something kept this page from checking: ${why}`),
    ];
  }
  if (mine !== run) return;
  say(...shown);
  if (asked) status.focus();
}

async function answer(bundle: File, image: File | undefined): Promise<readonly [Headline, Child]> {
  const blocked: Headline = { kind: "unknown", words: "Not checked" };
  if (gap !== null) return [blocked, notChecked(gapWords[gap])];
  const pasted = await readKeys(keyInput.value);
  keyProblem.textContent = pasted.ok ? "" : pasted.why;
  keyInput.setAttribute("aria-invalid", String(!pasted.ok));
  if (!pasted.ok) return [blocked, notChecked("What was pasted as a public key is none; see there.")];
  if (bundle.size > largestBundle)
    return [
      blocked,
      notChecked(`${bundle.name}: ${bundleTooLarge(bundle.size).message}. Is it another file?`),
    ];
  const bytes = new Uint8Array(await bundle.arrayBuffer());
  const imageHash = image === undefined ? null : await hashOf(image);
  // As the command reads it: a mark at the beginning that says UTF-8 is not dropped.
  const report = await explainBundle(new TextDecoder("utf-8", { ignoreBOM: true }).decode(bytes), {
    keys: pasted.keys,
    ...(pasted.witnesses.length === 0 ? {} : { trust: await requireWitnesses(pasted.witnesses) }),
    ...(imageHash === null ? {} : { file: imageHash }),
  });
  const files = [
    `${bundle.name} (SHA-256 ${hex(await sha256(bytes))})`,
    ...(image === undefined ? [] : [`${image.name} (SHA-256 ${imageHash})`]),
  ];
  const when = new Date().toISOString().slice(0, 16).replace("T", " ");
  const checked = `Checked on this computer with cleartitle ${version}, at ${when} UTC by its clock: ${files.join(", ")}.`;
  return [headlineOf(report), [showReport(report), element("p", { class: "faint" }, checked)]];
}

function say({ kind, words }: Headline, under: Child): void {
  status.className = `verdict ${kind}`;
  status.replaceChildren(element("span", {}, words));
  details.replaceChildren(element("div", {}, under));
}

function notChecked(why: string): Child {
  return [
    element("p", { dir: "auto" }, why),
    element("p", {}, "Nothing was found out about the proof, neither for it nor against it."),
  ];
}

/** Puts a dropped file where one would have chosen it. */
function take(file: File): void {
  const chosen = new DataTransfer();
  chosen.items.add(file);
  (/\.json$/i.test(file.name) ? bundleInput : imageInput).files = chosen.files;
}

async function hashOf(file: File): Promise<string> {
  return hex(await sha256(new Uint8Array(await file.arrayBuffer())));
}

function hex(bytes: Uint8Array): string {
  return [...bytes].map((byte) => byte.toString(16).padStart(2, "0")).join("");
}

function find<Kind extends HTMLElement>(selector: string, kind: new () => Kind): Kind {
  const found = document.querySelector(selector);
  if (!(found instanceof kind)) throw new Error(`the page has no ${selector}`);
  return found;
}
