import type { HashKind } from "@cleartitle/corpus";

/** One link as a person declares it or a file states it, before anybody looked it up in the corpus. */
export interface LinkSpec {
  readonly kind: "gateway" | "service" | "model" | "component" | "adapter" | "tool";
  /** Id, name, alias or file name; null where only a hash is known. */
  readonly name: string | null;
  readonly hash: string | null;
  /** `unknown`: told from the length of the hash where that can be told. */
  readonly hashKind: HashKind | "unknown" | null;
  /** Plan of the account, for gateways and services. */
  readonly plan: string | null;
  /** Licence that the user declares for a model or adapter that the corpus does not know. */
  readonly licence: string | null;
  /** Said by the user (true) or found in the file (false). */
  readonly declared: boolean;
  /** Why neither name nor hash is known, in plain words. */
  readonly unread?: string;
}

/** A spec with everything but what is given left open. */
export function linkSpec(kind: LinkSpec["kind"], given: Partial<LinkSpec>): LinkSpec {
  return {
    name: null,
    hash: null,
    hashKind: null,
    plan: null,
    licence: null,
    declared: false,
    ...given,
    kind,
  };
}

/** What to call a link that only a hash or the id of a version tells. */
export function nameOfSpec({ name, hash, hashKind }: LinkSpec): string {
  if (name !== null || hash === null) return name ?? "";
  return hashKind === "civitai" ? `Civitai model version ${hash}` : hash;
}
