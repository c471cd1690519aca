/** One step of `npm test`: a program and, where it runs tests, how to count them from what it wrote. */
export interface Step {
  readonly name: string;
  readonly says: string;
  readonly command: readonly [program: string, ...args: string[]];
  /** Steps that use both cores themselves run one at a time, after the others. */
  readonly alone?: true;
  readonly count?: () => Count;
}

export interface Count {
  readonly passed: number;
  readonly failed: number;
  readonly skipped: number;
}

export interface Outcome {
  readonly step: Step;
  readonly ok: boolean;
  readonly seconds: number;
  readonly output: string;
  readonly count: Count | null;
}
