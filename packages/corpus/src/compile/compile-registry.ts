import { findingAt, type Authored } from "../authored/authored.ts";
import type { AuthoredRegistry } from "../authored/registry-schema.ts";
import type { Finding } from "../finding.ts";
import { didYouMean } from "../nearest.ts";
import type { Duty, Fact, FactValue, Grade, Registry, Topic, Use } from "../registry.ts";
import { own } from "../own.ts";

/** Compiles the registries; what is wrong with them is reported. */
export function compileRegistry(authored: Authored): {
  readonly registry: Registry;
  readonly findings: readonly Finding[];
} {
  const findings: Finding[] = [];
  const report = (name: keyof AuthoredRegistry, path: readonly string[], message: string): void => {
    const file = authored.registryFiles[name] ?? { path: `registry/${name}.yaml`, text: "" };
    findings.push(findingAt(authored, file, path, "registry", message));
  };
  for (const name of ["uses", "facts", "duties", "topics", "grades"] as const) {
    if (authored.registryFiles[name] === undefined)
      report(name, [], "is missing or unreadable. Every word of a rule needs its registry.");
  }
  const { uses, facts, duties, topics, grades } = authored.registry;
  const registry: Registry = {
    uses: compileUses(uses, (code, message) => report("uses", [code, "parent"], message)),
    facts: mapValues(facts, compileFact),
    duties: mapValues(duties, compileDuty),
    topics: mapValues(topics, compileTopic),
    grades: mapValues(grades, (code, grade, rank): Grade => ({
      code,
      rank,
      label: grade.label,
      staleDays: grade["stale-days"],
      expiresDays: grade["expires-days"],
    })),
  };
  checkFacts(facts, report);
  checkDuties(registry, report);
  for (const [code, topic] of Object.entries(topics)) {
    if ((topic.statement === true) !== (topic.values !== undefined)) {
      report("topics", [code], "needs both `statement: true` and `values`, or neither.");
    }
    if (topic.values !== undefined && !topic.values.includes("not-stated")) {
      report(
        "topics",
        [code, "values"],
        "needs the value not-stated, which stands where a licensor is silent. Put it in its place in the order.",
      );
    }
  }
  return { registry, findings };
}

/** Adds the words of the user's own registries to those of a compiled corpus. */
export function extendRegistry(
  known: Registry,
  authored: Authored,
): { readonly registry: Registry; readonly findings: readonly Finding[] } {
  const findings: Finding[] = [];
  const names = Object.keys(authored.registryFiles) as (keyof AuthoredRegistry)[];
  for (const name of names) {
    for (const code of Object.keys(authored.registry[name])) {
      if (!Object.hasOwn(known[name], code)) continue;
      const file = authored.registryFiles[name] ?? { path: `registry/${name}.yaml`, text: "" };
      findings.push(
        findingAt(
          authored,
          file,
          [code],
          "registry",
          `"${code}" is already a word of the corpus. Choose another.`,
        ),
      );
    }
  }
  if (names.includes("uses") || names.includes("grades")) {
    const file = authored.registryFiles.uses ??
      authored.registryFiles.grades ?? { path: "registry", text: "" };
    findings.push(
      findingAt(
        authored,
        file,
        [],
        "registry",
        "own terms may add facts, duties and topics, not uses or grades. Delete the file.",
      ),
    );
  }
  const { facts, duties, topics } = authored.registry;
  const registry: Registry = {
    ...known,
    facts: { ...mapValues(facts, compileFact), ...known.facts },
    duties: { ...mapValues(duties, compileDuty), ...known.duties },
    topics: { ...mapValues(topics, compileTopic), ...known.topics },
  };
  return { registry, findings };
}

function mapValues<In, Out>(
  entries: Readonly<Record<string, In>>,
  map: (code: string, entry: In, index: number) => Out,
): Record<string, Out> {
  return Object.fromEntries(
    Object.entries(entries).map(([code, entry], index) => [code, map(code, entry, index)]),
  );
}

