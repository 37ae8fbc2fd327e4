import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { decodeTradeRecord, nodeCrypto, openSide, tradeKey } from '@bondledger/contract';
import { BondledgerError, KSD } from '@bondledger/domain';
import type { ItemResult, StepReply, StepRequest } from '@bondledger/sdk/api';
import { stepHandlers } from '../src/steps/step-handlers.js';
import {
  called,
  person,
  smallConsortium,
  statusesOf,
  submitOf,
  type SmallConsortium,
} from './support/small-consortium.js';

let small: SmallConsortium;
beforeAll(async () => {
  small = await smallConsortium(60);
});
afterAll(() => small[Symbol.asyncDispose]());

const SELLER = 'HBSEC';
const take = (institution: string, body: StepRequest): Promise<StepReply> =>
  stepHandlers(small.work).takeSteps(called(person(institution, 'kim'), { body }));

async function taken(institution: string, body: StepRequest): Promise<readonly ItemResult[]> {
  const reply = await take(institution, body);
  if (reply.kind !== 'RESULTS') throw new Error(reply.kind);
  return reply.results;
}

describe('steps taken at once', () => {
  let submitted: readonly ItemResult[] = [];

  test('are answered in their order, each with its trade', async () => {
    const request = submitOf(small.day, SELLER);
    submitted = await taken(SELLER, request);
    expect(submitted.map(({ index }) => index)).toEqual(request.items.map((_, at) => at));
    expect(new Set(statusesOf(submitted))).toEqual(new Set(['ACCEPTED']));
    expect(
      submitted.every(({ tradeId, leaf, revision }) => tradeId && leaf && revision === 1),
    ).toBe(true);
  });

  test('are refused the second time, with the code and both sentences', async () => {
    const [again] = await taken(SELLER, submitOf(small.day, SELLER));
    expect(again).toMatchObject({ status: 'REFUSED', code: 'REFERENCE_DUPLICATE', index: 0 });
    expect(again?.sentence?.ko).not.toBe(again?.sentence?.en);
  });

  test('say the same of a trade of others as of none', async () => {
    const [mine] = submitted;
    const { seller, buyer } = small.day.tickets.find(({ terms }) => terms.seller === SELLER)
      ?.terms ?? { seller: '', buyer: '' };
    const outsider = ['SFINC', 'DHSEC', 'SJINS'].find((code) => code !== seller && code !== buyer);
    const ids = [mine?.tradeId ?? '', '20260921-00000000000000000000000000'];
    const answers = await taken(outsider ?? '', {
      step: 'WITHDRAW',
      items: ids.map((tradeId) => ({ tradeId })),
    });
    const [others, none] = answers.map(({ code, status, sentence, params, tradeId }) => ({
      code,
      status,
      params: params === undefined ? undefined : Object.keys(params),
      sentence: sentence?.en.replace(tradeId ?? '', 'ID'),
    }));
    expect(others).toMatchObject({ code: 'TRADE_NOT_VISIBLE' });
    expect(others).toEqual(none);
  });

  test('two on one trade go one after the other, and the second is told so', async () => {
    const tradeId = submitted[0]?.tradeId ?? '';
    const answers = await taken(SELLER, { step: 'WITHDRAW', items: [{ tradeId }, { tradeId }] });
    expect(statusesOf(answers)).toEqual(['ACCEPTED', 'STEP_NOT_ALLOWED']);
  });

  test('that are linked fall together, also in a request that is malformed in part', async () => {
    const [, first, second, third] = submitted.map(({ tradeId }) => tradeId ?? '');
    const answers = await taken(SELLER, {
      step: 'WITHDRAW',
      items: [
        { tradeId: first ?? '', linked: true },
        { tradeId: '20260921-00000000000000000000000000', linked: true },
        { tradeId: second ?? '' },
        { tradeId: third ?? '' },
      ],
    });
    expect(statusesOf(answers)).toEqual([
      'LINKED_FAILED',
      'TRADE_NOT_VISIBLE',
      'LINKED_FAILED',
      'ACCEPTED',
    ]);
  });

  test('name a trade no more than twice', async () => {
    const tradeId = submitted[1]?.tradeId ?? '';
    const items = Array.from({ length: 4 }, () => ({ tradeId }));
    const answers = await taken(SELLER, { step: 'DROP_CANCEL', items });
    expect(statusesOf(answers).slice(2)).toEqual([
      'TRADE_TWICE_IN_TRANSACTION',
      'TRADE_TWICE_IN_TRANSACTION',
    ]);
  });

  test('of the depository are refused to everybody else as a whole', async () => {
    const tradeId = submitted[1]?.tradeId ?? '';
    const refused = take(SELLER, { step: 'SETTLE', items: [{ tradeId }] });
    await expect(refused).rejects.toMatchObject({
      rejection: { code: 'INSTITUTION_NOT_ALLOWED', params: { only: KSD } },
    });
  });

  test('carry the name of who took them, in what the own side alone can read', async () => {
    const tradeId = submitted[1]?.tradeId ?? '';
    const institution = small.consortium.institution(SELLER);
    await institution.caughtUp();
    const keys = institution.book.trade(tradeId)?.keys.sellerKey ?? new Uint8Array();
    const [record] = (await small.consortium.transport.read([tradeKey(tradeId)])).values();
    const decoded = record && decodeTradeRecord(record);
    const side = decoded && openSide(nodeCrypto, keys, tradeId, 'seller', decoded.seller);
    expect(JSON.stringify(side?.evidence)).toContain('kim');
  });
});

