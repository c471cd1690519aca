/** A witness may write any number of seconds beside its signature, also one that no calendar has. */
export function seenTime(seconds: number): string {
  const time = new Date(seconds * 1000);
  return Number.isNaN(time.getTime()) ? `${seconds} seconds after 1970` : time.toISOString();
}
