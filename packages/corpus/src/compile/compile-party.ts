import type { AuthoredEntry } from "../authored/authored.ts";
import type {
  AuthoredDocument,
  AuthoredFile,
  AuthoredMarket,
  AuthoredPlan,
} from "../authored/party-schema.ts";
import type { Document, HashKind, MarketData, ModelFile, Party, Plan } from "../party.ts";
import { inSequence } from "./periods.ts";

/** Compiles everything of a party but its rules. */
export function compileParty({ file, party }: AuthoredEntry): Party {
  return {
    aliases: party.aliases ?? [],
    base: party.base ?? null,
    complete: party.complete ?? [],
    components: (party.components ?? []).map(({ id, role }) => ({ id, role })),
    documents: mapEntries(party.documents ?? {}, compileDocument),
    files: (party.files ?? []).map(compileFile),
    home: party.home ?? null,
    hosts: (party.hosts ?? []).map(({ model, terms }) => ({ model, terms })),
    id: party.id,
    kind: party.kind,
    licence: inSequence(party.licence ?? []).map(({ from, id, until }) => ({ from, id, until })),
    market: party.market === undefined ? null : compileMarket(party.market),
    name: party.name,
    names: party.names ?? [],
    note: party.note?.trim() ?? null,
    operator: party.operator ?? null,
    own: file.own === true,
    plans: mapEntries(party.plans ?? {}, compilePlan),
    rules: [],
    silenceIsFine: party.kind === "tool",
    silent: party.silent ?? [],
    since: party.since ?? null,
    stance: party.kind === "market" || party.kind === "law" ? "objection" : "permission",
    territory: party.territory ?? [],
  };
}

/**
 * The user's own words on a public party: plans, documents, names, files and rules are added, and what can only be one (licence,
 * base, market) they replace. The party keeps its public name.
 */
export function mergeParty(known: Party, own: Party): Party {
  const hosts = new Map([...known.hosts, ...own.hosts].map((hosted) => [hosted.model, hosted]));
  return {
    ...known,
    aliases: union(known.aliases, own.aliases),
    complete: union(known.complete, own.complete),
    silent: union(known.silent, own.silent),
    plans: { ...known.plans, ...own.plans },
    documents: { ...known.documents, ...own.documents },
    licence: own.licence.length > 0 ? own.licence : known.licence,
    base: own.base ?? known.base,
    components: [...known.components, ...own.components],
    files: [...known.files, ...own.files],
    names: union(known.names, own.names),
    hosts: [...hosts.values()],
    market: own.market ?? known.market,
  };
}

function union(known: readonly string[], own: readonly string[]): readonly string[] {
  return [...new Set([...known, ...own])];
}

function mapEntries<In, Out>(
  entries: Readonly<Record<string, In>>,
  map: (id: string, entry: In) => Out,
): Readonly<Record<string, Out>> {
  return Object.fromEntries(Object.entries(entries).map(([id, entry]) => [id, map(id, entry)]));
}

function compilePlan(id: string, plan: AuthoredPlan): Plan {
  return {
    aliases: plan.aliases ?? [],
    from: plan.from ?? null,
    id,
    name: plan.name,
    until: plan.until ?? null,
  };
}

function compileDocument(id: string, document: AuthoredDocument): Document {
  return {
    governs: document.governs,
    id,
    read: document.read ?? true,
    text: document.text ?? null,
    title: document.title,
    url: document.url ?? null,
    versions: inSequence(document.versions ?? []).map((version) => ({
      digest: version.digest ?? null,
      from: version.from,
      id: version.id,
      seen: version.seen === undefined ? null : { first: version.seen[0], last: version.seen[1] },
      until: version.until,
      url: version.url ?? null,
    })),
  };
}

/** A SHA-256 brings its first ten digits as AutoV2 with it; the other kinds are of other bytes and are never derived. */
function compileFile({ name, ...written }: AuthoredFile): ModelFile {
  const hashes: Partial<Record<HashKind, string>> = { ...written };
  if (written.sha256 !== undefined) hashes.autov2 ??= written.sha256.slice(0, 10);
  return { hashes, name: name ?? null };
}

function compileMarket(market: AuthoredMarket): MarketData {
  return {
    acceptsAi: market["accepts-ai"],
    basis: market.basis ?? "none",
    contentRules: market["content-rules"] ?? null,
    hasGenerator: market["has-generator"] ?? "unknown",
    labels: market.labels ?? null,
    metadata: market.metadata ?? null,
    parent: market.parent ?? null,
    since: market.since ?? null,
    technical: market.technical ?? null,
    upload: market.upload ?? null,
  };
}
