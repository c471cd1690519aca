import type { Consequence, Explanation } from "../../explain/explanation.ts";
import type { Paper } from "../../terminal/paper.ts";
import { wrap } from "../../terminal/wrap.ts";
import { marksOn, verdictWords } from "../marks.ts";
import type { Names } from "../names.ts";
import { sentence, withHint } from "../sentence.ts";

const mostAdded = 3;

/** Each open question with what its answers would lead to; then the gaps that no answer of yours can fill. */
export function openLines(paper: Paper, names: Names, { open, decision }: Explanation): readonly string[] {
  const { ask, todo, verdict } = marksOn(paper);
  const lines = open.flatMap(({ question, hint, kind, consequences }) => [
    ...wrap(withHint(question, hint), paper.width, `  ${kind === "question" ? ask : todo} `),
    ...consequences.flatMap((consequence) => consequenceLines(paper, names, consequence)),
  ]);
  const gaps = decision.unknown.filter(({ kind }) => kind !== "missing-fact");
  return [
    ...lines,
    ...gaps.flatMap(({ text }) => wrap(sentence(text), paper.width, `  ${verdict.unknown} `)),
  ];
}

function consequenceLines(
  paper: Paper,
  names: Names,
  { answers, verdict, stillOpen, adds }: Consequence,
): readonly string[] {
  const { into } = marksOn(paper);
  const also = adds.slice(0, mostAdded).map(({ text }) => sentence(text));
  const more = adds.length > mostAdded ? ` And ${adds.length - mostAdded} more.` : "";
  const then =
    verdict === "unknown"
      ? stillOpen.length === 0
        ? "still not settled"
        : `still not settled: then say ${stillOpen.map((fact) => names.fact(fact).label.toLowerCase()).join(", ")}`
      : verdictWords[verdict].short + (verdict === "conditional" ? " the duties are done" : "");
  const text = `${answers.join("; ")} ${into} ${then}${also.length > 0 ? `, and beside: ${also.join(" ")}${more}` : ""}`;
  return wrap(text, paper.width, "      ", "        ");
}
