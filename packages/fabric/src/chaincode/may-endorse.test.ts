import { expect, it } from 'vitest';
import { mayEndorse } from './may-endorse.js';

it.each([
  ['trade/20260921-4C0R1VM8T5XQWJ2Z7K9P3NDHAB', true],
  [`holding/${'a'.repeat(64)}`, false],
  ['chain/1', false],
  ['payment/1', false],
  ['registry/day', false],
  ['registry/participant/HBSEC', false],
])('whoever is neither KSD nor BOK endorses a write of %s: %s', (key, may) => {
  const trade = { key: 'trade/1', value: new Uint8Array(1) };
  const writes = [trade, { key, value: new Uint8Array(1) }];
  expect(mayEndorse('HBSEC', writes)).toBe(may);
  expect([mayEndorse('KSD', writes), mayEndorse('BOK', writes)]).toEqual([true, true]);
});
