import type { Ground } from "@cleartitle/title";
import { classesOf, type PlaceClass, type PlaceTests } from "./place-classes.ts";
import type { StatedPlaces } from "./place-facts.ts";

/** Where the image is used and where its holder is: one pair of places that stands for all pairs of two classes. */
export interface PlaceCase {
  readonly territory: PlaceClass;
  readonly country: PlaceClass;
}

export interface PlaceCases {
  /** Cases that stand for every pair of places. Those of one row have the country in common. */
  readonly rows: readonly (readonly PlaceCase[])[];
  readonly open: { readonly territory: boolean; readonly country: boolean };
}

/**
 * The pairs of places that have to be decided. Where both facts are open these are not all pairs: a law looks at the image because of the one
 * place or the other, and the verdict over two laws is the join of theirs. So each class of the one fact is held beside one place of each cell
 * of the other, which shows every law and every rule under every test that it can meet.
 */
export function placeCases(stated: StatedPlaces, ground: Ground, tests: PlaceTests): PlaceCases {
  const { territories, country } = stated;
  const open = { territory: territories === null, country: country === null };
  const given = territories === null ? [] : classesOf(territories, ground.lawsAt, tests.territoryCell);
  const holder = country === null ? [] : classesOf([country], ground.lawsAt, tests.countryCell);
  const anywhere = (
    fact: "territoryCell" | "countryCell",
    beside: readonly PlaceClass[],
  ): readonly PlaceClass[] => {
    const there = alreadyThere(beside, tests);
    return classesOf(
      ground.places,
      (place) => tests.laws(place).filter((law) => !there.has(law)),
      tests[fact],
    );
  };
  if (open.territory && open.country) {
    const all = anywhere("territoryCell", []);
    const holders = anywhere("countryCell", []);
    const rows = oneOfEachCell(holders).map((each) => all.map((territory) => ({ territory, country: each })));
    const more = holders
      .filter((each) => !oneOfEachCell(holders).includes(each))
      .map((each) => oneOfEachCell(all).map((territory) => ({ territory, country: each })));
    return { rows: [...rows, ...more], open };
  }
  if (open.territory)
    return {
      rows: [
        anywhere("territoryCell", holder).flatMap((territory) =>
          holder.map((each) => ({ territory, country: each })),
        ),
      ],
      open,
    };
  const holders = open.country ? anywhere("countryCell", given) : holder;
  return { rows: holders.map((each) => given.map((territory) => ({ territory, country: each }))), open };
}

/** Laws that look at the image anyway, so that a second place that brings them adds nothing. One that tests places must do so beside each. */
function alreadyThere(beside: readonly PlaceClass[], tests: PlaceTests): ReadonlySet<string> {
  const laws = beside.flatMap((each) => each.laws);
  return new Set(
    laws.filter((law) => !tests.looksAtPlaces(law) || beside.every((each) => each.laws.includes(law))),
  );
}

function oneOfEachCell(classes: readonly PlaceClass[]): readonly PlaceClass[] {
  return classes.filter(({ cell }, index) => classes.findIndex((other) => other.cell === cell) === index);
}
