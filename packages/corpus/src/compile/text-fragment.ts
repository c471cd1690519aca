/**
 * The address that opens a page at a clause: a text fragment directive built from the first and last words of the clause
 * (URL Fragment Text Directives §3.4: `-`, `,` and `&` are syntax there and must be percent-encoded).
 *
 * @example
 * textFragment("https://a.example/terms", ["You own", "to Us"]) // "https://a.example/terms#:~:text=You%20own,to%20Us"
 */
export function textFragment(url: string, find: readonly string[]): string {
  if (find.length === 0) return url;
  return `${url}${url.includes("#") ? "" : "#"}:~:text=${find.map(encodePart).join(",")}`;
}

function encodePart(words: string): string {
  return encodeURIComponent(words).replaceAll("-", "%2D");
}
