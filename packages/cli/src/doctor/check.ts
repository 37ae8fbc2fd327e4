/** What a check found. A warning is no failure: things work, but not as they should. */
export interface Finding {
  readonly check: CheckName;
  readonly status: 'ok' | 'warning' | 'failed';
  /** What was found, in the language of the call. */
  readonly found: string;
  /** What to do; only where something is to be done. */
  readonly remedy?: string;
}

export const CHECK_NAMES = [
  'node',
  'packages',
  'place',
  'space',
  'flush',
  'clock',
  'data',
] as const;

export type CheckName = (typeof CHECK_NAMES)[number];
