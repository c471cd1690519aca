import { LedgerError } from "../ledger-error.ts";
import { equalBytes } from "./bytes.ts";
import { isSameKey, parseVerifierKey, type VerifierKey } from "./verifier-key.ts";

/** A log or a witness that a policy names, and where it is reached. */
export interface PolicyParty {
  /** The name in the policy; for a log its origin. */
  readonly name: string;
  readonly key: VerifierKey;
  readonly url: string | null;
}

/** Whom one trusts: the logs, the witnesses, and which of them must have cosigned a head (C2SP tlog-policy). */
export interface TrustPolicy {
  readonly logs: readonly PolicyParty[];
  readonly witnesses: readonly PolicyParty[];
  /** Whether these cosignatures are enough. */
  readonly isQuorum: (cosigned: readonly VerifierKey[]) => boolean;
}

/** What counts the cosigners: a witness, or a group that needs so many of its members. */
type Rule =
  | { readonly kind: "witness"; readonly key: VerifierKey }
  | { readonly kind: "group"; readonly needed: number; readonly members: readonly Rule[] };

const mostLines = 1000;

/**
 * Reads a policy file. Throws `malformed` with the number of the line that is wrong.
 *
 * @example
 *   const policy = await parsePolicy("witness counsel counsel.example+1f2e3d4c+BA…\nquorum counsel\n");
 *   policy.isQuorum([]); // false
 */
export async function parsePolicy(text: string): Promise<TrustPolicy> {
  const reader = new PolicyReader();
  for (const [at, line] of text.split("\n").entries()) await reader.read(line, at + 1);
  return reader.policy();
}

/** A policy that asks for the cosignature of each of these witnesses, for those who have keys and no file. */
export async function requireWitnesses(keys: readonly string[]): Promise<TrustPolicy> {
  const members = await Promise.all(keys.map(parseVerifierKey));
  const notWitness = members.find(({ type }) => type !== 4);
  if (notWitness !== undefined) {
    throw new LedgerError(
      "malformed",
      `${notWitness.name} is the key of a log, not of a witness`,
      "Ask the witness for its own public key.",
    );
  }
  return {
    logs: [],
    witnesses: members.map((key) => ({ name: key.name, key, url: null })),
    isQuorum: (cosigned) => members.every((key) => cosigned.some((each) => isSameKey(each, key))),
  };
}

function isMet(rule: Rule, cosigned: readonly VerifierKey[]): boolean {
  return rule.kind === "witness"
    ? cosigned.some((key) => isSameKey(key, rule.key))
    : rule.members.filter((member) => isMet(member, cosigned)).length >= rule.needed;
}

/** Takes up a policy line by line: each may name only what lines above it define. */
class PolicyReader {
  readonly #logs: PolicyParty[] = [];
  readonly #witnesses: PolicyParty[] = [];
  readonly #rules = new Map<string, Rule>();
  /** Names that are members of a group: each witness may count in one way only. */
  readonly #grouped = new Set<string>();
  #quorum: Rule | "none" | null = null;
  #line = 0;

  policy(): TrustPolicy {
    const quorum = this.#quorum;
    if (quorum === null) throw this.#wrong("no line says the quorum; `quorum none` asks for no witness");
    return {
      logs: this.#logs,
      witnesses: this.#witnesses,
      isQuorum: (cosigned) => quorum === "none" || isMet(quorum, cosigned),
    };
  }

  async read(text: string, line: number): Promise<void> {
    this.#line = line;
    if (line > mostLines) throw this.#wrong(`it has more than ${mostLines} lines`);
    const [kind = "", ...words] = text.split(/[\t ]+/).filter((word) => word !== "");
    if (kind === "" || kind.startsWith("#")) return;
    switch (kind) {
      case "log":
        this.#logs.push(await this.#party(null, words, this.#logs));
        break;
      case "witness":
        await this.#witness(words);
        break;
      case "group":
        this.#group(words);
        break;
      case "quorum":
        this.#setQuorum(words);
        break;
      default:
        throw this.#wrong(`"${kind.slice(0, 40)}" is none of log, witness, group, quorum`);
    }
  }

  async #witness([name = "", ...words]: readonly string[]): Promise<void> {
    const party = await this.#party(name, words, this.#witnesses);
    this.#define(name, { kind: "witness", key: party.key });
    this.#witnesses.push(party);
  }

  #group([name = "", count = "", ...members]: readonly string[]): void {
    const needed = count === "all" ? members.length : count === "any" ? 1 : Number(count);
    if (!/^(?:all|any|[1-9][0-9]*)$/.test(count) || members.length === 0 || needed > members.length)
      throw this.#wrong("a group has a name, how many are needed (all, any or a number), and members");
    for (const member of members) {
      if (this.#grouped.has(member)) throw this.#wrong(`${member} is a member of a group already`);
      this.#grouped.add(member);
    }
    this.#define(name, { kind: "group", needed, members: members.map((member) => this.#find(member)) });
  }

  #setQuorum([name = "", ...more]: readonly string[]): void {
    if (name === "" || more.length > 0) throw this.#wrong("a quorum is one name");
    if (this.#quorum !== null) throw this.#wrong("there is a quorum already");
    this.#quorum = name === "none" ? "none" : this.#find(name);
  }

  /** A key and perhaps an address. A log, which has no name in the policy, is called by its origin. */
  async #party(
    name: string | null,
    [line = "", url = "", ...more]: readonly string[],
    others: readonly PolicyParty[],
  ): Promise<PolicyParty> {
    if (more.length > 0) throw this.#wrong("nothing comes after key and address");
    const key = await parseVerifierKey(line).catch((error: unknown) => {
      throw error instanceof LedgerError ? this.#wrong(error.message) : error;
    });
    if (key.type !== (name === null ? 1 : 4))
      throw this.#wrong(`${key.name} is the key of ${name === null ? "a witness" : "a log"}`);
    if (others.some((other) => equalBytes(other.key.publicKey, key.publicKey)))
      throw this.#wrong(`the key of ${key.name} stands there twice`);
    return { name: name ?? key.name, key, url: url === "" ? null : url };
  }

  #define(name: string, rule: Rule): void {
    if (name === "none" || this.#rules.has(name)) throw this.#wrong(`the name ${name} is taken`);
    this.#rules.set(name, rule);
  }

  #find(name: string): Rule {
    const rule = this.#rules.get(name);
    if (rule === undefined) throw this.#wrong(`no line above it defines ${name}`);
    return rule;
  }

  #wrong(why: string): LedgerError {
    return new LedgerError(
      "malformed",
      `the policy is wrong in line ${this.#line}: ${why}`,
      "Its format is that of C2SP tlog-policy; mend the line.",
    );
  }
}
