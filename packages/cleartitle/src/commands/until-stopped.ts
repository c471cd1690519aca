/** The items of a source until the signal says stop, even where the source is waiting for something that never comes. */
export async function* untilStopped<T>(source: AsyncGenerator<T>, stop: AbortSignal): AsyncGenerator<T> {
  const { promise: stopped, resolve } = Promise.withResolvers<"stopped">();
  const onStop = (): void => resolve("stopped");
  stop.addEventListener("abort", onStop, { once: true });
  try {
    while (!stop.aborted) {
      const next = await Promise.race([source.next(), stopped]);
      if (next === "stopped" || next.done === true) return;
      yield next.value;
    }
  } finally {
    stop.removeEventListener("abort", onStop);
  }
}
