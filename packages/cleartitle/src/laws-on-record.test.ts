import { expect, test } from "vitest";

import { Cleartitle } from "./cleartitle.ts";
import { huntYesBySilence } from "./testing/yes-by-silence.ts";

/** Twenty thousand in continuous integration, fewer while one works; `npm run fuzz rights` asks as many as one likes. */
const count = Number(process.env["CLEARTITLE_QUESTIONS"] ?? (process.env["CI"] === "true" ? 20_000 : 400));

const { corpus } = await Cleartitle.open();

test(
  "L12 on the terms as they are: naming a fact that was left out never turns a yes into something weaker",
  { timeout: 1_200_000 },
  () => {
    let yes = 0;
    for (const hunt of huntYesBySilence(corpus, count, 1)) {
      expect(hunt.found).toEqual([]);
      yes += hunt.yes;
    }
    // A generator whose questions are never a yes would show nothing.
    expect(yes).toBeGreaterThan(count / 100);
  },
);
