/** A stretch of the text, in UTF-16 code units, and what it says. */
export interface Region {
  readonly start: number;
  readonly end: number;
  readonly part: "prompt" | "negative";
}

/** A tag that loads a file (`<lora:name:0.8>`); its name is a file's, and the chain of title deals with it. Stops at the next tag, so reading is linear. */
const fileTag =
  /<(?:lora|lyco|lycoris|hypernet|hypernetwork|embedding|ti|lbw|segment|model):[^<>]{0,400}>/giu;
/** `--no a, b` of Midjourney: what the picture must not show, up to the next parameter or the end of the line. */
const noParameter = /(?<=^|\s)--no\s(?:(?!\s--[a-z])[^\n])*/giu;
const negativeLine = /^[ \t]*Negative prompt:/mu;
/** The line of parameters that web interfaces write under a prompt; model and sampler names in it are not the prompt's. */
const parameterLine = /^Steps: \d+, /gmu;

/**
 * Cuts a prompt into the parts that say what the picture shows and what it must not show. Tags that load files and the line of
 * parameters belong to neither and are left out.
 */
export function readRegions(text: string): readonly Region[] {
  let end = text.length;
  if (text.includes("Steps: ")) {
    let last = -1;
    for (const found of text.matchAll(parameterLine)) last = found.index;
    if (last >= 0) end = last;
  }
  let negativeFrom = end;
  if (text.includes("Negative prompt:")) {
    const found = negativeLine.exec(text);
    if (found !== null && found.index < end) negativeFrom = found.index;
  }
  const cuts: { start: number; end: number; part: "negative" | "none" }[] = [];
  if (text.includes("<")) {
    for (const found of text.matchAll(fileTag)) {
      cuts.push({ start: found.index, end: found.index + found[0].length, part: "none" });
    }
  }
  if (text.includes("--no")) {
    for (const found of text.matchAll(noParameter)) {
      cuts.push({ start: found.index, end: found.index + found[0].length, part: "negative" });
    }
  }
  cuts.sort((a, b) => a.start - b.start);
  const regions: Region[] = [];
  const add = (from: number, to: number, part: Region["part"]): void => {
    if (from < Math.min(to, negativeFrom))
      regions.push({ start: from, end: Math.min(to, negativeFrom), part });
    if (Math.max(from, negativeFrom) < Math.min(to, end)) {
      regions.push({ start: Math.max(from, negativeFrom), end: Math.min(to, end), part: "negative" });
    }
  };
  let at = 0;
  for (const cut of cuts) {
    if (cut.start < at) continue;
    add(at, cut.start, "prompt");
    if (cut.part === "negative") add(cut.start, cut.end, "negative");
    at = cut.end;
  }
  add(at, text.length, "prompt");
  return regions;
}
