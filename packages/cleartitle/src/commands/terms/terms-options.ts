import { dayOf, parseDay } from "../../ask/parse-day.ts";
import type { Surroundings } from "../../surroundings.ts";
import { Output } from "../../terminal/output.ts";
import { paperOf, type Paper } from "../../terminal/paper.ts";
import type { OwnOptions } from "../own-folders.ts";

/** What every command about terms takes. */
export interface TermsOptions extends OwnOptions {
  readonly json?: true;
}

/** The day that is meant: the one that was typed, or today. */
export function dayMeant(text: string | undefined, what: string, around: Surroundings): string {
  return text === undefined ? dayOf(around.now()) : parseDay(text, what);
}

/** Writes data for programs or text for people, as was asked. */
export async function tell(
  { json }: TermsOptions,
  around: Surroundings,
  data: unknown,
  text: (paper: Paper) => readonly string[],
): Promise<void> {
  const lines =
    json === true
      ? [JSON.stringify(data, null, 2)]
      : text(paperOf(around.stdout, around.environment, around.platform));
  await new Output(around.stdout).write(lines.map((line) => `${line}\n`).join(""));
}
