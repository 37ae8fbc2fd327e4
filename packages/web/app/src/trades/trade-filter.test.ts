import { expect, it } from 'vitest';
import { tradeFilter } from './trade-filter.js';

it('asks for one settlement date, plain amounts, and nothing that is empty', () => {
  expect(
    tradeFilter({
      settlementDateFrom: '2026-09-21',
      amountFrom: '120억',
      amountTo: '',
      isin: ' kr103502ge60 ',
      counterparty: '',
    }),
  ).toEqual({
    settlementDateFrom: '2026-09-21',
    settlementDateTo: '2026-09-21',
    amountFrom: '12000000000',
    isin: 'KR103502GE60',
  });
});
