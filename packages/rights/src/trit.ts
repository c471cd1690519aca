/**
 * Kleene's three values as the set of truth values that are still possible: bit 1 *can be true*, bit 2 *can be false*.
 * Evaluating with them never loses a world (L1).
 */
export type Trit = 1 | 2 | 3;
export const TRUE: Trit = 1;
export const FALSE: Trit = 2;
export const MAYBE: Trit = 3;

export function and(left: Trit, right: Trit): Trit {
  return ((left & right & 1) | ((left | right) & 2)) as Trit;
}

export function or(left: Trit, right: Trit): Trit {
  return (((left | right) & 1) | (left & right & 2)) as Trit;
}

export function not(value: Trit): Trit {
  return (((value & 1) << 1) | ((value & 2) >> 1)) as Trit;
}
