import type { AuthoredEntry } from "../authored/authored.ts";
import type { AuthoredDocument, AuthoredFile, AuthoredMarket } from "../authored/party-schema.ts";
import type { Document, HashKind, MarketData, ModelFile, Party, Plan } from "../party.ts";
import { inSequence } from "./periods.ts";

/** Compiles everything of a party but its rules. */
export function compileParty({ file, party }: AuthoredEntry): Party {
  return {
    id: party.id,
    kind: party.kind,
    name: party.name,
    aliases: party.aliases ?? [],
    operator: party.operator ?? null,
    home: party.home ?? null,
    since: party.since ?? null,
    note: party.note?.trim() ?? null,
    stance: party.kind === "market" || party.kind === "law" ? "objection" : "permission",
    silenceIsFine: party.kind === "tool",
    complete: party.complete ?? [],
    silent: party.silent ?? [],
    plans: mapEntries(party.plans ?? {}, (id, plan): Plan => ({
      id,
      name: plan.name,
      aliases: plan.aliases ?? [],
      from: plan.from ?? null,
      until: plan.until ?? null,
    })),
    documents: mapEntries(party.documents ?? {}, compileDocument),
    rules: [],
    licence: inSequence(party.licence ?? []).map(({ id, from, until }) => ({ id, from, until })),
    base: party.base ?? null,
    components: party.components ?? [],
    files: (party.files ?? []).map(compileFile),
    names: party.names ?? [],
    hosts: party.hosts ?? [],
    market: party.market === undefined ? null : compileMarket(party.market),
    territory: party.territory ?? [],
    own: file.own === true,
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

function compileDocument(id: string, document: AuthoredDocument): Document {
  return {
    id,
    title: document.title,
    url: document.url ?? null,
    governs: document.governs,
    text: document.text ?? null,
    read: document.read ?? true,
    versions: inSequence(document.versions ?? []).map((version) => ({
      id: version.id,
      from: version.from,
      until: version.until,
      seen: version.seen === undefined ? null : { first: version.seen[0], last: version.seen[1] },
      digest: version.digest ?? null,
      url: version.url ?? null,
    })),
  };
}

/** A SHA-256 brings its first ten digits as AutoV2 with it; the other kinds are of other bytes and are never derived. */
function compileFile({ name, ...written }: AuthoredFile): ModelFile {
  const hashes: Partial<Record<HashKind, string>> = { ...written };
  if (written.sha256 !== undefined) hashes.autov2 ??= written.sha256.slice(0, 10);
  return { name: name ?? null, hashes };
}

function compileMarket(market: AuthoredMarket): MarketData {
  return {
    acceptsAi: market["accepts-ai"],
    basis: market.basis ?? "none",
    since: market.since ?? null,
    hasGenerator: market["has-generator"] ?? "unknown",
    parent: market.parent ?? null,
    labels: market.labels ?? null,
    contentRules: market["content-rules"] ?? null,
    metadata: market.metadata ?? null,
    technical: market.technical ?? null,
    upload: market.upload ?? null,
  };
}
