import { BondledgerError, type Rejection } from '@bondledger/domain';
import type { Book, Institution } from '@bondledger/sdk';
import { CATCH_UP_MS } from '../limits.js';
import { ledgerFailure } from '../steps/outcome.js';
import { namedBy, tradesNamedBy, type StepItem } from '../steps/step-item.js';

/**
 * Refuses a request about a trade, chain or payment that is not there, or that the institution
 * cannot see, with the code that the step itself would be refused with. The state is not looked at:
 * it may be another when the request is approved.
 *
 * @throws BondledgerError TRADE_NOT_VISIBLE, CHAIN_UNKNOWN, PAYMENT_UNKNOWN, LEDGER_DOWN
 */
export async function requireSubjects(
  items: readonly StepItem[],
  institution: Pick<Institution, 'book' | 'caughtUp'>,
): Promise<void> {
  const { book } = institution;
  const missing = items.filter((item) => missingOf(item, book) !== undefined);
  if (missing.length === 0) return;
  // The book may be a block behind whoever told of the trade.
  await institution.caughtUp(AbortSignal.timeout(CATCH_UP_MS)).catch((error: unknown) => {
    throw ledgerFailure(error);
  });
  for (const item of missing) {
    const rejection = missingOf(item, book);
    if (rejection !== undefined) throw new BondledgerError(rejection);
  }
}

function missingOf(item: StepItem, book: Book): Rejection | undefined {
  const { chainId: chain, paymentNo: payment } = namedBy(item);
  const trade = tradesNamedBy(item).find((each) => book.trade(each) === undefined);
  if (trade !== undefined) return { code: 'TRADE_NOT_VISIBLE', params: { trade } };
  if (chain !== undefined && book.chain(chain) === undefined) {
    return { code: 'CHAIN_UNKNOWN', params: { chain } };
  }
  if (payment !== undefined && book.payment(payment) === undefined) {
    return { code: 'PAYMENT_UNKNOWN', params: { payment } };
  }
  return undefined;
}
