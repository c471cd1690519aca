import type { Corpus } from "@cleartitle/corpus";

/** Codes into the words that people know. A code that the corpus does not know stays as it is. */
export interface Names {
  readonly party: (id: string) => string;
  readonly use: (code: string) => string;
  readonly topic: (code: string) => string;
  readonly grade: (code: string) => string;
  readonly fact: (code: string) => { readonly label: string; readonly unit: string | null };
}

export function namesOf({ registry, parties }: Pick<Corpus, "registry" | "parties">): Names {
  return {
    party: (id) => own(parties, id)?.name ?? id,
    use: (code) => own(registry.uses, code)?.label ?? code,
    topic: (code) => own(registry.topics, code)?.label ?? code,
    grade: (code) => own(registry.grades, code)?.label ?? code,
    fact: (code) => ({
      label: own(registry.facts, code)?.label ?? code,
      unit: own(registry.facts, code)?.unit ?? null,
    }),
  };
}

const own = <T>(record: Readonly<Record<string, T>>, key: string): T | undefined =>
  Object.hasOwn(record, key) ? record[key] : undefined;
