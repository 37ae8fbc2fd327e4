/** 0 done; 1 a check or a step failed; 2 wrong usage. */
export type ExitCode = 0 | 1 | 2;

export const DONE: ExitCode = 0;
export const FAILED: ExitCode = 1;
export const WRONG_USAGE: ExitCode = 2;
