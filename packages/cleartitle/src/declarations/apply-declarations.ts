import { resolve, sep } from "node:path";

import { findParty, findPlan, type Corpus, type FactValue } from "@cleartitle/corpus";
import { servicesOf, type WrittenLink } from "@cleartitle/title";

import type { Inspection, RecognisedModel } from "../answer.ts";
import type { CheckedQuestion } from "../ask/question.ts";
import { nothingOnRecord, type OnRecord, type StandingFacts } from "../attested/attested.ts";
import { stateOnRecord } from "../attested/state-on-record.ts";
import { holderFact } from "./check-facts.ts";
import type { DeclaredThing } from "./declarations.ts";
import type { LoadedDeclarations } from "./load-declarations.ts";
import { planOn } from "./plan-on.ts";

/** A question with what is declared added to it. */
export interface DeclaredCase<Evidence extends Inspection | null = Inspection | null> {
  readonly question: CheckedQuestion;
  /** Models and adapters that are declared are taken out of what the file says: the question names them. */
  readonly inspection: Evidence;
  /** What could not be taken from the declarations, and why. */
  readonly open: readonly string[];
  /** Facts of the question that a person named in the declarations vouches for. */
  readonly vouched: readonly VouchedInFile[];
}

/** An attestation of `cleartitle.yaml` that counts. */
export interface VouchedInFile {
  readonly fact: string;
  readonly value: FactValue;
  /** Who vouches for it. */
  readonly by: string;
}

/**
 * Adds what is declared, and what is on record, to a question about one file, or about none. What the question itself says has the last word.
 * Nothing is concluded: a plan counts only for the days for which it is declared, and a statement about images only for those that it names.
 */
export function applyDeclarations<Evidence extends Inspection | null>(
  corpus: Corpus,
  loaded: readonly LoadedDeclarations[],
  asked: {
    readonly question: CheckedQuestion;
    readonly inspection: Evidence;
    readonly today: string;
    readonly standing?: StandingFacts;
  },
): DeclaredCase<Evidence> {
  const { question, inspection, standing = nothingOnRecord } = asked;
  if (loaded.length === 0 && standing === nothingOnRecord)
    return { question, inspection, open: [], vouched: [] };
  const facts: Record<string, FactValue> = {};
  const attested = new Map<string, VouchedInFile>();
  const disputed = new Set<string>();
  for (const { declarations, folder } of loaded) {
    const { holder = {}, attestations = [], inputs = [] } = declarations;
    const about = (paths: readonly string[] | undefined, everywhere: boolean): boolean =>
      paths === undefined ? everywhere : names(folder, paths, inspection?.file ?? "");
    for (const [key, value] of Object.entries(holder)) facts[holderFact(corpus, key)] = value;
    const origins = inputs.filter((each) => about(each.for, false)).map(({ origin }) => origin);
    const worst = (["third-party", "licensed", "own"] as const).find((each) => origins.includes(each));
    if (worst !== undefined) facts["inputs.kind"] = worst;
    for (const each of attestations) {
      if (!about(each.for, true)) continue;
      const before = attested.get(each.fact);
      if (before !== undefined && before.value !== each.value) disputed.add(each.fact);
      attested.set(each.fact, each);
      facts[each.fact] = each.value;
    }
  }
  // Where two people say two things, nobody has said anything.
  for (const fact of disputed) delete facts[fact];
  const said = question.facts;
  const sources = { asked: said, declared: facts, disputed, standing };
  const recorded = stateOnRecord(corpus.registry, sources);
  const things = declaredThings(corpus, loaded, question, inspection);
  const { stated, plans, onRecord } = withPlan(
    (known) => planOf(corpus, loaded, { ...asked, stated: known }),
    { ...recorded, declared: facts, question, standing },
  );
  const counted: Facts = { ...stated, ...plans.facts };
  return {
    inspection: things.inspection,
    question: {
      ...question,
      facts: counted,
      made: { ...question.made, chain: [...plans.chain, ...things.links] },
      ...(standing === nothingOnRecord ? {} : { onRecord }),
    },
    open: [
      ...plans.open,
      ...[...disputed].map(
        (fact) => `${fact} is declared in two ways for the same image, so it counts as not stated.`,
      ),
    ],
    vouched: [...attested.values()].filter(
      ({ fact, value }) => !disputed.has(fact) && counted[fact] === value,
    ),
  };
}

