import { safeText } from "../terminal/safe-text.ts";

export type Child = Node | string | null | readonly Child[];

/**
 * An element of the page. Texts become text nodes and nothing else, fit to be shown: what comes from a bundle can neither be markup nor turn
 * the direction of writing. No attribute takes a text of a stranger but `href`, through `webLink`.
 */
export function element<Name extends keyof HTMLElementTagNameMap>(
  name: Name,
  attributes: Readonly<Record<string, string>>,
  ...children: readonly Child[]
): HTMLElementTagNameMap[Name] {
  const made = document.createElement(name);
  for (const [attribute, value] of Object.entries(attributes)) made.setAttribute(attribute, value);
  made.append(...children.flatMap(nodesOf));
  return made;
}

/** A link with the host that it leads to, where the address is one of the web; the words alone where it is not. */
export function webLink(url: unknown, words: string): Child {
  const address = typeof url === "string" && URL.canParse(url) ? new URL(url) : null;
  if (address === null || !/^https?:$/.test(address.protocol)) return words;
  const attributes = { href: address.href, rel: "noopener noreferrer" };
  return [element("a", attributes, words), ` (${address.host})`];
}

function nodesOf(child: Child): readonly (Node | string)[] {
  if (child === null) return [];
  if (typeof child === "string") return [safeText(child)];
  return child instanceof Node ? [child] : child.flatMap(nodesOf);
}
