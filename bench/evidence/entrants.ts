/** Who takes part, the fastest first. A slow one reads every `every`th file, so that a round ends within the minute. */
export interface Entrant {
  readonly id: string;
  readonly name: string;
  readonly every: number;
  readonly isPeer: boolean;
}

export const entrants: readonly Entrant[] = [
  { id: "floor", name: "floor: open, read 64 KiB, close", every: 1, isPeer: false },
  { id: "ours", name: "Cleartitle", every: 1, isPeer: false },
  { id: "ours-sha256", name: "Cleartitle, with SHA-256", every: 2, isPeer: false },
  { id: "ours-threads", name: "Cleartitle, with SHA-256, in threads", every: 2, isPeer: false },
  { id: "exifr", name: "exifr 7.1.3", every: 4, isPeer: true },
  { id: "exifreader", name: "exifreader 4.46.0", every: 10, isPeer: true },
  { id: "exiftool", name: "exiftool 13.59, -stay_open", every: 50, isPeer: true },
];
