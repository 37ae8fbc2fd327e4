import { KSD } from '@bondledger/domain';
import type { World } from './world.js';

/** A trade that can be settled by hand, as its parties have it in their books. */
export interface OneTrade {
  readonly reference: string;
  readonly seller: string;
  readonly buyer: string;
  /** With which the buyer confirms it. */
  readonly account: string;
}

/** Submits the day's first trade of two parties without funds whose securities are there. */
export async function submitOne({ consortium, day }: World): Promise<OneTrade> {
  const ksd = consortium.institution(KSD);
  for (const { terms, sellerSide, buyerSide } of day.tickets) {
    const isPlain = sellerSide.fund === undefined && buyerSide.fund === undefined;
    if (!isPlain || terms.settlementMethod !== 'DVP') continue;
    const [held] = await ksd.holdings([{ account: sellerSide.account, isin: terms.isin }]);
    if ((held?.balance ?? 0n) < terms.faceAmount) continue;
    const { reference, seller, buyer } = terms;
    await consortium.institution(seller).take([{ step: 'SUBMIT', terms, own: sellerSide }]);
    return { reference, seller, buyer, account: buyerSide.account };
  }
  throw new Error('no ticket of the day can be settled by itself');
}
