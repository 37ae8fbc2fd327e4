import { BondledgerError } from '@bondledger/domain';
import { WORKBOOKS_AT_WORK, WORKBOOKS_WAITING } from '../limits.js';

let atWork = 0;
const waiting: (() => void)[] = [];

/**
 * Does what takes a workbook's memory: a few at a time in this process, some more wait.
 *
 * @throws BondledgerError QUEUE_FULL where too many wait, and what the work throws
 */
export async function inTurn<T>(work: () => Promise<T>): Promise<T> {
  if (atWork < WORKBOOKS_AT_WORK) atWork += 1;
  else {
    if (waiting.length >= WORKBOOKS_WAITING) {
      throw new BondledgerError({ code: 'QUEUE_FULL', params: { queue: 'workbooks' } });
    }
    await new Promise<void>((go) => waiting.push(go));
  }
  try {
    return await work();
  } finally {
    // The turn is handed on, so the number at work stays.
    const next = waiting.shift();
    if (next === undefined) atWork -= 1;
    else next();
  }
}
