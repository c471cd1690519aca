import { createHash } from "node:crypto";

import { Html, html } from "../render/html/html.ts";
import { version } from "../version.ts";
import { pageStyle } from "./page-style.ts";

/**
 * The page that checks proofs, whole, around its bundled script. Its policy lets exactly this script and this style in, and nothing reach
 * the network. The same script makes the same bytes.
 */
export function pageDocument(script: string): string {
  // A script ends at the first of these, also within a text.
  if (/<\/script|<!--/i.test(script)) throw new Error("the script of the page would end before its end");
  const policy = [
    "default-src 'none'",
    `script-src '${hashOf(script)}'`,
    `style-src '${hashOf(pageStyle)}'`,
    "base-uri 'none'",
    "form-action 'none'",
    "require-trusted-types-for 'script'",
    "trusted-types 'none'",
  ].join("; ");
  // Between these tags stands what was hashed, to the byte.
  const styleElement = new Html(`<style>${pageStyle}</style>`);
  const scriptElement = new Html(`<script type="module">${script}</script>`);
  const { text } = html`<!doctype html>
    <html lang="en">
      <head>
        <meta charset="utf-8" />
        <meta http-equiv="Content-Security-Policy" content="${new Html(policy)}" />
        <meta name="viewport" content="width=device-width,initial-scale=1" />
        <meta name="referrer" content="no-referrer" />
        <meta name="generator" content="cleartitle ${version}" />
        <title>Check a proof</title>
        ${styleElement}
      </head>
      <body>
        ${intro}
        <main>${inputs}${answer}</main>
        <footer>
          <p class="faint">Information, not legal advice. Made with cleartitle ${version}.</p>
        </footer>
        ${scriptElement}
      </body>
    </html> `;
  return `${text.trim()}\n`;
}

const intro = html`<header>
  <h1>Check a proof</h1>
  <p>
    A proof bundle shows that a record about an image stands, unchanged, in a tamper-evident log. This page
    checks it in your browser: nothing that you give it leaves this computer, and it works without the
    network.
  </p>
  <details>
    <summary>Where did you get this page?</summary>
    <p>
      Whoever makes a page can make it say anything, so a page that came from the one whose proof you check
      proves nothing. Get your own from the project: with Node.js,
      <code>npx cleartitle verify --page check.html</code>. Every copy of one version is the same to the byte,
      and the command prints its SHA-256, so that two people can compare. What the page does by computing can
      also be done by hand, with openssl and sha256sum: the project's documentation of proofs says how.
    </p>
  </details>
  <noscript
    ><p class="verdict unknown">This page needs JavaScript, and nothing can be checked without.</p></noscript
  >
</header> `;

const inputs = html`<form autocomplete="off" novalidate>
  <fieldset>
    <legend>The proof</legend>
    <label for="bundle">Proof bundle</label>
    <p class="faint" id="bundle-hint">
      The file that you were given; its name mostly ends in .proof.json. You can also drop it anywhere on this
      page.
    </p>
    <input type="file" id="bundle" accept=".json,application/json" aria-describedby="bundle-hint" />
  </fieldset>
  <fieldset>
    <legend>What to compare it with</legend>
    <label for="image">The image, if you have it</label>
    <p class="faint" id="image-hint">
      Its SHA-256 is compared with the record's. It must be the very file: a copy that was saved anew has
      another.
    </p>
    <input type="file" id="image" aria-describedby="image-hint" />
    <br />
    <label for="keys">Public keys of the ledger's owner, and of witnesses, if you have them</label>
    <p class="faint" id="keys-hint">
      Without the owner's, nobody knows whose log it is; each witness that you name must have seen it. Get
      them by another way than the bundle. They look like name+1a2b3c4d+AbCd…, one a line.
    </p>
    <textarea
      id="keys"
      rows="2"
      spellcheck="false"
      autocapitalize="off"
      aria-describedby="keys-hint keys-problem"
    ></textarea>
    <p id="keys-problem" role="alert"></p>
  </fieldset>
  <button type="submit">Check</button>
</form> `;

const answer = html`<section aria-labelledby="status">
  <div role="status"><h2 id="status" tabindex="-1"></h2></div>
  <div id="details"></div>
</section> `;

function hashOf(text: string): string {
  return `sha256-${createHash("sha256").update(text).digest("base64")}`;
}
