import type { ErrorCode } from '@bondledger/domain';
import type { Submission } from '../../src/index.js';
import { batchOf, type Draft } from './batch.js';
import type { World } from './world.js';

/** A submission that one code refuses. */
export interface Attempt {
  readonly world: World;
  readonly submission: Submission;
  readonly skip?: readonly string[];
  /** Which instruction of the batch carries the code: the first one where it is left out. */
  readonly at?: number;
}

/** A row of the tables: the code, why, and how to come to it. */
export type Case = readonly [code: ErrorCode, why: string, make: () => Attempt];

/** One instruction of one institution. */
export const attempt = (world: World, code: string, ...drafts: readonly Draft[]): Attempt => ({
  world,
  submission: batchOf(code, drafts),
});
