/** A name as look-ups compare it: lower case, one `-` for every run of anything but letters and digits. `FLUX.1 [dev]` → `flux-1-dev`. */
export function normalName(name: string): string {
  return name
    .normalize("NFKC")
    .toLowerCase()
    .replaceAll(/[^\p{L}\p{N}+]+/gu, "-")
    .replaceAll(/^-+|-+$/gu, "");
}
