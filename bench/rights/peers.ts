import { execFileSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { join } from "node:path";

import type { Test } from "@cleartitle/corpus";

import { CLAIMS, joinClaims, LINKS, type Answer, type Claim, type Request } from "./policy.ts";

/** One engine, ready to answer. */
export interface Peer {
  readonly name: string;
  readonly answer: (request: Request) => Answer | Promise<Answer>;
}

/** The peers are installed beside the benchmarks, not with the project. */
const load = createRequire(new URL("../package.json", import.meta.url));

export async function makePeers(): Promise<{
  readonly peers: readonly Peer[];
  readonly missing: readonly string[];
}> {
  const peers: Peer[] = [];
  const missing: string[] = [];
  for (const [name, make] of [
    ["json-logic-engine 5.0.7", jsonLogic],
    ["@casl/ability 7.0.1", casl],
    ["@cedar-policy/cedar-wasm 4.13.0", cedar],
    ["json-rules-engine 7.3.1", jsonRules],
    ["@open-policy-agent/opa-wasm 1.10.0", opa],
  ] as const) {
    try {
      peers.push({ name, answer: await make() });
    } catch (error) {
      missing.push(
        `${name}: ${error instanceof Error ? (error.message.split("\n")[0] ?? "") : String(error)}`,
      );
    }
  }
  return { peers, missing };
}

type Answerer = Peer["answer"];

function jsonLogic(): Answerer {
  const { LogicEngine } = load("json-logic-engine") as {
    LogicEngine: new () => { build: (logic: unknown) => (data: unknown) => unknown };
  };
  const engine = new LogicEngine();
  const built = new Map(CLAIMS.map((claim) => [claim.id, engine.build({ and: claim.when.map(logicOf) })]));
  return (request) => joinClaims(({ id }) => built.get(id)?.(request) === true);
}

function logicOf(test: Test): unknown {
  const value = { var: test.fact };
  if (test.kind === "range")
    return test.over === undefined ? { "<=": [value, test.atMost] } : { ">": [value, test.over] };
  return test.values.length === 1 ? { "===": [value, test.values[0]] } : { in: [value, test.values] };
}

function casl(): Answerer {
  const { defineAbility, subject } = load("@casl/ability") as {
    defineAbility: (define: (can: (action: string, type: string, conditions: unknown) => void) => void) => {
      can: (action: string, subject: unknown) => boolean;
    };
    subject: (type: string, value: object) => object;
  };
  const abilities = CLAIMS.map(
    (claim) =>
      [
        claim.id,
        defineAbility((can) => can("fire", "Request", Object.assign({}, ...claim.when.map(conditionOf)))),
      ] as const,
  );
  const byId = new Map(abilities);
  return (request) => {
    const typed = subject("Request", { ...request });
    return joinClaims(({ id }) => byId.get(id)?.can("fire", typed) === true);
  };
}

function conditionOf(test: Test): Record<string, unknown> {
  if (test.kind === "range")
    return { [test.fact]: test.over === undefined ? { $lte: test.atMost } : { $gt: test.over } };
  return { [test.fact]: { $in: test.values } };
}

function cedar(): Answerer {
  const wasm = load("@cedar-policy/cedar-wasm/nodejs") as {
    preparsePolicySet: (name: string, policies: unknown) => { type: string };
    statefulIsAuthorized: (call: unknown) => {
      type: string;
      response?: { diagnostics: { reason: readonly string[] } };
    };
  };
  // Cedar says which policies decided; asked once for permits and once for each other effect, it says which claims fire.
  const sets: string[] = [];
  for (let link = 0; link < LINKS; link += 1) {
    for (const effect of ["permission", "prohibition", "duty"] as const) {
      const name = `${link}-${effect}`;
      const policies = Object.fromEntries(
        CLAIMS.filter((claim) => claim.link === link && claim.effect === effect).map((claim) => [
          claim.id,
          cedarPolicy(claim),
        ]),
      );
      const parsed = wasm.preparsePolicySet(name, { staticPolicies: policies });
      if (parsed.type !== "success")
        throw new Error(`Cedar does not take the policies: ${JSON.stringify(parsed)}`);
      sets.push(name);
    }
  }
  return (request) => {
    const fired = new Set<string>();
    for (const preparsedPolicySetId of sets) {
      const result = wasm.statefulIsAuthorized({
        principal: { type: "Holder", id: "h" },
        action: { type: "Action", id: "use" },
        resource: { type: "Image", id: "i" },
        context: request,
        preparsedPolicySetId,
        entities: [],
      });
      if (result.response === undefined) throw new Error(`Cedar does not answer: ${JSON.stringify(result)}`);
      for (const id of result.response.diagnostics.reason) fired.add(id);
    }
    return joinClaims(({ id }) => fired.has(id));
  };
}

function cedarPolicy(claim: Claim): string {
  return `permit(principal, action, resource) when { ${claim.when.map(cedarOf).join(" && ")} };`;
}

function cedarOf(test: Test): string {
  const value = `context.${test.fact}`;
  if (test.kind === "range")
    return test.over === undefined ? `${value} <= ${test.atMost ?? 0}` : `${value} > ${test.over}`;
  return test.values.map((each) => `${value} == ${JSON.stringify(each)}`).join(" || ");
}

function jsonRules(): Answerer {
  const { Engine } = load("json-rules-engine") as {
    Engine: new () => {
      addRule: (rule: unknown) => void;
      run: (facts: unknown) => Promise<{ events: readonly { type: string }[] }>;
    };
  };
  const engine = new Engine();
  for (const claim of CLAIMS)
    engine.addRule({ conditions: { all: claim.when.map(ruleOf) }, event: { type: claim.id } });
  return async (request) => {
    const { events } = await engine.run(request);
    const fired = new Set(events.map(({ type }) => type));
    return joinClaims(({ id }) => fired.has(id));
  };
}

function ruleOf(test: Test): unknown {
  if (test.kind === "range") {
    return test.over === undefined
      ? { fact: test.fact, operator: "lessThanInclusive", value: test.atMost }
      : { fact: test.fact, operator: "greaterThan", value: test.over };
  }
  return { fact: test.fact, operator: "in", value: test.values };
}

/** Needs the `opa` program (on the path, or named by `OPA`) to compile the policy to WebAssembly. */
async function opa(): Promise<Answerer> {
  const { loadPolicy } = load("@open-policy-agent/opa-wasm") as {
    loadPolicy: (
      wasm: Uint8Array,
    ) => Promise<{ evaluate: (input: unknown) => readonly { result: readonly string[] }[] }>;
  };
  const folder = mkdtempSync(join(tmpdir(), "cleartitle-opa-"));
  try {
    const rego = [
      "package chain",
      "import rego.v1",
      ...CLAIMS.map((claim) => `fired contains "${claim.id}" if { ${claim.when.map(regoOf).join("; ")} }`),
    ];
    writeFileSync(join(folder, "chain.rego"), rego.join("\n"));
    try {
      execFileSync(
        process.env["OPA"] ?? "opa",
        ["build", "-t", "wasm", "-e", "chain/fired", "-o", "bundle.tar.gz", "chain.rego"],
        { cwd: folder, stdio: "pipe" },
      );
    } catch {
      throw new Error("not measured: there is no opa program here to compile the policy to WebAssembly");
    }
    execFileSync("tar", ["-xzf", "bundle.tar.gz", "/policy.wasm"], { cwd: folder });
    const policy = await loadPolicy(readFileSync(join(folder, "policy.wasm")));
    return (request) => {
      const fired = new Set(policy.evaluate(request)[0]?.result);
      return joinClaims(({ id }) => fired.has(id));
    };
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

function regoOf(test: Test): string {
  const value = `input.${test.fact}`;
  if (test.kind === "range")
    return test.over === undefined ? `${value} <= ${test.atMost ?? 0}` : `${value} > ${test.over}`;
  return `${value} in ${JSON.stringify(test.values)}`;
}
