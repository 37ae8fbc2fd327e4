import { describe, expect, it } from 'vitest';
import { nodeCrypto, openBox, tradeKey } from '../../src/index.js';
import { attempt } from '../_kit/case.js';
import { market } from '../_kit/market.js';
import { withCore, withData, withOwn, withSide, withTerms } from '../_kit/spoil.js';
import { party, submit, termsOf, viewOf } from '../_kit/trade-drafts.js';
import { submitted } from '../_kit/journey.js';
import { CANARIES, leaveTraces, SELLER, TERMS } from './canaries.js';

const traces = leaveTraces();

/** Every way in which a text may stand in bytes. */
function formsOf(text: string): readonly Buffer[] {
  const plain = Buffer.from(text, 'utf8');
  const base64 = [0, 1, 2].map((shift) => {
    const shifted = Buffer.concat([Buffer.alloc(shift), plain]);
    // What does not depend on the bytes before and after.
    return Buffer.from(shifted.toString('base64').slice(shift === 0 ? 0 : 4, -4), 'latin1');
  });
  const long = base64.filter((form) => form.length >= 6);
  return [plain, Buffer.from(text, 'utf16le'), Buffer.from(plain.toString('hex')), ...long];
}

const found = (haystack: readonly Uint8Array[], text: string): boolean => {
  const forms = formsOf(text);
  return haystack.some((bytes) => forms.some((form) => Buffer.from(bytes).includes(form)));
};

describe('what the ledger keeps', () => {
  it.each(CANARIES)('does not hold %s', (canary) => {
    expect(found(traces.kept, canary)).toBe(false);
    const values = [...traces.world.state].filter(([key]) => !key.startsWith('registry/'));
    expect(
      found(
        values.map(([, value]) => value),
        canary,
      ),
    ).toBe(false);
    expect(
      found(
        values.map(([key]) => Buffer.from(key)),
        canary,
      ),
    ).toBe(false);
  });

  it('holds them all where they belong: the test looks for what is there', () => {
    const opened = traces.tradeIds.flatMap((tradeId) => {
      const { keys, record } = viewOf(traces.world, tradeId);
      return (['core', 'seller', 'buyer'] as const).flatMap((box) => {
        const key =
          box === 'core' ? keys.coreKey : box === 'seller' ? keys.sellerKey : keys.buyerKey;
        const place = `${tradeKey(tradeId)}|${box}`;
        return openBox(nodeCrypto, key, place, record[box]) ?? [];
      });
    });
    for (const canary of [
      'CANARY-REF',
      '"9417"',
      '카나리아',
      'CANARYLOT',
      'CANARYFUND',
      'operator',
    ]) {
      expect([canary, found(opened, canary)]).toEqual([canary, true]);
    }
  });

  it('is padded: boxes of very different content have few sizes', () => {
    const sizes = traces.tradeIds.map(
      (tradeId) => viewOf(traces.world, tradeId).record.core.length,
    );
    for (const size of sizes) expect((size - 28) % 256).toBe(0);
  });
});

describe('what the ledger says', () => {
  it.each(CANARIES)('does not say %s', (canary) => {
    expect(traces.said.some((text) => text.includes(canary))).toBe(false);
  });

  const SECRET = 'CANARY 9417 카나리아';
  const world = market();
  const draft = submit(world, termsOf(TERMS), SELLER);
  const tradeId = submitted(world);
  const rejecting = party(world, 'SEC2', 'REJECT', tradeId);
  const names = Object.keys(draft.core.data['terms'] ?? {});

  it.each([
    ...names.map(
      (name) => [`terms.${name}`, 'SEC1', withTerms(draft, { [name]: SECRET })] as const,
    ),
    ['step', 'SEC1', withCore(draft, { step: SECRET })],
    ['participant', 'SEC1', withCore(draft, { participant: SECRET })],
    ['tradeId', 'SEC1', withCore(draft, { tradeId: SECRET })],
    ['chainId', 'SEC1', withCore(draft, { chainId: SECRET })],
    ['issuedAt', 'SEC1', withCore(draft, { issuedAt: SECRET })],
    ['termsHash', 'SEC1', withCore(draft, { termsHash: SECRET })],
    ['onBehalfOf', 'SEC1', withCore(draft, { onBehalfOf: SECRET })],
    ['a member that is unknown', 'SEC1', withData(draft, { [SECRET]: 'x' })],
    ['account', 'SEC1', withOwn(draft, { account: SECRET })],
    [
      'fund',
      'SEC1',
      withOwn(draft, { fund: { assetManager: SECRET, code: SECRET, custodian: SECRET } }),
    ],
    ['operator', 'SEC1', withSide(draft, { operator: `${SECRET}\n` })],
    ['a lot', 'SEC1', withSide(draft, { lots: [{ faceAmount: 1n, fundCode: SECRET }] })],
    ['reason', 'SEC2', withData(rejecting, { reason: SECRET })],
    ['fields', 'SEC2', withData(rejecting, { fields: [SECRET] })],
  ] as const)('does not repeat a wrong %s', (_, code, spoilt) => {
    const { submission } = attempt(world, code, spoilt);
    const { batches } = world.simulate([submission]);
    expect(batches[0]?.outcomes[0]?.status).toBe('REFUSED');
    expect(JSON.stringify(batches[0]?.outcomes)).not.toMatch(/CANARY|9417|카나리아/);
  });
});
