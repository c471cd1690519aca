import type { Corpus } from "@cleartitle/corpus";
import type { NewRecord, Publication } from "@cleartitle/ledger/records";

import { findUse } from "../ask/find-use.ts";
import { parseDay } from "../ask/parse-day.ts";
import { requireDuty } from "../ask/require-duty.ts";
import { CleartitleError } from "../cleartitle-error.ts";
import { publicationPlace } from "./publication-place.ts";
import { requireText, type Naming } from "./require-text.ts";

/** That an image was published, delivered or submitted, as a person or a program says it. */
export interface PublicationToRecord {
  /** A code of the registry of uses, for example `stock-licensing`. */
  readonly use: string;
  /** A market by id or name, or a place in words. It stands in the log for good: name a person in `to`. */
  readonly where: string;
  readonly url?: string | undefined;
  /** The day, where it was not just now. */
  readonly on?: string | undefined;
  /** The client; kept beside the log. */
  readonly to?: string | undefined;
  /** The line that stands with the picture. */
  readonly attribution?: string | undefined;
  /** Codes of the duties that were met in publishing. */
  readonly met?: readonly string[] | undefined;
  /** Who published it; kept beside the log. */
  readonly by?: string | undefined;
}

/** A publication that is fit to be recorded, of whatever file. */
export interface PreparedPublication {
  readonly use: string;
  readonly where: string;
  readonly market: string | null;
  readonly on: string;
  readonly met: readonly string[];
  readonly recordOf: (subject: string) => NewRecord<"publication">;
}

/**
 * Checks what is said about a publication.
 *
 * @throws CleartitleError `unknown-use`, `unknown-market`, `unknown-duty`, `bad-date`, or `usage` for a text that does not fit
 */
export function preparePublication(
  corpus: Corpus,
  { use: written, where, url, on, to, attribution, met = [], by }: PublicationToRecord,
  today: string,
  naming: Naming,
): PreparedPublication {
  const use = findUse(corpus, written);
  const place = publicationPlace(corpus, where, naming("where"));
  const day = on === undefined ? today : dayBefore(on, today, naming("on"));
  const duties = [...new Set(met.map((each) => requireDuty(corpus.registry, each)))];
  const text = (field: string, value: string | undefined, limit: "name" | "short"): object =>
    value === undefined ? {} : { [field]: requireText(value, naming(field), limit) };
  const said: Omit<Publication, "subject"> = {
    use,
    where: place.where,
    ...(place.market === null ? {} : { market: place.market }),
    ...(url === undefined ? {} : { url: webAddress(url, naming("url")) }),
    on: day,
    ...(duties.length === 0 ? {} : { duties }),
    ...text("attribution", attribution, "short"),
    ...text("to", to, "name"),
    ...text("by", by, "name"),
  };
  return {
    use,
    ...place,
    on: day,
    met: duties,
    recordOf: (subject) => ({
      kind: "publication",
      body: { subject, ...said },
      // A day that is given is never live. Today's may not have begun yet where UTC is, so it is not given as the time.
      ...(on === undefined ? {} : { later: true }),
      ...(day < today ? { happened: day } : {}),
    }),
  };
}

function dayBefore(on: string, today: string, what: string): string {
  const day = parseDay(on, what);
  if (day <= today) return day;
  throw new CleartitleError(
    "bad-date",
    `${what} is ${day}, which is yet to come: a publication is put on record once it has happened.`,
  );
}

function webAddress(url: string, what: string): string {
  const written = requireText(url, what, "short");
  const address = URL.canParse(written) ? new URL(written) : null;
  if (address === null || !/^https?:$/.test(address.protocol))
    throw new CleartitleError(
      "usage",
      `${what} takes a web address such as https://example.com/page, not "${written}".`,
    );
  if (address.username !== "" || address.password !== "")
    throw new CleartitleError(
      "usage",
      `${what} holds a user name or a password: leave it out, for what stands in the log can never be erased.`,
    );
  return written;
}
