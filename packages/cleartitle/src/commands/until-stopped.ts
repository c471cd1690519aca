/** The items of a source until the signal says stop, even where the source is waiting for something that never comes. */
export async function* untilStopped<T>(source: AsyncGenerator<T>, stop: AbortSignal): AsyncGenerator<T> {
  // Racing each item against one promise that never settles would keep every item for ever, so each has its own way out.
  let giveUp: () => void = () => {};
  const onStop = (): void => giveUp();
  stop.addEventListener("abort", onStop);
  try {
    while (!stop.aborted) {
      const next = await new Promise<IteratorResult<T> | null>((resolve, reject) => {
        giveUp = (): void => resolve(null);
        source.next().then(resolve, reject);
      });
      if (next === null || next.done === true) return;
      yield next.value;
    }
  } finally {
    stop.removeEventListener("abort", onStop);
  }
}
