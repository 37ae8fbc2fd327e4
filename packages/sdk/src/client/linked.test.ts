import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { BondledgerError, isinCheckDigit } from '@bondledger/domain';
import { Consortium, propSide } from '../../test/support/consortium.js';
import type { SendOutcome, Transport } from '../transport/transport.js';
import type { Action } from './action.js';
import { Institution } from './institution.js';
import type { BatchReport } from './step-result.js';

let consortium: Consortium;
beforeAll(async () => {
  consortium = await Consortium.open();
});
afterAll(() => consortium.close());

const UNKNOWN_ISIN = `KR9999999Z9${isinCheckDigit('KR9999999Z9')}`;

type Over = Parameters<Consortium['terms']>[0];

const submit = (over: Over = {}, linked = false): Action => ({
  step: 'SUBMIT',
  terms: consortium.terms(over),
  own: propSide('SELLER'),
  ...(linked ? { linked } : {}),
});
/** The contract refuses it, because there is no such issue. */
const refused = (linked = false): Action => submit({ isin: UNKNOWN_ISIN }, linked);
/** It cannot even be built: nobody shares a key with such an institution. */
const unbuildable = (linked = false): Action => submit({ buyer: 'NOBODY' }, linked);

async function take(
  actions: readonly Action[],
  batchSize?: number,
): Promise<{ readonly answers: readonly string[]; readonly batches: readonly number[] }> {
  const reports: BatchReport[] = [];
  const results = await consortium.of('SELLER').take(actions, {
    onBatch: (report) => reports.push(report),
    ...(batchSize === undefined ? {} : { batchSize }),
  });
  return {
    answers: results.map((result) => (result.status === 'REFUSED' ? result.code : 'ACCEPTED')),
    batches: reports.map(({ instructions }) => instructions).sort((a, b) => a - b),
  };
}

it('a trade with oneself is refused as one, though nobody shares a key with itself', async () => {
  expect((await take([submit({ buyer: 'SELLER' })])).answers).toEqual(['COUNTERPARTY_SAME']);
});

const height = async (): Promise<number> => (await consortium.ledger.head()).height;

describe('linked actions', () => {
  it('are accepted together', async () => {
    const { answers, batches } = await take([submit({}, true), submit({}, true), submit()]);
    expect(answers).toEqual(['ACCEPTED', 'ACCEPTED', 'ACCEPTED']);
    expect(batches).toEqual([3]);
  });

  it.each<[string, () => readonly Action[], readonly string[]]>([
    [
      'its last one',
      () => [submit({}, true), refused(), submit()],
      ['LINKED_FAILED', 'ISSUE_UNKNOWN', 'ACCEPTED'],
    ],
    [
      'its first one',
      () => [refused(true), submit({}, true), submit()],
      ['ISSUE_UNKNOWN', 'LINKED_FAILED', 'LINKED_FAILED'],
    ],
  ])('fall together where the ledger refuses %s', async (_, actions, expected) => {
    expect((await take(actions())).answers).toEqual(expected);
  });

  it('are not sent where one of them cannot be built', async () => {
    const before = await height();
    const alone = await take([submit({}, true), unbuildable(true), submit()]);
    expect(alone.answers).toEqual(['LINKED_FAILED', 'COUNTERPARTY_UNKNOWN', 'LINKED_FAILED']);
    expect(alone.batches).toEqual([]);
    expect(await height()).toBe(before);
    const beside = await take([submit(), unbuildable(true), submit(), submit()]);
    expect(beside.answers).toEqual([
      'ACCEPTED',
      'COUNTERPARTY_UNKNOWN',
      'LINKED_FAILED',
      'ACCEPTED',
    ]);
    expect(beside.batches).toEqual([2]);
  });

  it('stay in one batch where the group is larger than a batch was to be', async () => {
    const group = [submit({}, true), submit({}, true), submit({}, true), submit()];
    const { answers, batches } = await take([submit(), ...group, submit()], 2);
    expect(answers).toEqual(Array.from({ length: 6 }, () => 'ACCEPTED'));
    expect(batches).toEqual([1, 1, 4]);
  });

  it('are too many for any batch: then nothing is sent, not even what stands before', async () => {
    const before = await height();
    const group = Array.from({ length: 1_001 }, (_, at) => submit({}, at < 1_000));
    const taking = take([submit(), submit(), ...group], 1);
    await expect(taking).rejects.toMatchObject({ code: 'BATCH_TOO_LARGE' });
    expect(await height()).toBe(before);
  });
});

describe('a batch that fails', () => {
  /** A ledger of which one batch in order is lost, and that says how many are on their way. */
  function losing(lost: number): { readonly transport: Transport; readonly sent: number[] } {
    const { ledger } = consortium;
    const sent: number[] = [0, 0];
    const transport = new Proxy<Transport>(ledger, {
      get(target, name) {
        const member: unknown = Reflect.get(target, name, target);
        if (name !== 'send') {
          return typeof member === 'function' ? (member.bind(target) as unknown) : member;
        }
        return async (...args: Parameters<Transport['send']>): Promise<SendOutcome> => {
          const order = (sent[0] = (sent[0] ?? 0) + 1);
          if (order === lost) throw new BondledgerError({ code: 'QUEUE_FULL' });
          const outcome = await target.send(...args);
          sent[1] = (sent[1] ?? 0) + 1;
          return outcome;
        };
      },
    });
    return { transport, sent };
  }

  it('is told when nothing is on its way any more, and nothing more is sent', async () => {
    const { transport, sent } = losing(2);
    const signer = consortium.signerOf('SELLER');
    await using seller = await Institution.open({ transport, signer });
    const actions = Array.from({ length: 60 }, () => submit());
    const taking = seller.take(actions, { batchSize: 1 });
    await expect(taking).rejects.toMatchObject({ code: 'QUEUE_FULL' });
    const [begun = 0, ended = 0] = sent;
    expect(ended).toBe(begun - 1);
    expect(begun).toBeLessThan(60);
  });
});
