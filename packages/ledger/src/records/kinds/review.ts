import { z } from "zod";
import { json, name, sha256, shortText, type Json } from "./fields.ts";

/** One point of the list that is gone through before publishing. */
export interface ReviewItem {
  readonly code: string;
  readonly mandatory: boolean;
  /** `evidence`: the file or a record shows it. `confirmed`: a named person vouches for it. */
  readonly state: "open" | "evidence" | "confirmed";
  /** What shows it: a record's id, a rule, the place in the file. */
  readonly evidence?: string | undefined;
  /** Codes of the duties that whoever confirmed it says are done. */
  readonly duties?: readonly string[] | undefined;
  /** The facts that whoever confirmed it vouches for. */
  readonly facts?: { readonly [fact: string]: Json } | undefined;
}

/** Somebody went through the list for one image and one use. */
export interface Review {
  readonly subject: string;
  readonly use: string;
  readonly market?: string | undefined;
  readonly items: readonly ReviewItem[];
  readonly outcome: "cleared" | "not-cleared";
  /** Private: who reviewed. */
  readonly by: string;
  /** Private: who confirmed which item, by its code. */
  readonly confirmedBy?: { readonly [code: string]: string } | undefined;
}

const item = z.strictObject({
  code: name,
  mandatory: z.boolean(),
  state: z.enum(["open", "evidence", "confirmed"]),
  evidence: shortText.optional(),
  duties: z.array(name).max(200).optional(),
  facts: z.record(name, json).optional(),
});

export const review: z.ZodType<Review> = z
  .strictObject({
    subject: sha256,
    use: name,
    market: name.optional(),
    items: z.array(item).min(1).max(200),
    outcome: z.enum(["cleared", "not-cleared"]),
    by: name,
    confirmedBy: z.record(name, name).optional(),
  })
  .superRefine(({ items, outcome, confirmedBy = {} }, context) => {
    for (const [at, { code, mandatory, state, evidence }] of items.entries()) {
      const path = ["items", at];
      if (outcome === "cleared" && mandatory && state === "open") {
        context.addIssue({
          code: "custom",
          path,
          message: `${code} is mandatory and open, so nothing is cleared`,
        });
      }
      if (state === "confirmed" && confirmedBy[code] === undefined) {
        context.addIssue({
          code: "custom",
          path,
          message: `${code} is confirmed, but nobody is named who did`,
        });
      }
      if (state === "evidence" && evidence === undefined) {
        context.addIssue({
          code: "custom",
          path,
          message: `${code} is closed by evidence, but none is named`,
        });
      }
    }
  });
