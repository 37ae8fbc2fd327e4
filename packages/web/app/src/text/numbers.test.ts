import { expect, it } from 'vitest';
import { withNumbers } from './numbers.js';

it('counts in English: one is one, everything else is many', () => {
  expect(withNumbers('Merge 1 trade[s] into 12 chain[s]')).toBe('Merge 1 trade into 12 chains');
  expect(withNumbers('1,001 late trade[s], 0 entr[y], 1 part[y]')).toBe(
    '1,001 late trades, 0 entries, 1 party',
  );
  expect(withNumbers('1,234 of them, 1 new row[s]')).toBe('1,234 of them, 1 new row');
});
