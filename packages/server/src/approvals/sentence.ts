import { STEP_RULES } from '@bondledger/domain';
import type { Book } from '@bondledger/sdk';
import type { BilingualText, StepRequest } from '@bondledger/sdk/api';
import { itemsOf, type StepItem } from '../steps/step-item.js';

/** The trades of an item, as far as they can be seen. */
function tradesOf({ item }: StepItem, book: Book): readonly string[] {
  if ('tradeIds' in item) return item.tradeIds;
  if ('tradeId' in item) return [item.tradeId];
  if ('chainId' in item) return book.chain(item.chainId)?.tradeIds ?? [];
  if ('paymentNo' in item) return (book.payment(item.paymentNo)?.trades ?? []).map(([id]) => id);
  return [];
}

const won = (amount: bigint): string => amount.toString().replace(/\B(?=(\d{3})+$)/g, ',');

/** What approving a request will do: how many trades, and for how much. */
export function sentenceOfRequest(request: StepRequest, book: Book): BilingualText {
  const { korean, english } = STEP_RULES[request.step];
  const trades = new Set(itemsOf(request).flatMap((item) => tradesOf(item, book)));
  let amount = 0n;
  for (const tradeId of trades) {
    amount += BigInt(book.trade(tradeId)?.core.terms.settlementAmount ?? 0);
  }
  const count = won(BigInt(trades.size));
  return {
    ko: `${korean}: 매매 ${count}건, 결제금액 합계 ${won(amount)}원`,
    en: `${english}: trades ${count}, settlement amounts KRW ${won(amount)} in all`,
  };
}
