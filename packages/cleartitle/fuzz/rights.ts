import { parseArgs } from "node:util";

import { Cleartitle } from "../src/cleartitle.ts";
import { huntYesBySilence } from "../src/testing/yes-by-silence.ts";

/**
 * Asks random questions about the terms on record and looks for a yes that becomes something weaker when a fact that was left out is named.
 *
 *     npm run fuzz rights -- [--questions 100000] [--seed 1]
 */
const { values } = parseArgs({
  options: { questions: { type: "string", default: "100000" }, seed: { type: "string", default: "1" } },
});
const [questions, seed] = [Number(values.questions), Number(values.seed)];
const { corpus } = await Cleartitle.open();
const total = { asked: 0, yes: 0, named: 0, found: 0 };
for (const { asked, yes, named, found } of huntYesBySilence(corpus, questions, seed)) {
  total.asked += asked;
  total.yes += yes;
  total.named += named;
  total.found += found.length;
  for (const each of found) process.stdout.write(`${JSON.stringify(each)}\n`);
  process.stderr.write(
    `${total.asked} asked, ${total.yes} yes, ${total.named} named, ${total.found} found\n`,
  );
}
process.exitCode = total.found === 0 ? 0 : 1;
