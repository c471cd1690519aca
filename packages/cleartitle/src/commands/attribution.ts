import type { Reason } from "@cleartitle/rights";

import type { Judgement } from "../answer.ts";
import { dayOf } from "../ask/parse-day.ts";
import { attributionOf } from "../attribution/attribution-of.ts";
import type { Attribution } from "../attribution/attribution.ts";
import {
  addressOf,
  attributionFormats,
  writeAttribution,
  type AttributionFormat,
} from "../attribution/write-attribution.ts";
import { CleartitleError } from "../cleartitle-error.ts";
import { didYouMean } from "../ask/did-you-mean.ts";
import { sinceText } from "../render/date-text.ts";
import { namesOf, type Names } from "../render/names.ts";
import { sentence } from "../render/sentence.ts";
import { deniedLines } from "../render/words-text.ts";
import type { ExitStatus, Surroundings } from "../surroundings.ts";
import { Output } from "../terminal/output.ts";
import { safeText } from "../terminal/safe-text.ts";
import { questionOf, type CheckOptions } from "./check-options.ts";
import { Declared } from "./declared.ts";
import { OnRecord } from "./on-record.ts";
import { openForImages } from "./open-terms.ts";
import { unlessStopped } from "./unless-stopped.ts";

export interface AttributionOptions extends CheckOptions {
  readonly alt?: string;
  readonly src?: string;
}

/**
 * `cleartitle attribution FILE`: the line that says how an image was made, ready to paste. What is to be pasted goes to standard output; whether
 * anybody asks for it, and where that is written, goes to standard error.
 */
export async function attribution(
  file: string,
  options: AttributionOptions,
  around: Surroundings,
): Promise<ExitStatus> {
  const format = formatOf(options.format ?? "text");
  const cleartitle = await openForImages(options, around);
  const declared = await Declared.open(options, cleartitle.corpus, around);
  const question = questionOf(cleartitle.corpus, declared.withDefaults(options), dayOf(around.now()));
  const evidence = await unlessStopped(cleartitle.inspect(file), around.stop);
  const onRecord = await OnRecord.open(options, cleartitle.corpus, around);
  const standing = await onRecord.about(question, evidence);
  await onRecord.close();
  const asked = declared.apply(question, evidence, standing);
  const decision = cleartitle.decide(asked.inspection, asked.question);
  if (decision === null) {
    const why = evidence.problems[0]?.message ?? "it is not an image that can be read";
    throw new CleartitleError("file-unreadable", `${file}: ${why}`);
  }
  const made = attributionOf(cleartitle.corpus, decision, evidence);
  const names = namesOf(cleartitle.corpus);
  const output = new Output(around.stdout);
  if (options.json === true) {
    const picture = pictureOf(file, options);
    const formats = Object.fromEntries(
      attributionFormats.map((each) => [each, writeAttribution(made, each, picture)]),
    );
    await output.write(`${JSON.stringify({ file, ...made, formats }, null, 2)}\n`);
    tellDenied(decision, around);
    return onRecord.failed;
  }
  await output.write(writeAttribution(made, format, pictureOf(file, options)));
  tellDenied(decision, around);
  const describe = format === "html" || format === "markdown" ? options.alt === undefined : false;
  for (const line of remarks(made, names, names.use(decision.use), describe))
    around.stderr.write(`${safeText(line)}\n`);
  return onRecord.failed;
}

function tellDenied(decision: Judgement, { stderr }: Surroundings): void {
  for (const line of deniedLines(decision)) stderr.write(`${safeText(line)}\n`);
}

function formatOf(written: string): AttributionFormat {
  const format = attributionFormats.find((each) => each === written.toLowerCase());
  if (format !== undefined) return format;
  throw new CleartitleError(
    "usage",
    `--format takes ${attributionFormats.join(", ")}, not "${written}".${didYouMean(written, attributionFormats)}`,
  );
}

/** What the picture shows cannot be known here, and the prompt is nobody's business: only that it is an image is said. */
function pictureOf(
  file: string,
  { alt, src }: AttributionOptions,
): { readonly address: string; readonly description: string } {
  return { address: src ?? addressOf(file), description: alt ?? "Image made with AI" };
}

function remarks(
  { standing, because, asked, made, via }: Attribution,
  names: Names,
  use: string,
  describe: boolean,
): readonly string[] {
  const guessed = [...made, ...via].filter(({ inferred }) => inferred).map(({ name }) => `"${name}"`);
  const strangers = [...made, ...via].filter(({ party }) => party === null).map(({ name }) => `"${name}"`);
  const rules = asked.flatMap((reason) => ruleLines(reason, names));
  return [
    `${headlines[standing]} For: ${use}.`,
    ...because.map((each) => `  ${each}`),
    ...rules,
    ...(rules.length === 0
      ? []
      : ["  Compare the line with the words that the source asks for, if it asks for any."]),
    ...(guessed.length === 0
      ? []
      : [
          `All this holds only if a file name tells the truth about ${guessed.join(", ")}: look before you publish.`,
        ]),
    ...(strangers.length === 0
      ? []
      : [`Named as the file names it, for nobody of that name is on record: ${strangers.join(", ")}.`]),
    ...(describe ? ["Say what the picture shows with --alt, for those who cannot see it."] : []),
    "Information with sources and dates, not legal advice.",
  ];
}

const headlines: Readonly<Record<Attribution["standing"], string>> = {
  required: "Attribution is required: place the line where the image is shown.",
  recommended: "Attribution is recommended.",
  optional: "Attribution is optional.",
  unknown: "Whether attribution is required is not known: place the line to be on the safe side.",
};

function ruleLines(reason: Reason, names: Names): readonly string[] {
  const { party, reading, grade, source, fires, rule } = reason;
  const where = [source.title, source.at, sinceText(source.inForce)]
    .filter((each) => each !== null)
    .join(", ");
  const read = source.seen === null ? "not read by us" : `read on ${source.seen}`;
  return [
    `  ${names.party(party)}${fires === "maybe" ? " (perhaps)" : ""}: ${sentence(reading)} [${rule}]`,
    `    ${where}; ${names.grade(grade)}, ${read}`,
    ...(source.url === null ? [] : [`    ${source.url}`]),
  ];
}
