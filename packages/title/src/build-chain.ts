import { coversUse, findParty, findPlan, type Corpus, type Party } from "@cleartitle/corpus";
import type { Chain, ChainProblem, Facts, Link } from "./chain.ts";
import { groundOf, lawLink } from "./ground.ts";
import { identify, type Identified } from "./identify.ts";
import { nameOfSpec, type LinkSpec } from "./link-spec.ts";
import { madeBetween } from "./made-between.ts";
import { BASE_LIMIT, engineLinks } from "./model-links.ts";

/** What is known about the making and what is asked; everything a chain is built from. */
export interface Making {
  readonly specs: readonly LinkSpec[];
  /** ISO day, month, year or moment; null where nobody says. */
  readonly madeOn: string | null;
  /** Why there is no service or model among the links, if there is none, in plain words. */
  readonly silence: string;
}

export interface Asked {
  readonly use: string;
  readonly market: string | null;
  /** ISO day of the use. */
  readonly on: string;
  readonly facts: Facts;
}

/**
 * Builds the chain of title: identifies every link, adds what they stand on (licences, base models, components), the market
 * and the laws that look at the use. A link nobody could identify stays; a chain without any engine gets a link that says so.
 */
export function buildChain(corpus: Corpus, making: Making, asked: Asked): Chain {
  const chain = dateChain(buildUndatedChain(corpus, making, asked), making.madeOn, asked.on);
  const { lawsAt, under } = groundOf(corpus);
  const places = [asked.facts["use.territory"], asked.facts["holder.country"]].flatMap((value) =>
    typeof value === "string" ? [value] : [],
  );
  return under(chain, [...new Set(places.flatMap(lawsAt))]);
}

/** A chain of which the day of making is still to be said: the same for all images made alike. */
export interface UndatedChain {
  readonly links: readonly Link[];
  /** First day on which an image with these links can have been made. */
  readonly born: string;
  readonly problems: readonly ChainProblem[];
}

/** Says when the image was made (null: nobody knows), for a use on a day. */
export function dateChain({ links, born, problems }: UndatedChain, madeOn: string | null, on: string): Chain {
  const { made, problem } = madeBetween(madeOn, born, on);
  return { links, made, problems: problem === null ? problems : [...problems, problem] };
}

/** Everything of {@link buildChain} but the day of making, and the laws of places: {@link groundOf} adds those. */
export function buildUndatedChain(
  corpus: Corpus,
  making: Omit<Making, "madeOn">,
  asked: Asked,
): UndatedChain {
  const problems: ChainProblem[] = [];
  const found = making.specs.map((spec) => {
    const identified = identify(corpus, spec);
    problems.push(...identified.problems);
    return { spec, identified };
  });
  const hosted = found.some(({ spec }) => spec.kind === "gateway" || spec.kind === "service");
  const partiesOf = (role: Role): readonly Party[] =>
    found.flatMap((link) => (roleOf(link) === role && link.identified.party ? [link.identified.party] : []));
  const gateways = partiesOf("gateway");
  const services = partiesOf("service");
  const models = found
    .filter(({ spec }) => spec.kind === "model")
    .map(({ spec, identified }) => identified.party?.id ?? spec.name ?? spec.hash ?? "");
  // Behind a gateway a service is what it runs, like a model.
  const routed = models.length > 0 ? models : services.map(({ id }) => id);
  const links = new Map<string, Link>();
  const add = (link: Link): void => {
    const key = `${link.party ?? `?${link.name}`}|${link.plan ?? ""}|${String(link.facts["route.model"] ?? "")}|${link.party === null ? link.kind : link.stance}`;
    if (!links.has(key)) links.set(key, link);
  };
  for (const { spec, identified } of found) {
    switch (roleOf({ spec, identified })) {
      case "gateway":
        for (const model of routed.length > 0 ? routed : ["none"])
          add(hostLink(spec, identified, asked.facts, { "route.hosted": true, "route.model": model }));
        break;
      case "service":
        add(hostLink(spec, identified, asked.facts, { "route.hosted": true }));
        break;
      case "tool":
        add(plainLink("tool", spec, identified, {}, "fine"));
        break;
      default:
        // The engine of a service that is in the chain is that service, not weights of somebody else.
        if (identified.party === null && services.some((service) => isOwnModel(corpus, service, spec.name)))
          break;
        for (const link of engineLinks(corpus, spec, identified, hosted, gateways)) add(link);
    }
  }
  const engine = found.some((link) => roleOf(link) === "service" || isEngine(corpus, link));
  if (!engine) {
    const parts = found.flatMap(({ spec, identified }) =>
      spec.kind === "model" && identified.party !== null ? [identified.party.name] : [],
    );
    const hosts = gateways.map(({ name }) => name).join(" and ");
    add(missingEngine(silenceOf(parts, hosts) ?? making.silence, hosted));
  }
  for (const link of [...marketLinks(corpus, asked), ...lawLinks(corpus)]) add(link);
  for (const link of links.values()) if (link.planUnrecognised) problems.push(unknownPlan(corpus, link));
  const chain = [...links.values()];
  return { links: chain, born: birth(corpus, chain), problems };
}

/** Whether a link makes images. A VAE or an upscaler that somebody calls the model does not; a file that speeds a model up stands for that model. */
function isEngine(corpus: Corpus, { spec, identified }: Found): boolean {
  if (spec.kind !== "model") return false;
  let party: Party | undefined = identified.party ?? undefined;
  if (party === undefined) return true;
  for (let depth = 0; party?.kind === "adapter" && depth < BASE_LIMIT; depth += 1)
    party = corpus.parties[party.base ?? ""];
  return party?.kind === "model";
}

