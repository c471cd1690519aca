import { findRule, type Corpus, type Rule } from "@cleartitle/corpus";
import type { CorpusReference } from "@cleartitle/ledger/records";

/** A rule that a decision cites, and the versions of the text that it may have been read in. */
export interface CitedRule {
  readonly rule: string;
  readonly party: string;
  readonly effect: string;
  readonly reading: string;
  readonly source: { readonly title: string; readonly url: string | null; readonly at: string | null };
  readonly grade: string;
  /** `digest` is SHA-256 of the stored text; null where no copy was kept. */
  readonly versions: readonly {
    readonly document: string;
    readonly version: string;
    readonly digest: string | null;
    readonly seen: { readonly first: string; readonly last: string } | null;
  }[];
}

/** The terms that travel with a proof. */
export interface CitedTerms {
  /** The corpus that the words below are from. */
  readonly corpus: CorpusReference;
  /** Whether it is the very one that the decision was made with. */
  readonly sameCorpus: boolean;
  readonly rules: readonly CitedRule[];
  /** Rules of the decision that this corpus does not have. */
  readonly missing: readonly string[];
}

/** The rules with these ids, as this corpus has them. */
export function citedTerms(corpus: Corpus, rules: readonly string[], decidedWith: string): CitedTerms {
  const found = rules.map((id) => ({ id, rule: findRule(corpus, id)?.rule }));
  return {
    corpus: { version: corpus.version, digest: corpus.digest },
    sameCorpus: corpus.digest === decidedWith,
    rules: found.flatMap(({ rule }) => (rule === undefined ? [] : [citedRule(corpus, rule)])),
    missing: found.flatMap(({ id, rule }) => (rule === undefined ? [id] : [])),
  };
}

function citedRule(corpus: Corpus, rule: Rule): CitedRule {
  const { title, url, at, document } = rule.source;
  const versions = corpus.parties[rule.party]?.documents[document]?.versions ?? [];
  return {
    rule: rule.id,
    party: rule.party,
    effect: rule.effect,
    reading: rule.reading,
    source: { title, url, at },
    grade: rule.grade,
    versions: versions
      .filter(({ from, until }) => {
        const ended = until !== null && until.latest <= rule.inForce.from.earliest;
        const later = rule.inForce.until !== null && from.earliest >= rule.inForce.until.latest;
        return !ended && !later;
      })
      .map(({ id, digest, seen }) => ({ document, version: id, digest, seen })),
  };
}
