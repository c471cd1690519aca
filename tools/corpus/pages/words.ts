import type { Corpus } from "@cleartitle/corpus";
import type { TableAnswer } from "@cleartitle/rights";
import { plain } from "./markdown.ts";

/** An answer as people read it. */
export function answerWords(corpus: Corpus, answer: TableAnswer): string {
  const fact = (code: string): string =>
    corpus.registry.facts[code]?.label ?? (code === "use" ? "which use exactly" : code);
  const duty = (code: string): string => (corpus.registry.duties[code]?.text ?? code).replace(/\.$/u, "");
  switch (answer.verdict) {
    case "allowed":
      return "**Yes**";
    case "conditional": {
      const parts = [
        ...answer.do.map(duty),
        ...(answer.confirm.length === 0 ? [] : [`confirm: ${answer.confirm.map(fact).join(", ")}`]),
      ];
      return `**Yes, if**: ${plain(parts.join("; "))}`;
    }
    case "forbidden":
      return "**No**";
    case "unknown": {
      if (answer.asks.length > 0) return `**Depends on**: ${plain(answer.asks.map(fact).join(", "))}`;
      if (answer.because.includes("ambiguous-term"))
        return "**Unclear**: the terms can be read in more than one way";
      return answer.because.includes("stale") ? "**Unknown**: last read too long ago" : "**Not stated**";
    }
    default:
      return answer.verdict satisfies never;
  }
}
