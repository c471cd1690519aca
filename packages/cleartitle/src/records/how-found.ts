import type { Cut } from "@cleartitle/catalog";

/** How a record was found: by the very file, by a copy of the whole picture, or by a part of it. */
export interface Finding {
  readonly by: "hash" | "look" | "part";
  /** Of 256 sure bits, how many differ. */
  readonly distance: number;
  readonly mirrored: boolean;
  readonly cut: Cut | null;
}

/** Where so little is cut off or added it cannot be told from an edge that lies between two pixels. */
const leastShare = 0.015;

/**
 * Says how a record was found.
 *
 * @example howFound({ by: "look", distance: 4, mirrored: true, cut: null }); // "looks alike: 4 of 256 bits differ, mirrored"
 */
export function howFound({ by, distance, mirrored, cut }: Finding): string {
  if (by === "hash") return "the same file";
  const differs = `${distance} of 256 bits differ${mirrored ? ", mirrored" : ""}`;
  if (by === "look" || cut === null) return `looks alike: ${differs}`;
  const sides = Object.entries(cut) as readonly (readonly [keyof Cut, number])[];
  const off = sides.filter(([, share]) => share >= leastShare);
  const added = sides.filter(([, share]) => share <= -leastShare);
  const what = [
    ...(off.length === 0 ? [] : [`about ${listOf(off)} cut off`]),
    ...(added.length === 0 ? [] : [`about ${listOf(added)} added around it`]),
  ].join(" and ");
  return `the middle looks alike${what === "" ? "" : `, with ${what}`}: ${differs}`;
}

const listOf = (sides: readonly (readonly [string, number])[]): string =>
  sides.map(([side, share]) => `${Math.round(Math.abs(share) * 100)} % ${side}`).join(", ");
