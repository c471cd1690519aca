import { findingAt, type Authored } from "../authored/authored.ts";
import type { AuthoredRule } from "../authored/rule-schema.ts";
import type { SourceFile } from "../authored/source-file.ts";
import type { Finding } from "../finding.ts";
import { didYouMean } from "../nearest.ts";
import type { Document } from "../party.ts";
import type { Layer, Registry } from "../registry.ts";
import type { Rule, Source } from "../rule.ts";
import { checkTest } from "./check-test.ts";
import { nameMembers } from "./name-members.ts";
import { mayOverlap } from "./periods.ts";
import { textFragment } from "./text-fragment.ts";
import { own } from "../own.ts";

/** What a rule's words are resolved against. */
export interface RuleContext {
  readonly authored: Authored;
  readonly registry: Registry;
  readonly file: SourceFile;
  readonly party: string;
  readonly plans: readonly string[];
  readonly documents: Readonly<Record<string, Document>>;
  /** Ids of all rules of the party. */
  readonly siblings: ReadonlySet<string>;
}

/**
 * Compiles one rule. Every word in it is looked up: a permission for a mistyped use would grant nothing, but a prohibition for one
 * would forbid nothing, so an unknown word is never passed on. Undefined, with findings, where something is wrong.
 */
export function compileRule(
  id: string,
  written: AuthoredRule,
  context: RuleContext,
  findings: Finding[],
): Rule | undefined {
  const before = findings.length;
  const report = (path: readonly PropertyKey[], code: string, message: string): void => {
    findings.push(
      findingAt(context.authored, context.file, ["rules", id, ...path], code, `${id}: ${message}`),
    );
  };
  const { registry } = context;
  const word = (
    path: readonly PropertyKey[],
    name: string,
    entries: Readonly<Record<string, unknown>>,
    what: string,
  ): void => {
    if (Object.hasOwn(entries, name)) return;
    const words = Object.keys(entries);
    report(
      path,
      "unknown-word",
      `"${name}" is not ${what}.${didYouMean(name, words) || ` Known: ${words.join(", ")}.`}`,
    );
  };

  word(["topic"], written.topic, registry.topics, "a topic of registry/topics.yaml");
  word(["grade"], written.grade, registry.grades, "a grade of registry/grades.yaml");
  if (written.duty !== undefined)
    word(["duty"], written.duty, registry.duties, "a duty of registry/duties.yaml");
  written.uses?.forEach((use, index) =>
    word(["uses", index], use, registry.uses, "a use of registry/uses.yaml"),
  );
  for (const test of written.when ?? []) {
    const wrong = checkTest(test, registry, context.plans);
    if (wrong !== undefined) report(["when", test.fact], "bad-test", wrong);
  }
  checkStatement(written, registry, report);
  written["exception-to"]?.forEach((target, index) => {
    if (target === id || !context.siblings.has(target)) {
      const others = [...context.siblings].filter((other) => other !== id);
      report(
        ["exception-to", index],
        "unknown-rule",
        `"${target}" is ${target === id ? "this rule itself" : "not a rule of this party"}.${didYouMean(target, others)} Name another rule of this file.`,
      );
    }
  });
  const document = own(context.documents, written.source.document);
  if (document === undefined) {
    const known = Object.keys(context.documents);
    report(
      ["source", "document"],
      "unknown-document",
      `"${written.source.document}" is not under \`documents\`.${didYouMean(written.source.document, known)} Known: ${known.join(", ") || "none"}.`,
    );
  }
  const topic = own(registry.topics, written.topic);
  if (findings.length > before || document === undefined || topic === undefined) return undefined;
  return assemble(id, written, context, document, topic.layer);
}

function checkStatement(
  written: AuthoredRule,
  registry: Registry,
  report: (path: readonly PropertyKey[], code: string, message: string) => void,
): void {
  const topic = own(registry.topics, written.topic);
  if (topic === undefined) return;
  const statements = Object.values(registry.topics).filter((each) => each.values !== null);
  if (written.effect === "statement" && topic.values === null) {
    report(
      ["topic"],
      "bad-statement",
      `${topic.code} is not a statement topic. Use one of ${statements.map(({ code }) => code).join(", ")}.`,
    );
  } else if (written.effect !== "statement" && topic.values !== null) {
    report(
      ["topic"],
      "bad-statement",
      `${topic.code} is a topic of statements. Use \`effect: statement\` or another topic.`,
    );
  } else if (written.value !== undefined && topic.values?.includes(written.value) === false) {
    report(
      ["value"],
      "bad-statement",
      `"${written.value}" is not a value of ${topic.code}.${didYouMean(written.value, topic.values)} Use one of ${topic.values.join(", ")}.`,
    );
  }
}

function assemble(
  id: string,
  written: AuthoredRule,
  context: RuleContext,
  document: Document,
  layer: Layer,
): Rule {
  // Keys in the order of the alphabet, here and for all other compiled values: the canonical JSON of the digest then needs no copy.
  return {
    alternative: alternativeOf(id, written),
    ...(written.duty === undefined ? {} : { duty: written.duty }),
    effect: written.effect,
    exceptionTo: written["exception-to"] ?? [],
    grade: written.grade,
    id,
    inForce: { from: written["in-force"].from, until: written["in-force"].until ?? null },
    known: { from: written.known, until: written.corrected ?? null },
    layer: written.layer ?? layer,
    note: written.note?.trim() ?? null,
    own: context.file.own === true,
    party: context.party,
    reading: written.reading.trim(),
    review: written.review,
    source: sourceOf(written, document),
    ...(written.value === undefined
      ? {}
      : { statement: { qualifiers: written.qualifiers ?? [], topic: written.topic, value: written.value } }),
    topic: written.topic,
    uses: written.uses ?? null,
    when: (written.when ?? []).map(nameMembers),
    ...(written.withdrawn === undefined ? {} : { withdrawn: written.withdrawn }),
  };
}

function alternativeOf(id: string, { alternative }: AuthoredRule): Rule["alternative"] {
  return typeof alternative === "string" ? { group: alternative, reading: id } : (alternative ?? null);
}

function sourceOf(written: AuthoredRule, document: Document): Source {
  const { source } = written;
  const inForce = { from: written["in-force"].from, until: written["in-force"].until ?? null };
  const covered = document.versions.filter((version) => mayOverlap(version, inForce));
  const days = covered.flatMap((version) => (version.seen === null ? [] : [version.seen.last])).toSorted();
  const url = source.url ?? covered.at(-1)?.url ?? document.url;
  const find = source.find ?? [];
  return {
    at: source.at ?? null,
    document: document.id,
    find,
    fixed: document.governs === "copy",
    governs: document.governs,
    seen: source.seen ?? days.at(-1) ?? null,
    title: document.title,
    url: url === null ? null : textFragment(url, find),
  };
}
