import { BondledgerError } from '@bondledger/domain';
import type { ReadModel } from '../read-model/read-model.js';

const building = (): Promise<never> =>
  Promise.reject(new BondledgerError({ code: 'READ_MODEL_BUILDING' }));

/** Where nothing is projected. */
export const NO_READ_MODEL: ReadModel = {
  trades: building,
  trade: building,
  rows: () => {
    throw new BondledgerError({ code: 'READ_MODEL_BUILDING' });
  },
  summary: building,
  progress: () => [],
  rebuild: building,
  onChange: () => undefined,
  [Symbol.asyncDispose]: () => Promise.resolve(),
};
