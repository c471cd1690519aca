import { basename } from "node:path";

import { html, type Html } from "../render/html/html.ts";
import { safeText } from "../terminal/safe-text.ts";
import type { Attribution } from "./attribution.ts";

export const attributionFormats = ["html", "markdown", "text", "caption", "iptc"] as const;
export type AttributionFormat = (typeof attributionFormats)[number];

/** What the line stands under. */
export interface Picture {
  /** Its address in the page, already fit for one. */
  readonly address: string;
  /** What it shows, for those who cannot see it. */
  readonly description: string;
}

/** The address of a file that lies beside the page: its name, with everything escaped that means something in an address. */
export function addressOf(file: string): string {
  return encodeURIComponent(basename(file));
}

/**
 * The line as it is pasted somewhere: a page, a Markdown text, plain text, a caption of a post, or the IPTC fields of the file as XMP
 * (Credit Line, AI System Used of IPTC Photo Metadata 2025.1, and the source type that the file itself states).
 */
export function writeAttribution(
  { text, made, via, digitalSourceType }: Attribution,
  format: AttributionFormat,
  { address, description }: Picture,
): string {
  switch (format) {
    case "html":
      return lines(html`<img src="${address}" alt="${description}" />`, html`<small>${text}</small>`);
    case "markdown":
      return `![${markdown(description)}](<${address.replaceAll(/[<>\\\s]/g, encodeURIComponent)}>)\n\n*${markdown(text)}*\n`;
    case "text":
      return `${safeText(text)}\n`;
    case "caption":
      return `${safeText(text).replace(/^Image created/, "Created")}.\n`;
    case "iptc":
      return xmp(text, [...made, ...via].map(({ name }) => name).join(", "), digitalSourceType);
  }
}

/** Every mark that Markdown could take for its own, so that `FLUX.1 [dev]` stays what it is (CommonMark §2.4). */
function markdown(text: string): string {
  return safeText(text).replaceAll(/[\\`*_{}[\]()<>#|~&!$^]/g, (mark) => `\\${mark}`);
}

function xmp(credit: string, system: string, source: string | null): string {
  const attribute = (name: string, value: string): string => `      ${html`${name}="${value}"`.text}`;
  const stated = source !== null && /^[A-Za-z]+$/.test(source);
  const type = `http://cv.iptc.org/newscodes/digitalsourcetype/${source}`;
  return lines(
    '<x:xmpmeta xmlns:x="adobe:ns:meta/">',
    '  <rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">',
    '    <rdf:Description rdf:about=""',
    attribute("xmlns:photoshop", "http://ns.adobe.com/photoshop/1.0/"),
    attribute("xmlns:Iptc4xmpExt", "http://iptc.org/std/Iptc4xmpExt/2008-02-29/"),
    attribute("photoshop:Credit", credit),
    attribute("Iptc4xmpExt:AISystemUsed", system),
    ...(stated ? [attribute("Iptc4xmpExt:DigitalSourceType", type)] : []),
    "    />",
    "  </rdf:RDF>",
    "</x:xmpmeta>",
  );
}

function lines(...all: readonly (string | Html)[]): string {
  return all.map((each) => `${typeof each === "string" ? each : each.text}\n`).join("");
}
