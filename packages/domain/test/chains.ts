import fc from 'fast-check';
import type { ChainTrade } from '../src/index.js';

const id = (index: number): string => `20260921-${index.toString().padStart(26, '0')}`;

/** A trade of a chain as `1: A -100-> B`, its price 10,000 so that money equals face. */
export const trade = (text: string, changes: Partial<ChainTrade> = {}): ChainTrade => {
  const parts = /^(\d+): (\w+) -(\d+)-> (\w+)$/.exec(text);
  if (parts === null) throw new Error(`not a trade: ${text}`);
  const [, index = '', seller = '', face = '', buyer = ''] = parts;
  return {
    tradeId: id(Number.parseInt(index, 10)),
    isin: 'KR103502GE97',
    settlementDate: '2026-09-22',
    faceAmount: BigInt(face),
    settlementAmount: BigInt(face),
    settlementMethod: 'DVP',
    sellerAccount: `${seller}-1`,
    buyerAccount: `${buyer}-1`,
    sellerCash: seller,
    buyerCash: buyer,
    ...changes,
  };
};

/** Trades from lines such as `A -100-> B`, numbered from 1. */
export const trades = (...lines: readonly string[]): ChainTrade[] =>
  lines.map((line, index) => trade(`${index + 1}: ${line}`));

/** The numbers of the trades of chains. */
export const numbersOf = (chains: readonly (readonly ChainTrade[])[]): number[][] =>
  chains.map((chain) => chain.map(({ tradeId }) => Number.parseInt(tradeId.slice(9), 10)));

/** Free balances by holder, such as `{ A: 100n }`, the same in every ISIN. */
export const balances =
  (held: Readonly<Record<string, bigint>>) =>
  (account: string): bigint =>
    held[account.slice(0, account.indexOf('-'))] ?? 0n;

const NAMES = ['A', 'B', 'C', 'D', 'E', 'F', 'G', 'H'] as const;

/** Random days of up to 40 trades among a few accounts, in two ISINs and on two dates. */
export const days = (): fc.Arbitrary<ChainTrade[]> =>
  fc
    .array(
      fc.record({
        seller: fc.constantFrom(...NAMES),
        buyer: fc.constantFrom(...NAMES),
        face: fc.integer({ min: 1, max: 9 }),
        method: fc.constantFrom('DVP', 'DVP', 'FOP'),
        isin: fc.constantFrom('KR103502GE97', 'KR7005930003'),
        settlementDate: fc.constantFrom('2026-09-22', '2026-09-23'),
        price: fc.integer({ min: 1, max: 99 }),
      }),
      { maxLength: 40 },
    )
    .map((rows) =>
      rows.map(({ seller, buyer, face, method, isin, settlementDate, price }, index) =>
        trade(`${index}: ${seller} -${face}-> ${buyer}`, {
          isin,
          settlementDate,
          settlementMethod: method === 'FOP' ? 'FOP' : 'DVP',
          settlementAmount: BigInt(face * price),
        }),
      ),
    );

/** Random free balances of the same accounts. */
export const holders = (): fc.Arbitrary<Record<string, bigint>> =>
  fc.dictionary(fc.constantFrom(...NAMES), fc.bigInt({ min: 0n, max: 15n }));
