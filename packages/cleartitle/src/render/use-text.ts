import type { Judgement } from "../answer.ts";
import type { Names } from "./names.ts";

/** `Licensing through a stock agency, Adobe Stock, on 2026-11-22` */
export function useText(names: Names, { use, market, on }: Pick<Judgement, "use" | "market" | "on">): string {
  return `${names.use(use)}${market === null ? "" : `, ${names.party(market)}`}, on ${on}`;
}
