import { dueSources } from "@cleartitle/corpus";

import { dayOf } from "../../ask/parse-day.ts";
import { CleartitleError } from "../../cleartitle-error.ts";
import { dueText } from "../../render/terms/due-text.ts";
import type { ExitStatus, Surroundings } from "../../surroundings.ts";
import { openTerms } from "../open-terms.ts";
import { tell, type TermsOptions } from "./terms-options.ts";

export interface DueOptions extends TermsOptions {
  readonly days?: string;
}

/** `cleartitle terms due`: texts behind rules in force that nobody read again within their term, the longest waiting first. */
export async function dueTerms(options: DueOptions, around: Surroundings): Promise<ExitStatus> {
  const term = options.days === undefined ? undefined : daysOf(options.days);
  const { corpus } = await openTerms(options, around);
  const due = dueSources(corpus, dayOf(around.now()), term);
  await tell(options, around, due, (paper) => dueText(paper, corpus, due));
  return 0;
}

function daysOf(text: string): number {
  if (/^\d{1,5}$/.test(text)) return Number(text);
  throw new CleartitleError("usage", `--days takes a whole number of days, for example 30, not "${text}".`);
}
