/** A file as read: nothing in this package but the `node` entry touches a disk. */
export interface SourceFile {
  /** Relative to the corpus folder, with forward slashes: `services/midjourney.yaml`. */
  readonly path: string;
  readonly text: string;
  /** From the user's own folder of terms. */
  readonly own?: boolean;
}

/** Whether a path inside a corpus folder is one that people write: generated files and everything that is not YAML are not. */
export function isAuthoredPath(path: string): boolean {
  return /^[^/]+\/[^/]+\.ya?ml$/u.test(path) && !path.endsWith(".dist.yaml");
}
