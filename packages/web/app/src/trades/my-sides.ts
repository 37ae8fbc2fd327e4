import type { SideName, Step } from '@bondledger/domain';
import type { TradeRow } from '@bondledger/sdk/api';

/** The sides of a trade on which a step is the reader's to take now. */
export const mySides = ({ next }: TradeRow, step: Step): readonly SideName[] =>
  next.flatMap((each) =>
    each.step === step && each.mine && each.side !== undefined ? [each.side] : [],
  );