type Facts = Readonly<Record<string, FactValue>>;

interface Plans {
  readonly facts: Facts;
  readonly chain: readonly WrittenLink[];
  readonly open: readonly string[];
}

/**
 * A plan that is on record for the file stands beside those of the accounts: where they differ, none counts. Where what is said of it was found to
 * contradict itself before, an account does not settle it.
 */
function withPlan(
  find: (stated: Facts) => Plans,
  known: {
    readonly facts: Facts;
    readonly onRecord: OnRecord;
    readonly declared: Facts;
    readonly question: CheckedQuestion;
    readonly standing: StandingFacts;
  },
): { readonly stated: Facts; readonly plans: Plans; readonly onRecord: OnRecord } {
  const { facts, onRecord, declared, question, standing } = known;
  const asked = question.facts;
  const stated = { ...facts, ...asked };
  const chain = question.made.chain;
  const without = (remark: string): ReturnType<typeof withPlan> => {
    const { plan: _, ...others } = stated;
    return {
      stated: others,
      plans: { facts: {}, chain, open: [] },
      onRecord: {
        facts: onRecord.facts.filter(({ fact }) => fact !== "plan"),
        remarks: [...onRecord.remarks, ...(remark === "" ? [] : [remark])],
      },
    };
  };
  const isOnRecord = standing.facts.has("plan") || standing.disputed.has("plan");
  if (isOnRecord && stated["plan"] === undefined) return without("");
  const plan = onRecord.facts.find(({ fact }) => fact === "plan");
  if (plan === undefined || asked["plan"] !== undefined || declared["plan"] !== undefined)
    return { stated, plans: find(stated), onRecord };
  const says = `Record ${plan.record} says plan=${String(plan.value)}`;
  if (chain.some((link) => link.plan !== undefined && link.plan !== plan.value))
    return without(`${says}. What the question says counts.`);
  const { plan: _, ...others } = stated;
  const accounts = find(others);
  const different = [accounts.facts["plan"], ...accounts.chain.map((link) => link.plan)].find(
    (each) => each !== undefined && each !== plan.value,
  );
  return different === undefined
    ? { stated, plans: find(stated), onRecord }
    : without(
        `${says}, the accounts of cleartitle.yaml say ${String(different)}. So the plan counts as not stated.`,
      );
}

/** The plan of the one account that the image was made with. With several hosts it is each host's own. */
function planOf(
  corpus: Corpus,
  loaded: readonly LoadedDeclarations[],
  asked: {
    readonly question: CheckedQuestion;
    readonly inspection: Inspection | null;
    readonly today: string;
    readonly stated: Readonly<Record<string, FactValue>>;
  },
): Plans {
  const { question, inspection, today, stated } = asked;
  const chain = question.made.chain;
  if (stated["plan"] !== undefined) return { facts: {}, chain, open: [] };
  const madeFact = stated["made.on"];
  const made =
    question.made.on ?? (typeof madeFact === "string" ? madeFact : null) ?? inspection?.madeOn?.date ?? null;
  const open: string[] = [];
  const find = (kind: "service" | "gateway", name: string): string | null => {
    const party = findParty(corpus, kind, name);
    if (party === undefined) return null;
    // A nearer file speaks for the whole account.
    const account = loaded
      .flatMap(({ declarations }) => declarations.accounts ?? [])
      .findLast((each) => each[kind] !== undefined && findParty(corpus, kind, each[kind])?.id === party.id);
    if (account === undefined) return null;
    const plan = planOn(account, made, today);
    if (plan.kind === "open") {
      open.push(`${party.name}: ${plan.why}.`);
      return null;
    }
    return findPlan(party, plan.plan)?.id ?? null;
  };
  const declaresHost = chain.some(({ service, gateway }) => service !== undefined || gateway !== undefined);
  if (declaresHost) {
    const planned = chain.map((link): WrittenLink => {
      const kind = link.service === undefined ? "gateway" : "service";
      const name = link[kind];
      const both = link.service !== undefined && link.gateway !== undefined;
      if (name === undefined || both || link.plan !== undefined) return link;
      const plan = find(kind, name);
      return plan === null ? link : { ...link, plan };
    });
    return { facts: {}, chain: planned, open };
  }
  const hosts = [
    ...(inspection === null ? [] : [...servicesOf(inspection)].map((id) => ["service", id] as const)),
    ...(inspection?.gateway ? [["gateway", inspection.gateway.id] as const] : []),
  ];
  const different = [...new Map(hosts.map((host) => [host[1], host])).values()];
  // The fact `plan` speaks for every host at once, so with several none is taken.
  const [host, another] = different;
  if (host === undefined) return { facts: {}, chain, open };
  if (another !== undefined) {
    const declared = different.filter(([kind, name]) => find(kind, name) !== null);
    if (declared.length === 0) return { facts: {}, chain, open };
    const together = different.map(([, name]) => name).join(" and ");
    return {
      facts: {},
      chain,
      open: [...open, `${together} both ran it: say --plan for the one that is asked about.`],
    };
  }
  const plan = find(host[0], host[1]);
  return { facts: plan === null ? {} : { plan }, chain, open };
}

