import { safeText } from "../../terminal/safe-text.ts";

/** A piece of HTML that is fit to be written as it is. */
export class Html {
  readonly text: string;

  constructor(text: string) {
    this.text = text;
  }
}

type Value = string | number | Html | null | readonly Html[];

const entities: Readonly<Record<string, string>> = {
  "&": "&amp;",
  "<": "&lt;",
  ">": "&gt;",
  '"': "&quot;",
  "'": "&#39;",
};

/**
 * HTML from a template. Every value that is not HTML itself is escaped, for elements and for quoted attributes alike; control characters and marks that turn
 * the direction of writing become visible, because file names and prompts come from anybody.
 *
 *     html`<p>${"<script>"}</p>`.text  →  "<p>&lt;script&gt;</p>"
 */
export function html(parts: TemplateStringsArray, ...values: readonly Value[]): Html {
  let text = parts[0] ?? "";
  values.forEach((value, index) => {
    text += written(value) + (parts[index + 1] ?? "");
  });
  return new Html(text);
}

function written(value: Value): string {
  if (value === null) return "";
  if (value instanceof Html) return value.text;
  if (typeof value === "object") return value.map(({ text }) => text).join("");
  return safeText(String(value)).replaceAll(/[&<>"']/g, (mark) => entities[mark] ?? mark);
}

/** A link where the address is one of the web, and the words alone where it is not. */
export function link(url: string | null, words: string): Html {
  if (url === null || !/^https?:\/\//i.test(url)) return html`${words}`;
  return html`<a href="${url}" rel="noopener noreferrer">${words}</a>`;
}
