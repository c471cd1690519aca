import { CleartitleError } from "../cleartitle-error.ts";
import { didYouMean } from "../ask/did-you-mean.ts";

/** How `check` can write its answers. */
export const outputFormats = ["text", "json", "jsonl", "sarif", "junit", "csv", "csv-raw"] as const;
export type OutputFormat = (typeof outputFormats)[number];

export interface FormatOptions {
  readonly json?: true;
  readonly jsonl?: true;
  readonly format?: string;
}

/** The one format that was asked for; two at a time cannot be written. */
export function outputFormat({ json, jsonl, format }: FormatOptions): OutputFormat {
  const asked = [
    ...(json === true ? ["json"] : []),
    ...(jsonl === true ? ["jsonl"] : []),
    ...(format === undefined ? [] : [format]),
  ];
  const [first = "text", ...others] = new Set(asked);
  if (others.length > 0)
    throw new CleartitleError(
      "usage",
      `Give one of ${outputFormats.map((each) => `--format ${each}`).join(", ")}: there is ${asked.join(" and ")}.`,
    );
  const known = outputFormats.find((each) => each === first);
  if (known !== undefined) return known;
  throw new CleartitleError(
    "usage",
    `--format takes ${outputFormats.join(", ")}, not "${first}".${didYouMean(first, outputFormats)}`,
  );
}
