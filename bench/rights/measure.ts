/** Calls a second: the median of several passes, after a warm-up. */
export async function perSecond(
  run: () => unknown,
  passes: number = 5,
  milliseconds: number = 400,
): Promise<number> {
  const rates: number[] = [];
  for (let pass = 0; pass <= passes; pass += 1) {
    const began = performance.now();
    let calls = 0;
    let now = began;
    while (now - began < milliseconds) {
      const result = run();
      if (result instanceof Promise) await result;
      calls += 1;
      if ((calls & 15) === 0) now = performance.now();
    }
    if (pass > 0) rates.push((calls * 1_000) / (performance.now() - began));
  }
  return rates.sort((left, right) => left - right)[passes >> 1] ?? 0;
}

export function round(rate: number): string {
  const step = 10 ** Math.max(0, Math.floor(Math.log10(rate)) - 2);
  return (Math.round(rate / step) * step).toLocaleString("en-US");
}
