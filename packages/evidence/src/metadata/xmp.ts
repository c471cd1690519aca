import { mendSwapped } from "../bytes/text.ts";
import type { Carriers } from "../carriers.ts";
import { limits } from "../limits.ts";

/** Prefixes by namespace: packets may call them what they like. */
const PREFIXES: ReadonlyMap<string, string> = new Map([
  ["http://www.w3.org/1999/02/22-rdf-syntax-ns#", "rdf"],
  ["adobe:ns:meta/", "x"],
  ["http://iptc.org/std/Iptc4xmpExt/2008-02-29/", "Iptc4xmpExt"],
  ["http://iptc.org/std/Iptc4xmpCore/1.0/xmlns/", "Iptc4xmpCore"],
  ["http://ns.adobe.com/photoshop/1.0/", "photoshop"],
  ["http://purl.org/dc/elements/1.1/", "dc"],
  ["http://purl.org/dc/terms/", "dcterms"],
  ["http://ns.adobe.com/xap/1.0/", "xmp"],
  ["http://ns.adobe.com/xap/1.0/mm/", "xmpMM"],
  ["http://ns.adobe.com/xap/1.0/rights/", "xmpRights"],
  ["http://ns.adobe.com/xap/1.0/sType/ResourceEvent#", "stEvt"],
  ["http://ns.adobe.com/exif/1.0/", "exif"],
  ["http://ns.adobe.com/tiff/1.0/", "tiff"],
  ["http://ns.useplus.org/ldf/xmp/1.0/", "plus"],
  ["http://www.tc260.org.cn/ns/AIGC/1.0/", "TC260"],
  ["http://ns.adobe.com/xmp/note/", "xmpNote"],
]);

interface Frame {
  /** Canonical name; null for the scaffolding of RDF. */
  readonly name: string | null;
  readonly raw: string;
  readonly namespaces: number;
  readonly start: number;
  text: string;
  children: boolean;
}

/**
 * Reads an XMP packet (ISO 16684-1) into text carriers, one a property: `…#dc:description`. A property may be an attribute or
 * an element, plain or in an `rdf:Alt`/`Bag`/`Seq`; what lies in a structure is named by its own field. One pass, no regular
 * expression, no entity but the five of XML and character references: nothing in a packet can make it slow.
 */
export function readXmp(packet: string, at: string, start: number, end: number, carriers: Carriers): void {
  const text = mendSwapped(packet);
  carriers.block("xmp", at, start, end, null, text);
  const namespaces: [string, string][] = [];
  const stack: Frame[] = [];
  let properties = 0;
  let tokens = 0;
  const references = { left: limits.xmpReferences as number };
  let position = 0;

  const canonical = (name: string): string => {
    const colon = name.indexOf(":");
    if (colon < 0) return name;
    const prefix = name.slice(0, colon);
    for (let i = namespaces.length - 1; i >= 0; i--) {
      const [known, uri] = namespaces[i]!;
      if (known === prefix) return `${PREFIXES.get(uri) ?? prefix}${name.slice(colon)}`;
    }
    return name;
  };
  const emit = (name: string, value: string): void => {
    if (value.trim() === "") return;
    if (++properties > limits.xmpProperties) {
      carriers.problem("limit-xmp", `${at}: only the first ${limits.xmpProperties} properties were read.`);
      return;
    }
    carriers.text(`${at}#${name}`, name, value, start, end, "xmp");
  };

  while (position < text.length && properties <= limits.xmpProperties) {
    const open = text.indexOf("<", position);
    const frame = stack[stack.length - 1];
    if (open < 0) break;
    if (open > position && frame !== undefined)
      frame.text += decodeEntities(text.slice(position, open), references);
    if (text.startsWith("<!--", open)) {
      position = after(text, "-->", open + 4);
      continue;
    }
    if (text.startsWith("<![CDATA[", open)) {
      const close = after(text, "]]>", open + 9);
      if (frame !== undefined) frame.text += text.slice(open + 9, close - 3);
      position = close;
      continue;
    }
    if (text.startsWith("<?", open)) {
      position = after(text, ">", open + 2);
      continue;
    }
    if (text.startsWith("<!", open)) {
      carriers.problem(
        "damaged-xmp",
        `${at}: the packet declares a document type, which XMP forbids; it was passed over.`,
      );
      position = after(text, ">", open + 2);
      continue;
    }
    if (text[open + 1] === "/") {
      position = after(text, ">", open + 2);
      const closed = stack.pop();
      if (closed === undefined) continue;
      namespaces.length = Math.min(namespaces.length, closed.namespaces);
      const name = closed.name ?? nearest(stack);
      if (!closed.children && name !== null) emit(name, closed.text);
      continue;
    }
    const tag = readTag(text, open + 1, references);
    position = tag.end;
    tokens += 1 + tag.attributes.length;
    if (tokens > limits.xmpTokens) {
      carriers.problem(
        "limit-xmp",
        `${at}: only the first ${limits.xmpTokens} elements and attributes were read.`,
      );
      return;
    }
    if (tag.name === "") continue;
    const known = namespaces.length;
    for (const [name, value] of tag.attributes) {
      if (name.startsWith("xmlns:") && namespaces.length < limits.xmpNamespaces)
        namespaces.push([name.slice(6), value]);
    }
    if (frame !== undefined) frame.children = true;
    const name = canonical(tag.name);
    const scaffold = name.startsWith("rdf:") || name.startsWith("x:") || !name.includes(":");
    const owner = scaffold ? nearest(stack) : name;
    for (const [attribute, value] of tag.attributes) {
      if (attribute.startsWith("xmlns") || attribute.startsWith("xml:")) continue;
      const full = canonical(attribute);
      if (full === "rdf:resource" && owner !== null) emit(owner, value);
      else if (full.includes(":") && !full.startsWith("rdf:")) emit(full, value);
    }
    if (tag.empty) {
      namespaces.length = known;
      continue;
    }
    if (stack.length >= limits.xmpDepth) {
      carriers.problem(
        "limit-xmp",
        `${at}: elements are nested deeper than ${limits.xmpDepth}; the rest was not read.`,
      );
      return;
    }
    stack.push({
      name: scaffold ? null : name,
      raw: tag.name,
      namespaces: known,
      start: open,
      text: "",
      children: false,
    });
  }
}

