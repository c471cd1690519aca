/**
 * A number as a person types it, or null where it is none or may be two: `40.000` is forty in London and forty thousand in Berlin. Underscores and
 * apostrophes may stand between thousands, and so may commas where there are at least two or a decimal point follows.
 *
 *     readAmount("40_000")     →  40000
 *     readAmount("1,250,000")  →  1250000
 *     readAmount("40.000")     →  null
 *     readAmount("1,200")      →  null
 */
export function readAmount(text: string): number | null {
  if (hasTwoMeanings(text) || /^[+-]?0[box]/i.test(text)) return null;
  const grouped = /^\d{1,3}(?:,\d{3}){2,}(?:\.\d+)?$|^\d{1,3},\d{3}\.\d+$/.test(text)
    ? text.replaceAll(",", "")
    : text;
  const number = Number(grouped.replaceAll(/(?<=\d)[_'’](?=\d{3}(?!\d))/g, ""));
  return text.trim() !== "" && Number.isFinite(number) ? number : null;
}

/** Whether the one mark in a number may be a decimal point or stand between thousands. */
export function hasTwoMeanings(text: string): boolean {
  return /^[+-]?[1-9]\d{0,2}[.,]\d{3}$/.test(text.trim());
}

/** What to write in place of a text that is no number, as a sentence. */
export function amountRemedy(text: string): string {
  const written = text.trim();
  if (hasTwoMeanings(written)) {
    const [whole = "", rest = ""] = written.split(/[.,]/);
    const small = Number(`${whole}.${rest}`);
    return `It may be ${whole}${rest} or ${small}: write ${whole}${rest} or ${small}.`;
  }
  const short = /^[$€£]?\s*(\d+(?:\.\d+)?)\s*(k|m|mio|million|thousand)\.?$/i.exec(written);
  const times = /^(?:k|thousand)$/i.test(short?.[2] ?? "") ? 1_000 : 1_000_000;
  if (short !== null) return `Write ${Math.round(Number(short[1]) * times)}.`;
  const digits = written.replaceAll(/[^\d]/g, "");
  if (/^\d{1,3}(?:[., ]\d{3})+$/.test(written)) return `Write ${digits}.`;
  return "Write digits only, for example 40000.";
}
