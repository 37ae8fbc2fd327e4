import type { z } from 'zod';
import type { ErrorCode } from '@bondledger/domain';
import type { Problem } from './schema/common.js';

/** A problem that the server answered. */
export class ApiError extends Error {
  override readonly name = 'ApiError';
  readonly problem: z.output<typeof Problem>;

  constructor(problem: z.output<typeof Problem>) {
    super(`${problem.code}: ${problem.sentence.en}`);
    this.problem = problem;
  }

  get code(): ErrorCode {
    return this.problem.code;
  }

  get status(): number {
    return this.problem.status;
  }
}