function compileUses(
  uses: AuthoredRegistry["uses"],
  report: (code: string, message: string) => void,
): Record<string, Use> {
  const path = (code: string, below: readonly string[]): readonly string[] => {
    const parent = own(uses, code)?.parent;
    if (parent === undefined) return [code];
    if (below.includes(parent) || parent === code) {
      report(code, `parent ${parent} closes a circle. Uses are a tree.`);
      return [code];
    }
    if (!Object.hasOwn(uses, parent)) {
      report(
        code,
        `parent ${parent} is not a use.${didYouMean(parent, Object.keys(uses))} Name a use of this file.`,
      );
      return [code];
    }
    return [...path(parent, [...below, code]), code];
  };
  const paths = mapValues(uses, (code) => path(code, []));
  const parents = new Set(Object.values(uses).map((use) => use.parent));
  return mapValues(uses, (code, use): Use => ({
    code,
    label: use.label,
    ...(use.parent === undefined ? {} : { parent: use.parent }),
    band: use.band,
    ...(use.needs === undefined ? {} : { needs: use.needs }),
    examples: use.examples,
    path: paths[code] ?? [code],
    leaves: Object.keys(uses).filter((leaf) => paths[leaf]?.includes(code) === true && !parents.has(leaf)),
  }));
}

function compileDuty(
  code: string,
  { phase, text, how, "met-by": metBy }: AuthoredRegistry["duties"][string],
): Duty {
  return { code, phase, text, how, metBy: metBy ?? null };
}

function compileTopic(
  code: string,
  { layer, label, statement, values }: AuthoredRegistry["topics"][string],
): Topic {
  return { code, layer, label, values: statement === true ? (values ?? []) : null };
}

function compileFact(code: string, fact: AuthoredRegistry["facts"][string]): Fact {
  const boolean = fact.type === "boolean";
  return {
    code,
    type: fact.type,
    ...(fact.unit === undefined ? {} : { unit: fact.unit }),
    values: boolean ? [true, false] : (fact.values ?? null),
    closed: boolean || fact.closed === true,
    scope: fact.scope,
    subject: fact.subject,
    change: fact.change,
    attest: fact.attest === true,
    clear: fact.clear ?? null,
    ...(fact.default === undefined ? {} : { default: fact.default }),
    derived: fact.derived === true,
    label: fact.label,
    question: fact.question,
    help: fact.help,
  };
}

type Report = (name: keyof AuthoredRegistry, path: readonly string[], message: string) => void;

function checkFacts(facts: AuthoredRegistry["facts"], report: Report): void {
  for (const [code, fact] of Object.entries(facts)) {
    if (fact.type === "enum" && fact.values === undefined)
      report("facts", [code], "is an enum without `values`. List them.");
    if (fact.type !== "enum" && fact.values !== undefined)
      report("facts", [code, "values"], "belong to an enum. Mend the type or delete them.");
    if (fact.derived !== true && fact.question === "") {
      report(
        "facts",
        [code, "question"],
        "is empty, but the fact can be asked. Write the question or mark the fact `derived`.",
      );
    }
    if (fact.default !== undefined && fact.subject !== "use") {
      report(
        "facts",
        [code, "default"],
        "is only for facts of the use: facts of the world have no default, ever. Delete it.",
      );
    }
    if (fact.clear !== undefined && fact.attest !== true)
      report("facts", [code, "clear"], "belongs to a fact with `attest: true`.");
    const allowed: readonly FactValue[] = fact.type === "boolean" ? [true, false] : (fact.values ?? []);
    const wrong = [...(fact.clear ?? []), ...(fact.default === undefined ? [] : [fact.default])].find(
      (value) => allowed.length > 0 && !allowed.includes(value),
    );
    if (wrong !== undefined)
      report(
        "facts",
        [code],
        `uses the value ${String(wrong)}, which it does not have: ${allowed.join(", ")}.`,
      );
  }
}

function checkDuties({ duties, facts }: Registry, report: Report): void {
  for (const duty of Object.values(duties)) {
    for (const fact of Object.keys(duty.metBy ?? {})) {
      if (!Object.hasOwn(facts, fact)) {
        report(
          "duties",
          [duty.code, "met-by", fact],
          `names no fact: ${fact}.${didYouMean(fact, Object.keys(facts))} Use a fact of facts.yaml.`,
        );
      }
    }
  }
}
