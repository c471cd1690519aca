/** Thrown where Ctrl-C came first: the command ends without a word, with the status for it. */
export class Stopped extends Error {
  override readonly name = "Stopped";
}

/**
 * What the work gives, unless the signal comes first: reading one huge file may take longer than anybody wants to wait. The work itself goes on
 * until the process ends, so it must be one that leaves nothing behind.
 *
 * @throws Stopped
 */
export async function unlessStopped<T>(work: Promise<T>, stop: AbortSignal): Promise<T> {
  let giveUp: (() => void) | undefined;
  const stopped = new Promise<never>((_resolve, reject) => {
    giveUp = (): void => reject(new Stopped("stopped"));
    if (stop.aborted) giveUp();
    else stop.addEventListener("abort", giveUp);
  });
  // It may fail after nobody waits for it any more.
  work.catch(() => null);
  try {
    return await Promise.race([work, stopped]);
  } finally {
    if (giveUp !== undefined) stop.removeEventListener("abort", giveUp);
  }
}
