import { BondledgerError } from '@bondledger/domain';
import type { ReadModel } from '../../src/index.js';

const WAITED_FOR: ReadonlySet<string> = new Set([
  'READ_MODEL_BUILDING',
  'HEIGHT_NOT_REACHED',
  'DATABASE_DOWN',
]);

/** Asks until the read model has come to a height, however long a slow machine takes. */
export async function caughtUp(
  model: ReadModel,
  institution: string,
  atLeastHeight: number,
): Promise<void> {
  for (;;) {
    try {
      await model.ready(institution, atLeastHeight);
      return;
    } catch (error) {
      if (!(error instanceof BondledgerError) || !WAITED_FOR.has(error.code)) throw error;
      await new Promise((resolve) => setTimeout(resolve, 20));
    }
  }
}
