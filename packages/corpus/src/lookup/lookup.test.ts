import { describe, expect, test } from "vitest";
import { compileSmall } from "../fixture/small-corpus.ts";
import { nearest } from "../nearest.ts";
import { findByFileName } from "./find-by-file-name.ts";
import { findByHash } from "./find-by-hash.ts";
import { findParty, suggestParty } from "./find-party.ts";
import { findPlan, suggestPlan } from "./find-plan.ts";
import { coversUse, usePath } from "./use-path.ts";

const { corpus } = compileSmall();
const SHA = "00112233445566778899aabbccddeeff00112233445566778899aabbccddeeff";

describe("a party", () => {
  test.each(["acme", "Acme Images", "ACME-images", "acme studio", "Acme.Example"])(
    "is found as %s",
    (name) => {
      expect(findParty(corpus, "service", name)?.id).toBe("acme");
      expect(findParty(corpus, undefined, name)?.id).toBe("acme");
    },
  );

  test("is found whatever the punctuation of its name", () => {
    expect(findParty(corpus, "model", "PAINT.1 [Base]")?.id).toBe("paint-1");
    expect(findParty(corpus, "model", "paint-1")?.id).toBe("paint-1");
  });

  test.each(["acmestudio", "AcmeImages", "paint1[base]"])("is found without spaces as %s", (name) => {
    expect(findParty(corpus, undefined, name)).toBeDefined();
  });

  test("is not found where a point between digits is lost: 1.1 is not 11", () => {
    const versions = compileSmall({
      "services/one.yaml": "id: one\nkind: service\nname: Paint 1.1\n",
    }).corpus;
    expect(findParty(versions, "service", "paint1.1")?.id).toBe("one");
    expect(findParty(versions, "service", "paint 11")).toBeUndefined();
  });

  test("of another kind is not found, nor is one by an empty name or a name of the language", () => {
    expect(findParty(corpus, "gateway", "acme")).toBeUndefined();
    for (const name of ["", " ", "…", "constructor", "__proto__"])
      expect(findParty(corpus, undefined, name)).toBeUndefined();
  });

  test("whose name two share is not guessed", () => {
    const shared = compileSmall({
      "services/two.yaml": "id: two\nkind: service\nname: Two\naliases: [ACME Studio]\n",
    }).corpus;
    expect(findParty(shared, "service", "acme studio")).toBeUndefined();
    expect(findParty(shared, "service", "two")?.id).toBe("two");
  });

  test("is suggested where its name is mistyped", () => {
    expect(suggestParty(corpus, "service", "acmee")).toBe("acme");
    expect(suggestParty(corpus, "market", "stokhaus")).toBe("stockhaus");
    expect(suggestParty(corpus, "market", "elsewhere")).toBeUndefined();
  });
});

describe("a file", () => {
  test("is found by its hash, of the same kind only", () => {
    expect(
      findByHash(corpus, "sha256", SHA.toUpperCase()).map(({ party, kind }) => [party.id, kind]),
    ).toEqual([["paint-1", "sha256"]]);
    expect(findByHash(corpus, "autov2", SHA.slice(0, 10)).map(({ kind }) => kind)).toEqual(["autov2"]);
    expect(findByHash(corpus, "autov1", "0a1b2c3d")).toHaveLength(1);
    expect(findByHash(corpus, "autov2", "0a1b2c3d")).toEqual([]);
    expect(findByHash(corpus, "autov3", SHA.slice(0, 12))).toEqual([]);
    expect(findByHash(corpus, "civitai", "4711")).toHaveLength(1);
  });

  test("with only an AutoV2 on record is found by a SHA-256 that begins with it, unless its own SHA-256 says otherwise", () => {
    expect(findByHash(corpus, "sha256", "aaaaaaaaaa".padEnd(64, "0")).map(({ kind }) => kind)).toEqual([
      "autov2",
    ]);
    expect(findByHash(corpus, "sha256", SHA.slice(0, 10).padEnd(64, "f"))).toEqual([]);
    expect(findByHash(corpus, "sha256", "aaaaaaaaaa")).toEqual([]);
  });

  test.each([
    "paint1-base.safetensors",
    "C:\\models\\Paint1.ckpt",
    "unet/paint1-fp16.gguf",
    "paint_one-Q4_K_M.gguf",
    "paint1-base-fp8-e4m3fn.safetensors",
  ])("%s is inferred to be the model", (name) =>
    expect(findByFileName(corpus, name).map(({ id }) => id)).toEqual(["paint-1"]),
  );

  test.each(["paint1-anime-finetune.safetensors", "my-paint1.safetensors", "fp16.safetensors", "", "acme"])(
    "%s is not: a name that only contains the model's is another file",
    (name) => expect(findByFileName(corpus, name)).toEqual([]),
  );
});

