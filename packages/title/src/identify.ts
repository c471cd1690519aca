import {
  findByFileName,
  findByHash,
  findParty,
  type Corpus,
  type HashKind,
  type Party,
} from "@cleartitle/corpus";
import type { ChainProblem, Identity } from "./chain.ts";
import type { LinkSpec } from "./link-spec.ts";

export interface Identified {
  readonly party: Party | null;
  readonly identity: Identity;
  readonly because: string;
  readonly problems: readonly ChainProblem[];
}

interface Hash {
  readonly kind: HashKind;
  readonly digits: string;
}

const KIND_BY_LENGTH: Readonly<Record<number, HashKind>> = {
  8: "autov1",
  10: "autov2",
  12: "autov3",
  64: "sha256",
};

/**
 * Who a link is: by hash first; by the name a person gives; by a file's name only as an inference, and not at all where the
 * file's hash contradicts it. Never a guess: who cannot be told stays unknown.
 */
export function identify(corpus: Corpus, spec: LinkSpec): Identified {
  const hash = readHash(spec);
  const byHash =
    hash === null ? null : onlyParty(findByHash(corpus, hash.kind, hash.digits).map(({ party }) => party));
  if (byHash !== null && hash !== null) {
    const weak = hash.kind === "autov1";
    const because = weak
      ? `an 8-digit hash says so, and many files share such hashes`
      : `the ${hash.kind} hash of its file`;
    return { party: byHash, identity: weak ? "inferred" : "hash", because, problems: [] };
  }
  if (spec.name === null)
    return unknown(hash === null ? (spec.unread ?? "no name and no hash") : notOnRecordHash(hash));
  if (spec.kind === "service" || spec.kind === "gateway" || spec.kind === "tool" || spec.declared) {
    const party = findNamed(corpus, spec);
    if (party !== null) {
      return {
        party,
        identity: spec.declared ? "declared" : "stated",
        because: spec.declared ? "you said so" : "the file says so",
        problems: [],
      };
    }
    if (spec.kind === "service" || spec.kind === "gateway" || spec.kind === "tool")
      return unknown(notOnRecord(corpus, spec.kind, spec.name));
    // People also name the file they ran; like any file's name, that is an inference.
    const byFile = identifyByFileName(corpus, spec.name, hash);
    if (byFile.party !== null || !spec.declared) return byFile;
    return unknown(notOnRecord(corpus, spec.kind, spec.name));
  }
  return identifyByFileName(corpus, spec.name, hash);
}

/** Also says where a party of another kind has the name: whoever names a service as a model has not said who made the image. */
function notOnRecord(corpus: Corpus, kind: LinkSpec["kind"], name: string): string {
  const other = findParty(corpus, undefined, name);
  const also =
    other === undefined ? "" : `; ${other.kind === "adapter" ? "an" : "a"} ${other.kind} is: ${other.name}`;
  return `no ${kind} of that name is on record${also}`;
}

function findNamed(corpus: Corpus, { kind, name }: LinkSpec): Party | null {
  // A file that speeds a model up is an adapter on record; people name it as the model they ran.
  const files =
    kind === "component" || kind === "adapter"
      ? (["adapter", "model"] as const)
      : (["model", "adapter"] as const);
  const kinds = kind === "service" || kind === "gateway" || kind === "tool" ? ([kind] as const) : files;
  for (const wanted of kinds) {
    const party = findParty(corpus, wanted, name ?? "");
    if (party !== undefined) return party;
  }
  // A hub is a gateway to some and a service to others.
  const other = kind === "service" ? "gateway" : kind === "gateway" ? "service" : null;
  return (other === null ? undefined : findParty(corpus, other, name ?? "")) ?? null;
}

/** Two parties with one name or one short hash: no telling which, so neither. */
function onlyParty(parties: readonly Party[]): Party | null {
  const [first] = parties;
  return first !== undefined && parties.every(({ id }) => id === first.id) ? first : null;
}

function identifyByFileName(corpus: Corpus, name: string, hash: Hash | null): Identified {
  const party = onlyParty(findByFileName(corpus, name));
  if (party === null)
    return unknown(
      hash === null
        ? "no file of that name is on record, and the name is all there is"
        : hash.kind === "civitai"
          ? notOnRecordHash(hash)
          : "neither its name nor its hash is on record",
    );
  const recorded = hash === null ? [] : party.files.flatMap(({ hashes }) => hashes[hash.kind] ?? []);
  if (hash !== null && recorded.length > 0) {
    const message = `The file calls a model "${name}", which would be ${party.name}, but its hash ${hash.digits} is not that of any of its files.`;
    return {
      ...unknown(`named like ${party.name}, but its hash says that it is another file`),
      problems: [{ code: "name-contradicts-hash", message }],
    };
  }
  return {
    party,
    identity: "inferred",
    because: "known by its file name only, which anybody can give",
    problems: [],
  };
}

/** The id of a version on Civitai is no hash: whoever has it can look the file up. */
function notOnRecordHash({ kind, digits }: Hash): string {
  return kind === "civitai"
    ? `Civitai's model version ${digits} is not on record; look it up at https://civitai.com/model-versions/${digits}`
    : `no file with the hash ${digits} is on record`;
}

function unknown(because: string): Identified {
  return { party: null, identity: "unknown", because, problems: [] };
}

/** A hash given as such, or written as the name in the form `sha256:…`. */
function readHash(spec: LinkSpec): Hash | null {
  if (spec.hash !== null) {
    const digits = spec.hash.replace(/^(0x|[a-z0-9]+:)/, "").toLowerCase();
    const kind =
      spec.hashKind === null || spec.hashKind === "unknown" ? KIND_BY_LENGTH[digits.length] : spec.hashKind;
    return kind === undefined ? null : { kind, digits };
  }
  const written = /^(sha256|autov1|autov2|autov3|blake3|swarm|civitai):([0-9a-z]+)$/i.exec(spec.name ?? "");
  return written === null
    ? null
    : { kind: written[1]?.toLowerCase() as HashKind, digits: (written[2] ?? "").toLowerCase() };
}
