import { nearest, normalName, type Corpus } from "@cleartitle/corpus";

import { refusal, type Issue } from "./issue.ts";
import { shown } from "./shown.ts";

/** The code of the use that a code or a label means, whatever its case and punctuation; or an error with the nearest one. */
export function findUse(corpus: Corpus, written: string): string {
  const use = useCalled(corpus, written);
  if (use === undefined) throw refusal("unknown-use", [noSuchUse(corpus, written, ["use"])]);
  return use;
}

export function useCalled({ registry }: Corpus, written: string): string | undefined {
  if (Object.hasOwn(registry.uses, written)) return written;
  const wanted = normalName(written);
  return Object.values(registry.uses).find((use) =>
    [use.code, use.label].some((name) => normalName(name) === wanted),
  )?.code;
}

export function noSuchUse({ registry }: Corpus, written: string, path: Issue["path"]): Issue {
  const codes = Object.keys(registry.uses);
  const near = nearest(written, codes);
  const received = shown(written);
  return {
    code: "unknown-use",
    path,
    expected: near ?? "the code of a use",
    received,
    message: `No use is called ${received}.`,
    remedy: near === undefined ? `Uses: ${codes.join(", ")}.` : `Did you mean "${near}"?`,
  };
}