function nearest(stack: readonly Frame[]): string | null {
  for (let i = stack.length - 1; i >= 0; i--) if (stack[i]!.name !== null) return stack[i]!.name;
  return null;
}

function after(text: string, mark: string, from: number): number {
  const found = text.indexOf(mark, from);
  return found < 0 ? text.length : found + mark.length;
}

interface Tag {
  readonly name: string;
  readonly attributes: readonly (readonly [string, string])[];
  readonly empty: boolean;
  readonly end: number;
}

function readTag(text: string, from: number, budget: { left: number }): Tag {
  let at = from;
  while (at < text.length && !isBreak(text.charCodeAt(at))) at++;
  const name = text.slice(from, at);
  const attributes: [string, string][] = [];
  for (;;) {
    while (at < text.length && isSpace(text.charCodeAt(at))) at++;
    if (at >= text.length) return { name, attributes, empty: true, end: at };
    const unit = text.charCodeAt(at);
    if (unit === 62) return { name, attributes, empty: false, end: at + 1 };
    if (unit === 47) {
      if (text.charCodeAt(at + 1) === 62) return { name, attributes, empty: true, end: at + 2 };
      at++;
      continue;
    }
    const nameStart = at;
    while (at < text.length && !isBreak(text.charCodeAt(at)) && text.charCodeAt(at) !== 61) at++;
    const attribute = text.slice(nameStart, at);
    while (at < text.length && isSpace(text.charCodeAt(at))) at++;
    if (text.charCodeAt(at) !== 61) {
      if (at === nameStart) at++;
      continue;
    }
    at++;
    while (at < text.length && isSpace(text.charCodeAt(at))) at++;
    const quote = text[at];
    if (quote !== '"' && quote !== "'") continue;
    const close = text.indexOf(quote, at + 1);
    if (close < 0) return { name, attributes, empty: true, end: text.length };
    if (attributes.length < limits.xmpProperties)
      attributes.push([attribute, decodeEntities(text.slice(at + 1, close), budget)]);
    at = close + 1;
  }
}

function isSpace(unit: number): boolean {
  return unit === 32 || unit === 9 || unit === 10 || unit === 13;
}

function isBreak(unit: number): boolean {
  return isSpace(unit) || unit === 62 || unit === 47;
}

const ENTITIES: Readonly<Record<string, string>> = { amp: "&", lt: "<", gt: ">", quot: '"', apos: "'" };

function decodeEntities(text: string, budget: { left: number }): string {
  let ampersand = text.indexOf("&");
  if (ampersand < 0) return text;
  let out = "";
  let from = 0;
  while (ampersand >= 0) {
    if (budget.left <= 0) break;
    budget.left -= 1;
    const semicolon = text.slice(ampersand, ampersand + 12).indexOf(";");
    const value = semicolon < 0 ? undefined : entity(text.slice(ampersand + 1, ampersand + semicolon));
    out += text.slice(from, ampersand) + (value ?? "&");
    from = value === undefined ? ampersand + 1 : ampersand + semicolon + 1;
    ampersand = text.indexOf("&", from);
  }
  return out + text.slice(from);
}

function entity(name: string): string | undefined {
  if (name[0] !== "#") return ENTITIES[name];
  const code =
    name[1] === "x" || name[1] === "X"
      ? Number.parseInt(name.slice(2), 16)
      : Number.parseInt(name.slice(1), 10);
  return Number.isInteger(code) && code > 0 && code <= 0x10ffff ? String.fromCodePoint(code) : undefined;
}
