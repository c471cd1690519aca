import { statSync } from "node:fs";

import type { FactValue } from "@cleartitle/corpus";

import type { Cleartitle } from "../cleartitle.ts";
import { CleartitleError } from "../cleartitle-error.ts";
import { namedWords, textsOfFile } from "../content/named-words.ts";
import { namesFact } from "../content/names-fact.ts";
import { listed, saidIn } from "../content/quoted-words.ts";
import { weighClaims } from "../content/weigh-claims.ts";
import { safeText } from "../terminal/safe-text.ts";
import { shellWord } from "../terminal/shell-word.ts";

/** What somebody is about to vouch for, of which files, and why although their words may say otherwise. */
export interface VouchedFor {
  readonly facts: readonly { readonly fact: string; readonly value: FactValue }[];
  readonly files: readonly string[];
  readonly because: string | undefined;
}

const mostFiles = 5;

/**
 * Refuses what goes against the words of a file, unless it is said of one file alone and with a reason. Nothing is recorded then, of the other files
 * neither.
 *
 * @throws CleartitleError `usage`, with the words and with what to do
 */
export async function refuseAgainstWords(
  cleartitle: Pick<Cleartitle, "inspect">,
  { facts, files, because }: VouchedFor,
): Promise<void> {
  refuseFolders(files);
  const denied = facts.flatMap(({ fact, value }) => (namesFact(fact) && value !== true ? [fact] : []));
  if (because !== undefined) requireOneDenial(denied, files, because);
  if (denied.length === 0 || (because !== undefined && files.length === 1)) return;
  const against: { file: string; facts: readonly string[]; said: string }[] = [];
  for (const file of files) {
    const weighed = weighClaims(namedWords(textsOfFile(await cleartitle.inspect(file))).claims);
    const own = denied.filter((fact) => weighed.has(fact));
    if (own.length === 0) continue;
    const claims = own.flatMap((fact) => weighed.get(fact)?.claims ?? []);
    against.push({ file, facts: own, said: saidIn(claims) });
  }
  const [first] = against;
  if (first === undefined) return;
  const shown = against.slice(0, mostFiles).map(({ file, said }) => `${file} (${said})`);
  const more = against.length > shown.length ? ` and ${against.length - shown.length} more` : "";
  const denial = first.facts.map((fact) => `${fact}=false`).join(" ");
  const sentences = [
    `${listed([...new Set(against.flatMap((each) => each.facts))])}: the words of ${files.length === 1 ? "the file" : `${against.length} of ${files.length} files`} say otherwise: ${shown.join("; ")}${more}.`,
    "Nothing was recorded.",
    `If the words mean something else, a person says so for one file at a time, with the reason: cleartitle attest ${denial} ${shellWord(first.file)} --by NAME --because TEXT.`,
    ...(files.length > against.length ? ["The other files can be attested together."] : []),
  ];
  throw new CleartitleError("usage", safeText(sentences.join(" ")));
}

function refuseFolders(files: readonly string[]): void {
  const folder = files.find((file) => statSync(file, { throwIfNoEntry: false })?.isDirectory() === true);
  if (folder !== undefined)
    throw new CleartitleError(
      "usage",
      `${safeText(folder)} is a folder, and what a person vouches for is so of single images: name the files, for example ${shellWord(`${folder.replace(/\/$/, "")}/picture.png`)}.`,
    );
}

function requireOneDenial(denied: readonly string[], files: readonly string[], because: string): void {
  if (because.trim() === "") throw new CleartitleError("usage", "--because takes the reason in words.");
  if (denied.length === 0)
    throw new CleartitleError(
      "usage",
      "--because says why the words of a file do not mean what they seem to, for example with content.artist-name=false. For anything else there is --statement.",
    );
  if (files.length !== 1)
    throw new CleartitleError(
      "usage",
      `--because goes with exactly one file, not ${files.length}: a reason against the words of a file is a reason about that file.`,
    );
}
