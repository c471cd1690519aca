/** Words as hexadecimal digits, eight each. */
export function hexOf(words: Uint32Array): string {
  return Array.from(words, (word) => word.toString(16).padStart(8, "0")).join("");
}

/** Hexadecimal digits, a multiple of eight, as words. */
export function wordsOf(hex: string): Uint32Array {
  return Uint32Array.from({ length: hex.length / 8 }, (_, at) =>
    Number.parseInt(hex.slice(at * 8, at * 8 + 8), 16),
  );
}