/** Models and adapters of the file that nobody has on record and that are declared by hash. */
function declaredThings<Evidence extends Inspection | null>(
  corpus: Corpus,
  loaded: readonly LoadedDeclarations[],
  { made }: CheckedQuestion,
  inspection: Evidence,
): { readonly links: readonly WrittenLink[]; readonly inspection: Evidence } {
  if (inspection === null) return { links: [], inspection };
  const all = (kind: "models" | "adapters"): readonly DeclaredThing[] =>
    loaded.flatMap(({ declarations }) => declarations[kind] ?? []);
  const link = (kind: "model" | "adapter", thing: DeclaredThing, found: RecognisedModel): WrittenLink => ({
    [kind]:
      thing.party === undefined
        ? (thing.name ?? found.name ?? `sha256:${thing.sha256 ?? thing.hash}`)
        : (findParty(corpus, kind, thing.party)?.id ?? thing.party),
    ...(thing.party === undefined ? { licence: thing.licence } : {}),
  });
  const adapters = inspection.adapters.map((found) => ({ found, thing: declaredAs(all("adapters"), found) }));
  const links = adapters.flatMap(({ found, thing }) =>
    thing === null ? [] : [link("adapter", thing, found)],
  );
  const main = inspection.models.filter(
    ({ role, applied }) => !componentRoles.has(role) && applied !== false,
  );
  const [only, another] = main;
  const thing = only === undefined ? null : declaredAs(all("models"), only);
  const namesModel = made.chain.some(({ model, service }) => model !== undefined || service !== undefined);
  // A declared model stands for all that the file calls models, so it is taken only where that is one.
  // A service's terms hold whatever model it ran, so where the file names one nothing is put in its place.
  const taken =
    only !== undefined &&
    thing !== null &&
    another === undefined &&
    !namesModel &&
    inspection.service === null;
  return {
    links: taken ? [...links, link("model", thing, only)] : links,
    inspection: {
      ...inspection,
      adapters: adapters.flatMap(({ found, thing: declared }) => (declared === null ? [found] : [])),
    },
  };
}

/** Parts of a model with a link of their own. */
const componentRoles: ReadonlySet<string> = new Set(["vae", "text-encoder", "controlnet", "upscaler"]);

/** By the hash alone: a name can be anybody's. What the corpus knows needs no declaration. */
function declaredAs(
  things: readonly DeclaredThing[],
  { hash, party }: RecognisedModel,
): DeclaredThing | null {
  if (hash === null || party !== null) return null;
  const digits = hash.toLowerCase();
  return (
    things.findLast(({ sha256, hash: short }) => {
      if (short?.toLowerCase() === digits) return true;
      // AUTOV2 and longer are beginnings of the SHA-256; eight digits are of another kind.
      return sha256 !== undefined && digits.length >= 10 && sha256.toLowerCase().startsWith(digits);
    }) ?? null
  );
}

/** Whether a file is one of these, or lies below one of these folders. */
function names(folder: string, paths: readonly string[], file: string): boolean {
  if (file === "") return false;
  const whole = resolve(file);
  return paths.some((path) => {
    const named = resolve(folder, path);
    return whole === named || whole.startsWith(named.endsWith(sep) ? named : named + sep);
  });
}
