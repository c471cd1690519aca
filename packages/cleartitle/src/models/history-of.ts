import { BEGINNING, type Party, type Period } from "@cleartitle/corpus";

import type { LicensingPeriod } from "./model.ts";

/** The stretches of time, up to a day, in which the answer and the licence stayed the same. */
export function historyOf(
  speaking: readonly Party[],
  on: string,
  answer: (day: string) => Omit<LicensingPeriod, "from">,
): readonly LicensingPeriod[] {
  const [party] = speaking;
  const born = party?.since ?? party?.licence[0]?.from.latest ?? BEGINNING;
  const periods = speaking
    .flatMap(({ licence, rules }): readonly Period[] => [...licence, ...rules.map(({ inForce }) => inForce)])
    .flatMap(({ from, until }) => [from, ...(until === null ? [] : [until])])
    .flatMap(({ earliest, latest }) => [earliest, latest])
    .filter((day) => day !== BEGINNING && day >= born && day <= on);
  const days = [...new Set([...(born !== BEGINNING && born <= on ? [born] : []), ...periods])].toSorted();
  const eras = days.map((from): LicensingPeriod => ({ from, ...answer(from) }));
  return eras.filter((era, index) => {
    const before = eras[index - 1];
    return before === undefined || JSON.stringify({ ...before, from: era.from }) !== JSON.stringify(era);
  });
}
