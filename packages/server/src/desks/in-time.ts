import { BondledgerError } from '@bondledger/domain';
import { CATCH_UP_MS } from '../limits.js';

/**
 * A way to the ledger that is silent is not waited for: whoever asked may come back.
 *
 * @throws BondledgerError LEDGER_DOWN
 */
export async function inTime<T>(asked: Promise<T>): Promise<T> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new BondledgerError({ code: 'LEDGER_DOWN' })), CATCH_UP_MS);
  });
  try {
    return await Promise.race([asked, late]);
  } finally {
    clearTimeout(timer);
  }
}
