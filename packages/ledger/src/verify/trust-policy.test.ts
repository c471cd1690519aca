import { beforeAll, describe, expect, test } from "vitest";
import { makeSigningKey } from "../keys/signing-key.ts";
import { formatVerifierKey, parsePolicy, requireWitnesses, type VerifierKey } from "./index.ts";

let log: string;
const keys: VerifierKey[] = [];
const lines: string[] = [];

beforeAll(async () => {
  log = formatVerifierKey((await makeSigningKey("example.com/log")).public);
  for (const name of ["a", "b", "c", "d"]) {
    const { public: key } = await makeSigningKey(`${name}.example`, undefined, 4);
    keys.push(key);
    lines.push(formatVerifierKey(key));
  }
});

const cosigners = (...numbers: readonly number[]): readonly VerifierKey[] =>
  numbers.map((number) => keys[number]!);

describe("a policy", () => {
  test("says whom one trusts, with comments, tabs and addresses", async () => {
    const text = `# ours\n\tlog  ${log}\thttps://log.example/\n\nwitness a ${lines[0]} http://127.0.0.1:1/\nquorum a`;
    const policy = await parsePolicy(text);
    expect(policy.logs).toMatchObject([{ name: "example.com/log", url: "https://log.example/" }]);
    expect(policy.witnesses).toMatchObject([{ name: "a", key: keys[0], url: "http://127.0.0.1:1/" }]);
    expect([[], [1], [0]].map((some) => policy.isQuorum(cosigners(...some)))).toEqual([false, false, true]);
  });

  test("counts groups of groups", async () => {
    const policy = await parsePolicy(
      ["a", "b", "c", "d"].map((name, at) => `witness ${name} ${lines[at]}\n`).join("") +
        "group ours 2 a b c\ngroup theirs any d\ngroup both all ours theirs\nquorum both\n",
    );
    const enough = (...some: readonly number[]): boolean => policy.isQuorum(cosigners(...some));
    expect([enough(0, 1, 3), enough(0, 1, 2), enough(0, 3), enough(0, 0, 3), enough(0, 1, 2, 3)]).toEqual([
      true,
      false,
      false,
      false,
      true,
    ]);
  });

  test("may ask for nobody, but has to say so", async () => {
    expect((await parsePolicy("quorum none")).isQuorum([])).toBe(true);
    await expect(parsePolicy("")).rejects.toMatchObject({ code: "malformed" });
    await expect(parsePolicy(`witness a ${lines[0]}\n`)).rejects.toThrow(/no line says the quorum/);
  });

  test("that is wrong is refused with the line", async () => {
    const a = `witness a ${lines[0]}`;
    for (const [text, why] of [
      ["nonsense x", /line 1: "nonsense" is none of/],
      ["\n\nwitness a", /line 3: not a verifier key/],
      [`witness a ${lines[0]!.slice(0, -1)}`, /line 1/],
      [`witness a ${log}`, /is the key of a log/],
      [`log ${lines[0]}`, /is the key of a witness/],
      [`${a}\nwitness b ${lines[0]}`, /line 2: .*twice/],
      [`log ${log}\nlog ${log}`, /twice/],
      [`${a}\nwitness a ${lines[1]}`, /the name a is taken/],
      [`witness none ${lines[0]}`, /the name none is taken/],
      [`${a} http://x y`, /nothing comes after/],
      [`${a}\ngroup g all`, /a group has/],
      [`${a}\ngroup g 2 a`, /a group has/],
      [`${a}\ngroup g 0 a`, /a group has/],
      [`${a}\ngroup g any b`, /no line above it defines b/],
      [`${a}\ngroup g any a a`, /a is a member of a group already/],
      [`${a}\ngroup g any g`, /no line above it defines g/],
      [`${a}\nquorum a\nquorum a`, /there is a quorum already/],
      [`${a}\nquorum a b`, /a quorum is one name/],
      [`quorum a\n${a}`, /line 1: no line above/],
      ["quorum none\n".padEnd(5000, "\n"), /more than 1000 lines/],
    ] as const)
      await expect(parsePolicy(text)).rejects.toThrow(why);
  });

  test("can be made of keys alone: each of them has to have cosigned", async () => {
    const policy = await requireWitnesses(lines.slice(0, 2));
    expect([policy.isQuorum(cosigners(0)), policy.isQuorum(cosigners(1, 0))]).toEqual([false, true]);
    await expect(requireWitnesses([log])).rejects.toThrow(/the key of a log/);
  });
});
