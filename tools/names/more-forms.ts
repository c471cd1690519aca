const marked = /^[~!=^?]/;
const latinWords = /^[\p{Script=Latin}'.-]+(?: [\p{Script=Latin}'.-]+)+$/u;

/** Dürer is also written Duerer. */
export function digraphs(form: string): readonly string[] {
  if (marked.test(form) || !/[äöü]/iu.test(form)) return [];
  const written: Readonly<Record<string, string>> = {
    ä: "ae",
    ö: "oe",
    ü: "ue",
    Ä: "Ae",
    Ö: "Oe",
    Ü: "Ue",
  };
  return [form.replaceAll(/[äöüÄÖÜ]/gu, (one) => written[one] ?? one)];
}

const romaji = /^(?:(?:[kgsztdnhbpmyrwjf]|sh|ch|ts|[kgnhbpmrj]y)?[aiueo]{1,2}|n(?![aiueoy]))+$/;

/** Tagging sites write Japanese names family name first; people write them the other way round too. */
export function westernOrder(form: string): readonly string[] {
  const [family, given, ...more] = form.toLowerCase().split(" ");
  if (marked.test(form) || family === undefined || given === undefined || more.length > 0) return [];
  return romaji.test(family) && romaji.test(given) && family !== given ? [`${given} ${family}`] : [];
}

/** Hashtags run words together: gregrutkowski. Only where the result is long enough to be no other word. */
export function joined(form: string): readonly string[] {
  if (marked.test(form) || !latinWords.test(form)) return [];
  const word = form.replaceAll(/[\s'.-]/gu, "").toLowerCase();
  return word.length >= 9 && word.length <= 24 ? [word] : [];
}
