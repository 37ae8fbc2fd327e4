import type { Submission } from '@bondledger/contract';
import { flipped } from '../../../contract/test/_kit/spoil.js';

type Spoil = (submission: Submission, other: Submission) => Submission;

const withBatch = (submission: Submission, over: Partial<Submission['batch']>): Submission => ({
  ...submission,
  batch: { ...submission.batch, ...over },
});

/** Changes the first instruction of a batch after it was signed. */
const withFirst = (
  submission: Submission,
  change: (parts: Submission['batch']['instructions'][number]) => object,
): Submission =>
  withBatch(submission, {
    instructions: submission.batch.instructions.map((parts, at) =>
      at === 0 ? { ...parts, ...change(parts) } : parts,
    ),
  });

/** Ways in which a signed batch comes to be wrong after it was signed. */
export const SPOILS: readonly [Spoil, ...Spoil[]] = [
  (submission) => withBatch(submission, { signature: flipped(submission.batch.signature, 5) }),
  (submission, other) => withBatch(submission, { header: other.batch.header }),
  (submission) => withBatch(submission, { header: '{' }),
  (submission) =>
    withBatch(submission, { header: submission.batch.header.replace(/"count":\d+/, '"count":9') }),
  (submission, other) => withBatch(submission, { instructions: other.batch.instructions }),
  (submission) => withBatch(submission, { instructions: [] }),
  (submission) => withFirst(submission, ({ core }) => ({ core: core.replace('SUBMIT', 'SETTLE') })),
  (submission) => withFirst(submission, ({ side }) => ({ side: side.replace('desk', 'DESK') })),
  (submission) => withFirst(submission, ({ coreSalt }) => ({ coreSalt: flipped(coreSalt) })),
  (submission) => ({
    ...submission,
    opening: { ...submission.opening, instructions: submission.opening.instructions.slice(1) },
  }),
  (submission) => ({
    ...submission,
    opening: {
      ...submission.opening,
      instructions: submission.opening.instructions.map((each) => ({
        ...each,
        trades: each.trades.map((trade) => ({ ...trade, coreKey: flipped(trade.coreKey) })),
      })),
    },
  }),
  (submission, other) => ({ ...submission, opening: other.opening }),
];
