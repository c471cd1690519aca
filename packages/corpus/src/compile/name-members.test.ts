import { expect, test } from "vitest";

import { nameMembers } from "./name-members.ts";

test("a test that names the European Union names its member states, as the fact writes places", () => {
  const territory = nameMembers({ fact: "use.territory", kind: "not-in", values: ["eu", "uk"] });
  expect(territory).toMatchObject({
    kind: "not-in",
    values: expect.arrayContaining(["eu", "uk", "de", "se"]),
  });
  const country = nameMembers({ fact: "holder.country", kind: "in", values: ["FR", "EU"] });
  expect(country.kind === "in" && country.values.filter((value) => value === "FR")).toHaveLength(1);
  expect(country.kind === "in" && country.values).toHaveLength(28);
});

test("leaves all other tests as they are", () => {
  for (const same of [
    { fact: "use.territory", kind: "in", values: ["us"] },
    { fact: "plan", kind: "in", values: ["eu"] },
    { fact: "holder.revenue-usd", kind: "range", over: 1 },
  ] as const)
    expect(nameMembers(same)).toEqual(same);
});