function silenceOf(parts: readonly string[], hosts: string): string | null {
  if (parts.length > 0)
    return `no image comes from ${parts.join(" and ")} alone, and nobody says which model was used`;
  return hosts === "" ? null : `nobody says which model ${hosts} ran`;
}

interface Found {
  readonly spec: LinkSpec;
  readonly identified: Identified;
}

type Role = LinkSpec["kind"];

/** A hub that somebody calls a service is still a gateway: it runs the models of others, and which one has to be said. */
function roleOf({ spec, identified }: Found): Role {
  const host = spec.kind === "gateway" || spec.kind === "service";
  const kind = identified.party?.kind;
  return host && (kind === "gateway" || kind === "service") ? kind : spec.kind;
}

/** Whether a model is named like the service itself, with or without a version: `dall-e-3`, `midjourney-v6.1`. */
function isOwnModel(corpus: Corpus, service: Party, name: string | null): boolean {
  const plain = name?.replace(/[-_\s]*v?\d+(?:\.\d+)*$/iu, "");
  return [name, plain].some((each) => each && findParty(corpus, "service", each)?.id === service.id);
}

/** A gateway or service with its plan; a plan given as a fact counts for every link that has plans and names none. */
function hostLink(spec: LinkSpec, identified: Identified, facts: Facts, own: Facts): Link {
  const link = plainLink(identified.party?.kind ?? spec.kind, spec, identified, own, "permission");
  const given = spec.plan ?? (typeof facts["plan"] === "string" ? facts["plan"] : null);
  if (given === null || identified.party === null) return { ...link, plan: given };
  const plan = findPlan(identified.party, given) ?? null;
  return {
    ...link,
    plan: plan?.id ?? given,
    planUnrecognised: plan === null && Object.keys(identified.party.plans).length > 0,
  };
}

function plainLink(
  kind: Link["kind"],
  spec: LinkSpec,
  { party, identity, because }: Identified,
  facts: Facts,
  stance: Link["stance"],
): Link {
  return {
    kind,
    party: party?.id ?? null,
    name: nameOfSpec(spec),
    identity,
    because,
    plan: null,
    planUnrecognised: false,
    stance,
    terms: party === null ? [] : [{ party: party.id, from: null, until: null }],
    facts,
  };
}

function missingEngine(silence: string, hosted: boolean): Link {
  return {
    kind: "model",
    party: null,
    name: "",
    identity: "unknown",
    because: silence,
    plan: null,
    planUnrecognised: false,
    stance: "permission",
    terms: [],
    facts: { "route.hosted": hosted },
  };
}

function marketLinks(corpus: Corpus, asked: Asked): readonly Link[] {
  const needed = corpus.registry.uses[asked.use]?.needs === "market";
  if (asked.market === null && !needed) return [];
  const party = asked.market === null ? null : (corpus.parties[asked.market] ?? null);
  const named = party?.kind === "market" ? party : null;
  // A market's silence is not a no, but a record that does not speak of the use at all is no record of it.
  const market = named !== null && speaksOf(corpus, named, asked.use) ? named : null;
  const because =
    named === null ? "no market of that name is on record" : "its record says nothing about this use";
  return [
    {
      ...marketLink(market),
      name: named?.name ?? asked.market ?? "",
      because: market === null ? because : "you said so",
    },
  ];
}

function speaksOf(corpus: Corpus, { rules }: Party, use: string): boolean {
  const uses = [use, ...(corpus.registry.uses[use]?.leaves ?? [])];
  return rules.some((rule) => uses.some((code) => coversUse(corpus.registry, rule.uses, code)));
}

/** Laws that hold everywhere. */
function lawLinks(corpus: Corpus): readonly Link[] {
  return lawsOf(corpus)
    .filter(({ territory }) => territory.includes("world"))
    .map(lawLink);
}

const laws = new WeakMap<Corpus, readonly Party[]>();

function lawsOf(corpus: Corpus): readonly Party[] {
  const known = laws.get(corpus) ?? Object.values(corpus.parties).filter(({ kind }) => kind === "law");
  laws.set(corpus, known);
  return known;
}

/** The market, or the place in the chain where one should be: its silence is no objection. */
function marketLink(party: Party | null): Link {
  return {
    kind: "market",
    party: party?.id ?? null,
    name: party?.name ?? "",
    identity: party === null ? "unknown" : "declared",
    because: "you said so",
    plan: null,
    planUnrecognised: false,
    stance: "objection",
    terms: party === null ? [] : [{ party: party.id, from: null, until: null }],
    facts: {},
  };
}

/** The first day on which images could come from all the parties that certainly took part. */
function birth(corpus: Corpus, links: readonly Link[]): string {
  const births = links.flatMap(({ party, kind, stance }) => {
    if (party === null || stance === "objection" || kind === "tool") return [];
    const since = corpus.parties[party]?.since ?? corpus.parties[party]?.licence[0]?.from.earliest ?? null;
    return since === null ? [] : [since];
  });
  return births.reduce((latest, day) => (day > latest ? day : latest), "0000-01-01");
}

function unknownPlan(corpus: Corpus, link: Link): ChainProblem {
  const plans = Object.keys(corpus.parties[link.party ?? ""]?.plans ?? {});
  return {
    code: "unknown-plan",
    message: `${link.name} has no plan "${link.plan ?? ""}" on record; known are ${plans.join(", ")}.`,
  };
}
