import type { FactValue } from "@cleartitle/corpus";
import { z } from "zod";

import type { StatedValue } from "../ask/question.ts";

export interface Proof {
  /** Relative to the file that declares it. */
  readonly file: string;
  /** What the file must still be; left out, it is whatever it is now. */
  readonly sha256?: string | undefined;
}

type Proofs = readonly Proof[] | undefined;

/** An account at a service or a gateway, with the plan it had when. `until` is the last day; left out, it goes on. */
export interface Account {
  readonly service?: string | undefined;
  readonly gateway?: string | undefined;
  readonly plans: readonly {
    readonly plan: string;
    readonly from: string;
    readonly until?: string | undefined;
    readonly proof?: Proofs;
  }[];
}

/** A model or adapter, known by the hash of its file: which one on record it is, or under which licence it stands. */
export interface DeclaredThing {
  readonly sha256?: string | undefined;
  readonly hash?: string | undefined;
  readonly party?: string | undefined;
  readonly name?: string | undefined;
  readonly licence?: string | undefined;
  readonly proof?: Proofs;
}

/**
 * What a person declares once for all the images of a project, or for all of theirs. Once it was checked, its values are as rules write them; before,
 * a territory may be a list.
 */
export interface Declarations<Value = FactValue> {
  /** Facts about the holder, with or without `holder.` before their names. */
  readonly holder?: Readonly<Record<string, Value>> | undefined;
  readonly accounts?: readonly Account[] | undefined;
  readonly models?: readonly DeclaredThing[] | undefined;
  readonly adapters?: readonly DeclaredThing[] | undefined;
  readonly inputs?:
    | readonly {
        readonly file?: string | undefined;
        readonly sha256?: string | undefined;
        readonly origin: "own" | "licensed" | "third-party";
        /** Images that were made from it; without any it is kept, and decides nothing. */
        readonly for?: readonly string[] | undefined;
        readonly proof?: Proofs;
      }[]
    | undefined;
  readonly attestations?:
    | readonly {
        readonly fact: string;
        readonly value: Value;
        readonly by: string;
        readonly on?: string | undefined;
        /** Folders or files, relative to the file that declares it; left out, all images. */
        readonly for?: readonly string[] | undefined;
        readonly proof?: Proofs;
      }[]
    | undefined;
  readonly defaults?: { readonly use?: string | undefined; readonly market?: string | undefined } | undefined;
}

const day = z.iso.date("a day is written as YEAR-MONTH-DAY, for example 2026-11-22");
const word = z.string().trim().min(1).max(300);
const sha256 = z.string().regex(/^[0-9a-f]{64}$/i, "64 hexadecimal digits are expected");
const factValue = z.union([
  z.string().max(1000),
  z.number(),
  z.boolean(),
  z.array(z.string().max(1000)).max(1000),
]);

const proof = z.strictObject({
  file: word,
  sha256: sha256.optional(),
});
const proofs = z.array(z.union([word.transform((file) => ({ file })), proof])).max(100);

const period = z.strictObject({
  plan: word,
  from: day,
  until: day.optional(),
  proof: proofs.optional(),
});

const account = z
  .strictObject({
    service: word.optional(),
    gateway: word.optional(),
    plans: z.array(period).min(1).max(200),
  })
  .refine(
    ({ service, gateway }) => (service === undefined) !== (gateway === undefined),
    "an account names a service or a gateway, one of them",
  );

const madeThing = z
  .strictObject({
    sha256: sha256.optional(),
    hash: z
      .string()
      .regex(/^[0-9a-f]{8,64}$/i, "a hash has 8 to 64 hexadecimal digits")
      .optional(),
    party: word.optional(),
    name: word.optional(),
    licence: word.optional(),
    proof: proofs.optional(),
  })
  .refine(({ sha256, hash }) => sha256 !== undefined || hash !== undefined, "it needs sha256 or hash")
  .refine(({ party, licence }) => party !== undefined || licence !== undefined, "it needs party or licence");

const attestation = z.strictObject({
  fact: word,
  value: factValue,
  by: word,
  on: day.optional(),
  for: z.array(word).max(1000).optional(),
  proof: proofs.optional(),
});

const input = z.strictObject({
  file: word.optional(),
  sha256: sha256.optional(),
  origin: z.enum(["own", "licensed", "third-party"], "origin is own, licensed or third-party"),
  for: z.array(word).max(1000).optional(),
  proof: proofs.optional(),
});

/** The schema of `cleartitle.yaml`. */
export const declarationsSchema: z.ZodType<Declarations<StatedValue>> = z.strictObject({
  holder: z.record(word, factValue).optional(),
  accounts: z.array(account).max(500).optional(),
  models: z.array(madeThing).max(10_000).optional(),
  adapters: z.array(madeThing).max(10_000).optional(),
  inputs: z.array(input).max(10_000).optional(),
  attestations: z.array(attestation).max(10_000).optional(),
  defaults: z.strictObject({ use: word.optional(), market: word.optional() }).optional(),
});
