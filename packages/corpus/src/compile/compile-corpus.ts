import { findingAt, type Authored, type AuthoredEntry } from "../authored/authored.ts";
import { readAuthored } from "../authored/read-authored.ts";
import type { SourceFile } from "../authored/source-file.ts";
import type { Corpus } from "../corpus.ts";
import type { Finding } from "../finding.ts";
import { didYouMean } from "../nearest.ts";
import type { Party } from "../party.ts";
import type { Registry } from "../registry.ts";
import type { Rule } from "../rule.ts";
import { compileParty, mergeParty } from "./compile-party.ts";
import { compileRegistry, extendRegistry } from "./compile-registry.ts";
import { compileRule } from "./compile-rule.ts";
import { digestOf } from "./digest.ts";
import { own } from "../own.ts";

export interface Compiled {
  readonly corpus: Corpus;
  /** What is wrong with the authored files. Where there is any, the corpus lacks something and must not be used to decide. */
  readonly findings: readonly Finding[];
  /** The files as written, for the linters. */
  readonly authored: Authored;
}

/**
 * Compiles authored files to one immutable value with a digest. Pure: the same files and version give the same bytes, in whatever
 * order the files come.
 *
 * @example
 * const { corpus, findings } = compileCorpus([{ path: "services/acme.yaml", text }], { version: "2026.11.22" });
 */
export function compileCorpus(files: readonly SourceFile[], options: { readonly version: string }): Compiled {
  const { authored, findings } = readAuthored(files);
  const { registry, findings: mistakes } = compileRegistry(authored);
  const empty = { version: options.version, registry, parties: {}, rules: {} };
  return compileOver(empty, authored, [...findings, ...mistakes]);
}

/**
 * Lays the user's own terms over a compiled corpus: new parties, and additions to known ones. Everything of theirs is marked
 * `own`. Own registries may add words, never change one.
 */
export function extendCorpus(corpus: Corpus, files: readonly SourceFile[]): Compiled {
  const { authored, findings } = readAuthored(files.map(({ path, text }) => ({ path, text, own: true })));
  const { registry, findings: mistakes } = extendRegistry(corpus.registry, authored);
  const version = corpus.version.endsWith("+own") ? corpus.version : `${corpus.version}+own`;
  return compileOver({ ...corpus, version, registry }, authored, [...findings, ...mistakes]);
}

function compileOver(known: Omit<Corpus, "digest">, authored: Authored, findings: Finding[]): Compiled {
  const parties: Record<string, Party> = { ...known.parties };
  const rules: Record<string, string> = { ...known.rules };
  // Without its words every rule of the corpus would be wrong: the registries are mended first.
  const readable = findings.every(({ file }) => !file.startsWith("registry/"));
  const files = new Map<string, AuthoredEntry>();
  for (const entry of readable ? authored.entries : []) {
    const { id } = entry.party;
    const before = own(parties, id);
    // Two folders of own terms that mean two things by one id would each widen what the other grants.
    const taken = before !== undefined && (before.kind !== entry.party.kind || before.own);
    const owner = files.get(id)?.file.path ?? (taken ? nameOf(before) : undefined);
    if (owner !== undefined) {
      const message = `id ${id} is already that of ${owner}. Ids are never shared: give one of the two another id.`;
      findings.push(findingAt(authored, entry.file, ["id"], "duplicate-id", message));
      continue;
    }
    files.set(id, entry);
    parties[id] = compileEntry(
      entry,
      own(parties, id),
      { authored, registry: known.registry, rules },
      findings,
    );
  }
  const corpus = {
    version: known.version,
    registry: known.registry,
    parties: sortKeys(parties),
    rules: sortKeys(rules),
  };
  const { version, registry, parties: sorted, rules: index } = corpus;
  return {
    corpus: { version, digest: digestOf(corpus), registry, parties: sorted, rules: index },
    findings,
    authored,
  };
}

function nameOf(party: Party): string {
  return party.own ? `another of your own parties (${party.name})` : `the ${party.kind} ${party.name}`;
}

interface Words {
  readonly authored: Authored;
  readonly registry: Registry;
  /** Rule id → party id, filled as rules are compiled. */
  readonly rules: Record<string, string>;
}

function compileEntry(
  entry: AuthoredEntry,
  known: Party | undefined,
  words: Words,
  findings: Finding[],
): Party {
  const { file, party: written } = entry;
  checkUses(entry, words, findings);
  const compiled = compileParty(entry);
  const party = known === undefined ? compiled : mergeParty(known, compiled);
  const before = known?.rules ?? [];
  const context = {
    authored: words.authored,
    registry: words.registry,
    file,
    party: party.id,
    plans: Object.keys(party.plans),
    documents: party.documents,
    siblings: new Set([...before.map(({ id }) => id), ...Object.keys(written.rules ?? {})]),
  };
  const rules: Rule[] = [...before];
  for (const [id, rule] of Object.entries(written.rules ?? {})) {
    const owner = own(words.rules, id);
    if (owner !== undefined) {
      const message = `rule id ${id} is already used by ${owner}. Rule ids are unique in the corpus: rename this one.`;
      findings.push(findingAt(words.authored, file, ["rules", id], "duplicate-id", message));
      continue;
    }
    words.rules[id] = party.id;
    const done = compileRule(id, rule, context, findings);
    if (done !== undefined) rules.push(done);
  }
  return { ...party, rules };
}

function checkUses({ file, party }: AuthoredEntry, { authored, registry }: Words, findings: Finding[]): void {
  const uses = Object.keys(registry.uses);
  for (const key of ["complete", "silent"] as const) {
    party[key]?.forEach((use, index) => {
      if (uses.includes(use)) return;
      const message = `"${use}" is not a use of registry/uses.yaml.${didYouMean(use, uses) || ` Known: ${uses.join(", ")}.`}`;
      findings.push(findingAt(authored, file, [key, index], "unknown-word", message));
    });
  }
}

function sortKeys<Value>(record: Readonly<Record<string, Value>>): Record<string, Value> {
  return Object.fromEntries(Object.entries(record).toSorted(([a], [b]) => (a < b ? -1 : 1)));
}
