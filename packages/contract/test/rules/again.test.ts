import { describe, expect, it } from 'vitest';
import { nodeCrypto, openReceipts, parseBatchHeader, type Submission } from '../../src/index.js';
import { batchOf } from '../_kit/batch.js';
import { institutionOf } from '../_kit/institution.js';
import { TOMORROW } from '../_kit/genesis.js';
import { CHAIN, chained, FUNDS, reach, ready, submitted } from '../_kit/journey.js';
import { market, moveTo } from '../_kit/market.js';
import { registry, setDay } from '../_kit/registry-drafts.js';
import { settlement } from '../_kit/settlement-drafts.js';
import { withCore } from '../_kit/spoil.js';
import { party, propSide, stateOf, submit, termsOf } from '../_kit/trade-drafts.js';
import type { World } from '../_kit/world.js';

/** The receipts of a batch, as its sender opens them. */
function receiptsOf(world: World, { batch, opening }: Submission): unknown {
  const applied = world.transact([{ batch, opening }]);
  const root = parseBatchHeader(batch.header)?.root ?? '';
  const sealed = applied.batches[0]?.receipts ?? new Uint8Array(0);
  return openReceipts(nodeCrypto, opening.receiptKey, root, sealed);
}

const ACCEPTED = [{ status: 'ACCEPTED', revision: 1 }];

describe('what was accepted once is answered alike for ever', () => {
  const later: readonly (readonly [string, (world: World) => unknown])[] = [
    ['at once', () => undefined],
    [
      'when the trade has moved on',
      (world) => {
        const tradeId = [...world.parties.keys()].at(-1) ?? '';
        world.must('SEC2', party(world, 'SEC2', 'REJECT', tradeId));
      },
    ],
    ['when the batch has expired', (world) => moveTo(world, TOMORROW)],
    ['after the cut-off', (world) => moveTo(world, '2026-09-21', 'CUT_OFF')],
    [
      'when the sender is suspended',
      (world) => world.must('KSD', registry('SUSPEND_PARTICIPANT', { code: 'SEC1', reason: 'x' })),
    ],
    [
      'when its key is revoked',
      (world) => {
        const { keyId } = institutionOf('SEC1');
        world.must('KSD', registry('REVOKE_KEY', { keyId, reason: 'x' }));
      },
    ],
  ];

  it.each(later)('%s', (_, change) => {
    const world = market();
    const draft = submit(world, termsOf(), propSide('SEC1'));
    const batch = batchOf('SEC1', [draft], { validUntil: '2026-09-21' });
    expect(receiptsOf(world, batch)).toEqual(ACCEPTED);
    change(world);
    const before = world.hash();
    expect(receiptsOf(world, batch)).toEqual(ACCEPTED);
    expect(world.hash()).toBe(before);
  });

  it('in a new batch of the same instructions too', () => {
    const world = market();
    const draft = submit(world, termsOf(), propSide('SEC1'));
    world.must('SEC1', draft);
    const more = submit(world, termsOf(), propSide('SEC1'));
    const batch = batchOf('SEC1', [draft, more, draft]);
    const { batches, logged } = world.transact([batch]);
    const again = { status: 'ACCEPTED', revision: 1 };
    expect(batches[0]?.outcomes).toMatchObject([again, again, again]);
    // The log says of each leaf once that it was accepted: where that was new.
    expect(logged?.batches[0]?.accepted).toEqual(Uint8Array.of(0b0100_0000));
    expect(world.simulate([batch]).logged).toBeUndefined();
  });

  it('for a step of administration', () => {
    const world = market();
    const cutOff = setDay('2026-09-21', 'CUT_OFF');
    world.must('KSD', cutOff, setDay('2026-09-21', 'CLOSED'));
    const before = world.hash();
    expect(world.answer('KSD', cutOff)).toBe(1);
    expect(world.hash()).toBe(before);
  });

  it('for a step on a chain that has come apart since', () => {
    const world = market();
    const tradeIds = chained(world);
    moveTo(world, TOMORROW);
    const draft = settlement(world, 'RESTRICT', { chainId: CHAIN });
    world.must('KSD', draft);
    world.must('KSD', settlement(world, 'RELEASE', { chainId: CHAIN }));
    world.must('KSD', settlement(world, 'SPLIT', { chainId: CHAIN }));
    expect(world.answer('KSD', draft)).toBe(4);
    expect(stateOf(world, tradeIds[0] ?? '')).toBe('READY');
  });
});

