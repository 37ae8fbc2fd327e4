import type { Book } from '@bondledger/sdk';
import type { StepItem } from './step-item.js';

/** The trades that an item touches: two steps on one trade go one after the other. */
export function subjectsOf({ step, item }: StepItem, book: Book): readonly string[] {
  if (step === 'SUBMIT') {
    const { tradeDate, reference } = item.terms;
    return [`${tradeDate}|${reference}`];
  }
  if ('tradeIds' in item) return item.tradeIds;
  if ('tradeId' in item) return [item.tradeId];
  if ('chainId' in item) return [item.chainId, ...(book.chain(item.chainId)?.tradeIds ?? [])];
  const trades = book.payment(item.paymentNo)?.trades ?? [];
  return [item.paymentNo, ...trades.map(([tradeId]) => tradeId)];
}