test("plans are found by id, name and alias, and suggested", () => {
  const acme = findParty(corpus, "service", "acme");
  if (acme === undefined) throw new Error("the fixture has acme");
  expect(findPlan(acme, "Professional")?.id).toBe("pro");
  expect(findPlan(acme, "FREE")?.id).toBe("free");
  expect(findPlan(acme, "mega")).toBeUndefined();
  for (const dressed of ["Pro plan", "ACME Studio Pro", "pro (yearly)", "Acme Images Pro Plan – annual"])
    expect(findPlan(acme, dressed)?.id).toBe("pro");
  for (const other of ["plan", "pro plus", "acme", "professional-free"])
    expect(findPlan(acme, other)).toBeUndefined();
  expect(suggestPlan(acme, "profesional")).toBe("pro");
});

test("a model that is named like a plan of its service is no plan", () => {
  const { corpus: named } = compileSmall({
    "services/one.yaml":
      "id: one\nkind: service\nname: One\naliases: [Banana, Banana Pro]\nplans: { pro: { name: Pro } }\n",
  });
  const one = findParty(named, "service", "Banana Pro");
  if (one === undefined) throw new Error("the corpus has it");
  expect(["One Pro", "Banana Pro", "banana pro"].map((name) => findPlan(one, name)?.id)).toEqual([
    "pro",
    undefined,
    undefined,
  ]);
});

test("a plan whose own name ends like what others are dressed with is found dressed as well", () => {
  const { corpus: named } = compileSmall({
    "services/one.yaml":
      "id: one\nkind: service\nname: One\nplans: { work: { name: Work account }, school: { name: School } }\n",
  });
  const one = findParty(named, "service", "one");
  if (one === undefined) throw new Error("the corpus has it");
  for (const name of ["Work account", "work account plan", "Work Account (annual)", "one work"])
    expect(findPlan(one, name)?.id).toBe("work");
  const start = performance.now();
  expect(findPlan(one, "work" + " plan".repeat(100_000))).toBeUndefined();
  expect(performance.now() - start).toBeLessThan(1_000);
});

test("a code covers all below it, nothing covers an unknown use but null", () => {
  expect(usePath(corpus.registry, "merchandise")).toEqual(["commercial", "merchandise"]);
  expect(coversUse(corpus.registry, ["commercial"], "merchandise")).toBe(true);
  expect(coversUse(corpus.registry, ["merchandise"], "commercial")).toBe(false);
  expect(coversUse(corpus.registry, ["commercial"], "constructor")).toBe(false);
  expect(coversUse(corpus.registry, null, "personal")).toBe(true);
});

test("the nearest name is one that a person could have meant", () => {
  expect(nearest("comercial", ["personal", "commercial"])).toBe("commercial");
  expect(nearest("ab", ["ba", "zz"])).toBe("ba");
  expect(nearest("holder_kind", ["holder.kind"])).toBe("holder.kind");
  expect(nearest("xyz", ["commercial"])).toBeUndefined();
  expect(nearest("anything", [])).toBeUndefined();
});
