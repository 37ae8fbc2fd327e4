import { describe, expect, it } from 'vitest';
import { draftsOf, draftsOfTable, lotsOf, sumOfDrafts } from './lots.js';

const FACE = '5000000000';

describe('fund lots', () => {
  it('add up to the face amount, however the amounts are typed', () => {
    const drafts = draftsOfTable([
      ['nrf01', '30억', 'BO1'],
      ['NRF02', '2,000,000,000'],
    ]);
    expect(sumOfDrafts(drafts)).toBe(5_000_000_000n);
    expect(lotsOf(drafts, FACE)).toEqual([
      { fundCode: 'NRF01', faceAmount: '3000000000', orderNo: 'BO1' },
      { fundCode: 'NRF02', faceAmount: '2000000000' },
    ]);
  });

  it.each([
    ['too little', [['A', '10억']]],
    ['too much', [['A', '60억']]],
    ['no amount', [['A', 'much']]],
    ['nothing', [['A', '0']]],
    ['no fund', [['', '50억']]],
    ['a fund that is none', [['A-B', '50억']]],
    ['no lots', []],
  ])('are refused where there is %s', (_, table) => {
    expect(lotsOf(draftsOfTable(table), FACE)).toBeUndefined();
  });

  it('are taken from the allocation as they stand there', () => {
    const lots = [{ fundCode: 'A', faceAmount: FACE, orderNo: 'B1' }];
    expect(lotsOf(draftsOf(lots), FACE)).toEqual(lots);
  });

  it('are read from a table with its titles, and with amounts as a spreadsheet writes won', () => {
    const pasted = [
      ['펀드', '액면금액(원)'],
      ['A', '₩5,000,000,000'],
    ];
    expect(lotsOf(draftsOfTable(pasted), FACE)).toEqual([{ fundCode: 'A', faceAmount: FACE }]);
  });

  it('leave blank lines of a pasted table out', () => {
    expect(draftsOfTable([['', ''], ['A', '1'], ['']])).toHaveLength(1);
  });
});
