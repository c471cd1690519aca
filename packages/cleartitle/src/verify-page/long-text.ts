import { element, type Child } from "./element.ts";

/** A text that is longer gets a box of its own, in which one scrolls. */
const longText = 400;

/** No more than this is laid out: a browser that stands still shows nothing. */
const mostCharacters = 20_000;

/** A text of a stranger, however long: a box to scroll in where it is long, cut where it is huge. */
export function textOf(text: string, label: string): Child {
  if (text.length <= longText) return text;
  return element("div", { class: "long", tabindex: "0", role: "region", "aria-label": label }, cut(text));
}

/** The beginning, and how much is missing. */
export function cut(text: string, most: number = mostCharacters): string {
  return text.length <= most ? text : `${text.slice(0, most)}… (${text.length - most} characters more)`;
}
