import { describe, expect, it } from 'vitest';
import { isChainId, isPaymentNo, isTradeId } from './identifier.js';

describe('identifiers', () => {
  const hash = '0123456789ABCDEFGHJKMNPQRS';
  const short = 'ABCDEFGHJKMNP';

  it('are told apart by their forms', () => {
    const forms = [`20260921-${hash}`, `20260921-C${short}`, `20260921-C${short}-12`];
    expect(forms.map(isTradeId)).toEqual([true, false, false]);
    expect(forms.map(isChainId)).toEqual([false, true, false]);
    expect(forms.map(isPaymentNo)).toEqual([false, false, true]);
    expect(isPaymentNo(`20260921-${short}-1`)).toBe(true);
  });

  it.each(['I', 'L', 'O', 'U', 'a', '-'])('have no %s in their base-32 part', (letter) => {
    expect(isTradeId(`20260921-${letter}${hash.slice(1)}`)).toBe(false);
    expect(isChainId(`20260921-C${letter}${short.slice(1)}`)).toBe(false);
  });

  it.each(['0', '01', '12345', '', 'x'])('have no attempt %j', (attempt) => {
    expect(isPaymentNo(`20260921-${short}-${attempt}`)).toBe(false);
  });
});
