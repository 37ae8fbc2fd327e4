import type { InstrumentType, SideWire } from '@bondledger/domain';
import type { Ticket } from '../../src/tickets/ticket.js';

export const TRADE_DATE = '2026-09-21';

const PROP = (party: string): SideWire => ({ account: `${party}-P-01`, capacity: 'PROP' });
const FUND: SideWire = {
  account: 'CWBK-T-NRAMC-01',
  capacity: 'TRUST',
  fund: { assetManager: 'NRAMC', code: 'NRF01', custodian: 'CWBK' },
};
const ISINS = ['KR103502GE63', 'KR103503GG37'] as const;
const TYPE: InstrumentType = 'KTB';

/** A trade of HBSEC: every third one sold to a fund of NRAMC, the others to DHSEC. */
export function ticketOf(
  n: number,
  seller = 'HBSEC',
  buyer = n % 3 === 0 ? 'NRAMC' : 'DHSEC',
): Ticket {
  const faceAmount = BigInt(1 + (n % 7)) * 1_000_000_000n;
  const toFund = buyer === 'NRAMC';
  return {
    terms: {
      buyer,
      buyerKeeper: buyer,
      faceAmount,
      instrumentType: TYPE,
      isin: ISINS[n % 2] ?? ISINS[0],
      reference: `${seller}-20260921-${n.toString().padStart(5, '0')}`,
      seller,
      sellerKeeper: seller,
      settlementAmount: (faceAmount / 10_000n) * 9_987n,
      settlementDate: '2026-09-22',
      settlementMethod: 'DVP',
      tradeDate: TRADE_DATE,
      unitPrice: 9_987n,
      ...(n % 2 === 0 ? { yield: '3.125' } : {}),
    },
    sellerSide: PROP(seller),
    buyerSide: toFund ? FUND : PROP(buyer),
    ...(toFund
      ? {
          buyerLots: [
            { faceAmount: (faceAmount - 400_000_000n).toString(), fundCode: 'NRF01' },
            { faceAmount: '400000000', fundCode: 'NRF02', orderNo: 'BO-1' },
          ],
        }
      : {}),
  };
}

export const ticketsOf = (count: number): Ticket[] =>
  Array.from({ length: count }, (_, n) => ticketOf(n + 1));
