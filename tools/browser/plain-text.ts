/** Any answer as JSON in which bytes show what they are, so that two can be compared field for field. */
export function plainText(value: unknown): string {
  return JSON.stringify(value, (_, one: unknown) =>
    one instanceof Uint8Array ? { bytes: [...one].join(" ") } : one,
  );
}
