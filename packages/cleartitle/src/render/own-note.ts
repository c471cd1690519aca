/** Said behind whatever comes from the user's own terms, so that nobody takes a contract of their own for public terms. */
export function ownNote({ own }: { readonly own?: boolean }): string {
  return own === true ? " (your own terms)" : "";
}
