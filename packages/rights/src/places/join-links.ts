import type { Corpus } from "@cleartitle/corpus";
import type { Decision, StatementValue } from "../decision.ts";
import { LAYERS } from "../settle.ts";
import { dutyKey, inAny, inOrder, joinWorlds, mergeLinks, surestDuty, worstOf } from "./placed.ts";

/**
 * The answer about the links of two chains together, from the answers about each: the join of both. It is exact for every yes, because the
 * whole is a yes in just those worlds in which both parts are.
 */
export function joinLinks(corpus: Corpus, first: Decision, second: Decision): Decision {
  const verdict = worstOf([first.verdict, second.verdict]);
  const duties = inAny([first.duties, second.duties], dutyKey).map(surestDuty);
  return {
    ...first,
    verdict,
    possible: inOrder(joinWorlds([first.possible, second.possible])),
    layers: Object.fromEntries(
      LAYERS.map((layer) => [layer, worstOf([first.layers[layer], second.layers[layer]])]),
    ) as Decision["layers"],
    chain: mergeLinks(corpus, [{ ...first, chain: [...first.chain, ...second.chain] }]).map(
      ({ link }) => link,
    ),
    statements: joinStatements(first.statements, second.statements),
    reasons: [...first.reasons, ...second.reasons],
    // Nobody has to vouch for a picture that may not be used anyway.
    duties: verdict === "forbidden" ? duties.filter(({ fact }) => fact === undefined) : duties,
    unknown: [...first.unknown, ...second.unknown],
    findings: [...first.findings, ...second.findings],
    assumed: { ...first.assumed, ...second.assumed },
  };
}

type Statements = Readonly<Record<string, StatementValue>>;

function joinStatements(first: Statements, second: Statements): Statements {
  const added = Object.entries(second).filter(([, { said }]) => said.length > 0);
  if (added.length === 0) return first;
  const joined: Record<string, StatementValue> = { ...first };
  for (const [topic, more] of added) {
    const known = first[topic];
    if (known === undefined || known.said.length === 0) {
      joined[topic] = more;
      continue;
    }
    const possible = [...new Set([...known.possible, ...more.possible])];
    joined[topic] = {
      value: possible.length === 1 ? (possible[0] as string) : "depends",
      possible,
      qualifiers: [...new Set([...known.qualifiers, ...more.qualifiers])],
      said: [...known.said, ...more.said],
    };
  }
  return joined;
}
