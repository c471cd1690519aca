import { displayWidth } from "./display-width.ts";

/**
 * Breaks text into lines of at most `width` columns: the first begins with `first`, the others with as many blanks (or with `rest`).
 * A word that is longer than a line stays whole, so that addresses and commands can be copied; only text without blanks, as
 * in Chinese or Japanese, is broken within.
 */
export function wrap(
  text: string,
  width: number,
  first = "",
  rest: string = " ".repeat(displayWidth(first)),
): readonly string[] {
  const lines: string[] = [];
  let line = first;
  let columns = displayWidth(first);
  let empty = true;
  const room = Math.max(width, displayWidth(rest) + 10);
  for (const word of text.split(/\s+/).filter((part) => part !== "")) {
    for (const piece of piecesOf(word, room - displayWidth(rest))) {
      const needed = displayWidth(piece.text) + (empty || piece.joined ? 0 : 1);
      if (!empty && columns + needed > room) {
        lines.push(line);
        line = rest + piece.text;
        columns = displayWidth(line);
      } else {
        line += (empty || piece.joined ? "" : " ") + piece.text;
        columns += needed;
      }
      empty = false;
    }
  }
  lines.push(line.trimEnd());
  return lines;
}

interface Piece {
  readonly text: string;
  /** Continues the piece before it, without a blank. */
  readonly joined: boolean;
}

function piecesOf(word: string, room: number): readonly Piece[] {
  if (displayWidth(word) <= room || /^[\u0021-\u007e]+$/.test(word)) return [{ text: word, joined: false }];
  return [...new Intl.Segmenter().segment(word)].map(({ segment }, index) => ({
    text: segment,
    joined: index > 0,
  }));
}