describe('what was refused may be tried again', () => {
  it('and is taken when the reason is gone', () => {
    const world = market();
    const tradeId = ready(world);
    const batch = batchOf('KSD', [settlement(world, 'RESTRICT', { tradeId })]);
    expect(receiptsOf(world, batch)).toMatchObject([{ code: 'SETTLEMENT_DATE_NOT_REACHED' }]);
    moveTo(world, TOMORROW);
    expect(receiptsOf(world, batch)).toMatchObject([{ status: 'ACCEPTED' }]);
  });

  it('in a batch of which a part was accepted', () => {
    const world = market();
    const [taken, waiting] = [submitted(world), submitted(world)];
    const first = party(world, 'SEC2', 'CONFIRM', taken);
    const wrong = withCore(party(world, 'SEC2', 'CONFIRM', waiting), { termsHash: '0'.repeat(64) });
    const good = party(world, 'SEC2', 'CONFIRM', waiting);
    expect(world.send('SEC2', first, wrong)).toMatchObject([
      { revision: 2 },
      { code: 'TERMS_DIFFER' },
    ]);
    expect(world.send('SEC2', first, good)).toMatchObject([{ revision: 2 }, { revision: 2 }]);
  });
});

describe('receipts', () => {
  it('open with their own key and for their own batch alone', () => {
    const world = market();
    const batch = batchOf('SEC1', [submit(world, termsOf(), propSide('SEC1'))]);
    const root = parseBatchHeader(batch.batch.header)?.root ?? '';
    const sealed = world.transact([batch]).batches[0]?.receipts ?? expect.fail();
    const { receiptKey } = batch.opening;
    expect(openReceipts(nodeCrypto, receiptKey, root, sealed)).toEqual(ACCEPTED);
    expect(openReceipts(nodeCrypto, new Uint8Array(32), root, sealed)).toBeUndefined();
    expect(openReceipts(nodeCrypto, receiptKey, '0'.repeat(64), sealed)).toBeUndefined();
  });
});

describe('a payment number is used once', () => {
  const pay = (world: World, about: Parameters<typeof settlement>[2]): string => {
    world.must('KSD', settlement(world, 'RESTRICT', about));
    const request = settlement(world, 'REQUEST_PAYMENT', about);
    world.must('KSD', request);
    world.must('KSD', settlement(world, 'REVOKE_PAYMENT', about));
    world.must('BOK', settlement(world, 'CONFIRM_REVOKED', about));
    world.must('KSD', settlement(world, 'RELEASE', about));
    const { paymentNo } = request.core.data;
    return typeof paymentNo === 'string' ? paymentNo : '';
  };

  it('by a trade that was paid for alone, in a chain, and alone again', () => {
    const world = market();
    const tradeIds = [ready(world), ready(world, { terms: { seller: 'SEC2', buyer: 'INS1' } })];
    const [tradeId = ''] = tradeIds;
    moveTo(world, TOMORROW);
    const numbers = [pay(world, { tradeId }), pay(world, { tradeId })];
    world.must('KSD', settlement(world, 'MERGE', { chainId: CHAIN, tradeIds }));
    numbers.push(pay(world, { chainId: CHAIN }), pay(world, { chainId: CHAIN }));
    world.must('KSD', settlement(world, 'SPLIT', { chainId: CHAIN }));
    numbers.push(pay(world, { tradeId }));
    expect(new Set(numbers).size).toBe(5);
    expect(numbers.slice(2, 4)).toEqual([`${CHAIN}-1`, `${CHAIN}-2`]);
  });
});

describe('days', () => {
  it('what is READY and not failed rolls on, over a holiday that is declared late', () => {
    const world = market();
    const tradeId = reach(world, 'READY', FUNDS);
    world.must('KSD', registry('ADD_HOLIDAYS', { holidays: [TOMORROW] }));
    expect(() => moveTo(world, TOMORROW)).toThrow('BUSINESS_DATE_HOLIDAY');
    moveTo(world, '2026-09-23');
    expect(world.answer('KSD', settlement(world, 'RESTRICT', { tradeId }))).toBe(7);
  });

  it('trades of two settlement dates may be merged when both have rolled to today', () => {
    const world = market();
    const terms = { seller: 'SEC2', buyer: 'INS1', settlementDate: '2026-09-23' };
    const tradeIds = [ready(world), ready(world, { terms })];
    moveTo(world, '2026-09-23');
    expect(world.answer('KSD', settlement(world, 'MERGE', { chainId: CHAIN, tradeIds }))).toBe(3);
  });
});
