import fc from 'fast-check';
import { beforeAll, describe, expect, it } from 'vitest';
import {
  apply,
  decodeAnswer,
  genesisWrites,
  keysOf,
  leavesOf,
  nodeCrypto,
  prepare,
  type Applied,
  type Submission,
  type Transaction,
} from '@bondledger/contract';
import { BondledgerError } from '@bondledger/domain';
import { SampleMarket } from '@bondledger/ledger/testkit';
import { encodeAnswer } from '../wire/answer.js';
import type { Refusal } from '../wire/refusal.js';
import { bringTransaction } from './bring-transaction.js';
import type { CallOutcome } from './submitter.js';

const POSITION = { height: 1, transactionIndex: 0 };
const mspOf = { KSD: 'KsdMSP', BOK: 'BokMSP', SELLER: 'SellerMSP' };
const market = new SampleMarket();
const environment = { crypto: nodeCrypto, ledgerId: market.ledgerId };
const state = new Map(
  genesisWrites(nodeCrypto, market.genesis).map(({ key, value }) => [key, value] as const),
);

const together = (...submissions: readonly Submission[]): Transaction => ({
  submissions,
  skip: [],
});

/** What the contract comes to, on the state of the market's beginning. */
function appliedTo(transaction: Transaction): Applied {
  const prepared = prepare(transaction, environment);
  const read = keysOf(prepared).flatMap((key) => {
    const value = state.get(key);
    return value === undefined ? [] : [[key, value] as const];
  });
  return apply(prepared, new Map(read), environment);
}

const recorded = (transaction: Transaction): Uint8Array =>
  encodeAnswer(nodeCrypto, transaction, appliedTo(transaction));

/** Brings it to endorsers who give these answers, one after the other; who was asked. */
function brought(transaction: Transaction, ...answers: readonly (Uint8Array | Refusal)[]) {
  const asked: string[] = [];
  const left = [...answers];
  const bring = async (_: unknown, coEndorser: string): Promise<CallOutcome> => {
    asked.push(coEndorser);
    const answer = left.shift() ?? expect.fail('nobody else was to be asked');
    if (!(answer instanceof Uint8Array)) return { kind: 'refused', refusal: answer };
    const answered = decodeAnswer(answer);
    if (answered !== undefined) return { kind: 'answered', answered, position: POSITION };
    // The submitter refuses what is no answer at all.
    throw new BondledgerError({ code: 'ENDORSEMENT_FAILED' });
  };
  const options = {
    crypto: nodeCrypto,
    submitter: { bring },
    read: (key: string) => state.get(key),
    mspOf,
  };
  const leaves = leavesOf(prepare(transaction, environment));
  return { asked, outcome: bringTransaction(options, transaction, leaves) };
}

const FAILED = { code: 'ENDORSEMENT_FAILED' };

describe('what endorsers answer', () => {
  let issue: Submission;
  let sale: Submission;
  let forged: Submission;
  beforeAll(async () => {
    [issue, forged] = [await market.issue(), await market.forged()];
    sale = (await market.submit(1)).submission;
  });

  it('is what the contract came to', async () => {
    const transaction = together(issue, forged);
    const { outcome } = brought(transaction, recorded(transaction));
    const { batches } = appliedTo(transaction);
    expect(await outcome).toEqual({ position: POSITION, batches, guardRefused: [] });
  });

  it('cannot be changed in a byte and still mean something else', async () => {
    const transaction = together(issue, forged);
    const honest = recorded(transaction);
    const { batches } = appliedTo(transaction);
    const change = fc.record({
      at: fc.nat(honest.length - 1),
      by: fc.integer({ min: 1, max: 255 }),
    });
    await fc.assert(
      fc.asyncProperty(change, async ({ at, by }) => {
        const altered = Uint8Array.from(honest);
        altered[at] = (altered[at] ?? 0) ^ by;
        const { outcome } = brought(transaction, altered);
        const seen = await outcome.catch((error: unknown) => error);
        if (seen instanceof Error) expect(seen).toMatchObject(FAILED);
        else expect(seen).toMatchObject({ batches });
      }),
      { numRuns: 300 },
    );
  });

  it.each<[string, () => readonly [Transaction, Uint8Array]]>([
    ['the answer to another batch', () => [together(issue), recorded(together(forged))]],
    ['one answer too few', () => [together(issue, forged), recorded(together(issue))]],
    ['one answer too many', () => [together(issue), recorded(together(issue, forged))]],
    [
      'the answers in another order',
      () => [together(issue, forged), recorded(together(forged, issue))],
    ],
  ])('is refused where it is %s', async (_, make) => {
    const [transaction, answer] = make();
    await expect(brought(transaction, answer).outcome).rejects.toMatchObject(FAILED);
  });

  it('is asked of each pair apart, of its own batches', async () => {
    const transaction = together(issue, sale, forged);
    const answers = [together(issue), together(sale), together(forged)].map(recorded);
    const { asked, outcome } = brought(transaction, ...answers);
    const { batches } = await outcome;
    expect(asked).toEqual(['BOK', 'SELLER', 'BOK']);
    expect(batches.map(({ outcomes }) => outcomes.length)).toEqual([1, 1, 1]);
  });

  it('may refuse leaves of this transaction, and no others', async () => {
    const transaction = together(issue);
    const [[leaf = ''] = []] = leavesOf(prepare(transaction, environment));
    const foreign = 'ab'.repeat(32);
    const refusal = (...leaves: readonly string[]): Refusal => ({ code: 'GUARD_REFUSED', leaves });
    const { outcome } = brought(transaction, refusal(foreign, leaf));
    expect(await outcome).toMatchObject({ guardRefused: [leaf], position: undefined });
    await expect(brought(transaction, refusal(foreign)).outcome).rejects.toMatchObject(FAILED);
    const skipping = { ...transaction, skip: [leaf] };
    await expect(brought(skipping, refusal(leaf)).outcome).rejects.toMatchObject(FAILED);
  });

  it.each(['NOT_STARTED', 'CALL_INVALID', 'CHAINCODE_FAILED', 'ENDORSER_WRONG'] as const)(
    'is named where it is %s',
    async (code) => {
      const { outcome } = brought(together(issue), { code, leaves: [] });
      const params = { endorsers: 'KSD, BOK', detail: code };
      await expect(outcome).rejects.toMatchObject({ ...FAILED, params });
    },
  );
});
