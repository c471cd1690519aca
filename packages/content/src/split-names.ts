import type { Finding } from "./finding.ts";
import type { NameKind } from "./name.ts";
import { scanPrompt, type ScanOptions } from "./scan-prompt.ts";
import type { TextPlace, Written, WrittenFinding } from "./written.ts";

/** A short piece of a title or of a list of keywords, that may be part of a name. */
interface Piece {
  readonly where: TextPlace;
  readonly text: string;
  readonly at: number;
}

const people: ReadonlySet<NameKind> = new Set(["artist", "real-person"]);
/** Lists of keywords hold up to fifty words on most markets. */
const mostPieces = 200;
const longestPiece = 40;
const pieceOf = /[^,;|\n、，；]+/gu;
const wordOf = /[\p{L}\p{M}\p{N}'’-]+/gu;

/**
 * Names whose words stand apart: in two keywords side by side, whichever comes first, or one in a title and the other in a keyword. Nobody wrote them
 * together, so none of these is certain: “snow” and “white” may be just that.
 */
export function splitNames(written: readonly Written[], options: ScanOptions): readonly WrittenFinding[] {
  const keywords = written.filter(({ where }) => where === "keywords").flatMap(piecesOf);
  const titles = written
    .filter(({ where }) => where === "title" || where === "headline")
    .flatMap(wordsOf)
    // A word that is no name by itself ("red" in a title) is no part of a brand because a keyword is "bull".
    .map((piece) => ({ piece, mayName: scanPrompt(piece.text, options).length > 0 }));
  const found: WrittenFinding[] = [];
  const join = (first: Piece, second: Piece, kinds: "every" | "people"): void => {
    const text = `${first.text} ${second.text}`;
    for (const one of scanPrompt(text, options)) {
      const crosses = one.span[0] < first.text.length && one.span[1] > first.text.length + 1;
      if (!crosses || one.confidence !== "certain") continue;
      if (kinds === "people" && !people.has(one.kind)) continue;
      found.push(apart(one, first, second));
    }
  };
  keywords.forEach((piece, index) => {
    const next = keywords[index + 1];
    if (next !== undefined) {
      join(piece, next, "every");
      join(next, piece, "people");
    }
    for (const title of titles) {
      const kinds = title.mayName ? "every" : "people";
      join(title.piece, piece, kinds);
      join(piece, title.piece, kinds);
    }
  });
  return [...new Map(found.map((one) => [`${one.kind} ${one.name}`, one])).values()];
}

function apart(one: Finding, first: Piece, second: Piece): WrittenFinding {
  const matched = `${first.text} … ${second.text}`;
  const places = first.where === second.where ? first.where : `${first.where} and ${second.where}`;
  return {
    ...one,
    where: second.where,
    span: [second.at, second.at + second.text.length],
    matched,
    confidence: "ambiguous",
    split: true,
    why: `“${first.text}” and “${second.text}” stand apart in ${places}; together they would be the name ${one.name}.`,
  };
}

function piecesOf({ where, text }: Written): readonly Piece[] {
  return pieces(where, text, pieceOf);
}

function wordsOf({ where, text }: Written): readonly Piece[] {
  return pieces(where, text, wordOf).slice(0, 12);
}

function pieces(where: TextPlace, text: string, part: RegExp): readonly Piece[] {
  const found: Piece[] = [];
  for (const { 0: piece, index } of text.slice(0, mostPieces * longestPiece).matchAll(part)) {
    const trimmed = piece.trim();
    if (trimmed !== "" && trimmed.length <= longestPiece)
      found.push({ where, text: trimmed, at: index + piece.indexOf(trimmed) });
    if (found.length === mostPieces) break;
  }
  return found;
}