describe('many who ask at the same time', () => {
  test('are signed together, and each gets its own answer', async () => {
    const seller = 'DHSEC';
    const { items } = submitOf(small.day, seller);
    const before = (await small.consortium.ledger.head()).height;
    const answers = await Promise.all(
      items.map((item) => taken(seller, { step: 'SUBMIT', items: [item] })),
    );
    expect(new Set(answers.map(([answer]) => answer?.status))).toEqual(new Set(['ACCEPTED']));
    expect(new Set(answers.map(([answer]) => answer?.tradeId)).size).toBe(items.length);
    const after = (await small.consortium.ledger.head()).height;
    expect(after - before).toBeLessThan(items.length / 2);
  });

  test('are refused as a whole where the queue is full, and nothing is sent', async () => {
    const seller = 'SFINC';
    const [item] = submitOf(small.day, seller).items;
    if (item === undefined) throw new Error('SFINC sells nothing');
    const requests = Array.from({ length: 6 }, (_, request): StepRequest => {
      const items = Array.from({ length: 1000 }, (__, at) => {
        const reference = `${request.toString()}-${at.toString()}`;
        return { ...item, terms: { ...item.terms, reference, settlementAmount: '1' } };
      });
      return { step: 'SUBMIT', items };
    });
    const replies = await Promise.allSettled(requests.map((request) => taken(seller, request)));
    const full = replies.filter(
      (reply) =>
        reply.status === 'rejected' &&
        reply.reason instanceof BondledgerError &&
        reply.reason.code === 'QUEUE_FULL',
    );
    expect(full).toHaveLength(1);
    const answers = replies.flatMap((reply) => (reply.status === 'fulfilled' ? reply.value : []));
    expect(answers).toHaveLength(5000);
    expect(new Set(statusesOf(answers))).toEqual(new Set(['SETTLEMENT_AMOUNT_WRONG']));
  });
});

describe('a request with good and bad items', () => {
  type Kind = 'good' | 'isin' | 'amount' | 'date' | 'account' | 'known' | 'again';
  const CODES: Readonly<Record<Kind, string>> = {
    good: 'ACCEPTED',
    isin: 'ISIN_INVALID',
    amount: 'SETTLEMENT_AMOUNT_WRONG',
    date: 'DATE_INVALID',
    account: 'ACCOUNT_NOT_OF_HOLDER',
    known: 'REFERENCE_DUPLICATE',
    again: 'REFERENCE_DUPLICATE',
  };
  const kinds = fc.array(fc.constantFrom(...(Object.keys(CODES) as Kind[])), {
    minLength: 1,
    maxLength: 20,
  });
  const seed = Date.now() % 1_000_000;
  let count = 0;

  test('answers each by itself, and takes the good ones alone', async () => {
    console.log(`mixed requests: seed ${seed}`);
    const seller = 'SFINC';
    const [item] = submitOf(small.day, seller).items;
    if (item === undefined) throw new Error(`${seller} sells nothing`);
    const { book } = small.consortium.institution(seller);
    const named = (reference: string): typeof item => ({
      ...item,
      terms: { ...item.terms, reference },
    });
    const [known] = await taken(seller, { step: 'SUBMIT', items: [named('KNOWN')] });
    expect(known?.status).toBe('ACCEPTED');
    const made = (kind: Kind, fresh: string): typeof item => {
      const { terms, own } = named(kind === 'known' ? 'KNOWN' : fresh);
      if (kind === 'isin') return { own, terms: { ...terms, isin: 'KR103502GE90' } };
      if (kind === 'amount') return { own, terms: { ...terms, settlementAmount: '1' } };
      if (kind === 'date') return { own, terms: { ...terms, settlementDate: '2026-02-30' } };
      if (kind === 'account') return { terms, own: { ...own, account: 'HBSEC-0001' } };
      return { terms, own };
    };
    await fc.assert(
      fc.asyncProperty(kinds, async (wanted) => {
        const before = new Set([...book.trades()].map(({ tradeId }) => tradeId));
        const round = `M-${(count += 1).toString()}`;
        // What is sent again has the reference of a good one, which stands first.
        const items = [
          named(round),
          ...wanted.map((kind, at) =>
            made(kind, kind === 'again' ? round : `${round}-${at.toString()}`),
          ),
        ];
        const results = await taken(seller, { step: 'SUBMIT', items });
        expect(statusesOf(results)).toEqual(['ACCEPTED', ...wanted.map((kind) => CODES[kind])]);
        await small.consortium.institution(seller).caughtUp();
        const fresh = [...book.trades()].filter(({ tradeId }) => !before.has(tradeId));
        expect(fresh.map(({ tradeId }) => tradeId).sort()).toEqual(
          results
            .flatMap(({ status, tradeId }) =>
              status === 'ACCEPTED' && tradeId !== undefined ? [tradeId] : [],
            )
            .sort(),
        );
      }),
      { seed, numRuns: 25 },
    );
  });
});
