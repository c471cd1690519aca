import { stringify } from "yaml";

/** What `cleartitle init` asks; what is left open stays a comment. */
export interface FirstAnswers {
  readonly kind?: string;
  readonly country?: string;
  readonly revenue?: number;
  readonly service?: string;
  readonly plan?: string;
  readonly from?: string;
  readonly use?: string;
}

/** The text of a new `cleartitle.yaml`: what was answered, and the rest as comments to fill in. */
export function declarationsTemplate(answers: FirstAnswers = {}): string {
  const { kind, country, revenue, service, plan, from, use } = answers;
  const holder = [
    entry("  kind", kind, "individual", "individual or company"),
    entry("  country", country, "DE", "ISO code of where you are established"),
    entry("  revenue-usd", revenue, 40000, "a year, all your business together; several licences ask for it"),
  ];
  const account = service !== undefined && plan !== undefined && from !== undefined;
  const sign = account ? "" : "# ";
  return [
    "# What you declare once for all images of this project. Cleartitle uses it and says so; --no-declarations leaves it out.",
    "# A fact that is not here stays a question. Write only what is so: decisions, and records of them, rest on it.",
    "",
    ...(holder.some((line) => !line.startsWith("#")) ? ["holder:"] : ["# holder:"]),
    ...holder,
    "",
    "# Your accounts, with the plan of each time. The plan on the day of making is found here; a gap stays a question.",
    "# A proof is an invoice or a screenshot; its hash is put on record.",
    `${sign}accounts:`,
    `${sign}  - service: ${scalar(service ?? "midjourney")}`,
    `${sign}    plans:`,
    `${sign}      - plan: ${scalar(plan ?? "standard")}`,
    `${sign}        from: ${from ?? "2026-01-01"}`,
    "#         until: 2026-06-30   # the last day; left out, it goes on",
    "#         proof: [invoices/2026.pdf]",
    "",
    "# Models and LoRAs that nobody has on record, by the hash of their file, with their licence (or `party`, an id on record).",
    "# models:",
    "#   - { sha256: …, name: Our checkpoint, licence: creativeml-openrail-m }",
    "# adapters:",
    "#   - { sha256: …, name: Our style, licence: mit }",
    "",
    "# Pictures that went in, and whose they are: own, licensed or third-party. `for` names the images made from them.",
    "# inputs:",
    "#   - { file: sketches/cup.jpg, origin: own, for: [renders/cup] }",
    "",
    "# What a named person vouches for, of all images or of those below `for`. `cleartitle words facts` lists the facts.",
    "# attestations:",
    "#   - { fact: content.real-person, value: false, by: Your Name, for: [renders] }",
    "",
    "# What is asked where neither --for nor --market is given.",
    ...(use === undefined ? ["# defaults:", "#   use: merchandise"] : ["defaults:", `  use: ${scalar(use)}`]),
    "",
  ].join("\n");
}

function entry(
  key: string,
  value: string | number | undefined,
  example: string | number,
  what: string,
): string {
  return value === undefined
    ? `# ${key}: ${scalar(example)}   # ${what}`
    : `${key}: ${scalar(value)}   # ${what}`;
}

/** Quoted where YAML would read it as something else, as `NO` for Norway. */
const scalar = (value: string | number): string =>
  stringify(value, { lineWidth: 0, version: "1.1", blockQuote: false }).trimEnd();
