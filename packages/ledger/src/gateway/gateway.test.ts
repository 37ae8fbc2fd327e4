import { generateKeyPairSync } from 'node:crypto';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { nodeCrypto, type Submission, type Transaction, readDelivery } from '@bondledger/contract';
import { BondledgerError } from '@bondledger/domain';
import { puts, type Put } from '../../test/key-value-rules.js';
import { refusal } from '../../test/world.js';
import { GATEWAY_BATCHES_MAX } from '../limits.js';
import type { Capabilities, TransactionOutcome } from '../port/ledger.js';
import { createGateway, type GatewayLedger, type GatewayOptions } from './create-gateway.js';
import type { Gateway } from './gateway.js';

const { privateKey, publicKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
const spki = publicKey.export({ format: 'der', type: 'spki' });

/** A ledger whose transactions end when the test says so. */
class SlowLedger {
  readonly transactions: Transaction[] = [];
  readonly pending: (() => void)[] = [];
  /** Makes a transaction fail, or the guard refuse leaves. */
  answer: (transaction: Transaction) => Error | readonly string[] = () => [];
  readonly gateway: Gateway;

  constructor(capabilities: Partial<Capabilities> = {}, options: Partial<GatewayOptions> = {}) {
    const ledger = {
      ledgerId: 'a'.repeat(64),
      capabilities: {
        transactionsInFlight: 1,
        batchesPerTransaction: 100,
        instructionsPerTransaction: 1_000,
        ...capabilities,
      },
      read: () => Promise.resolve(new Map()),
      submit: (transaction: Transaction) => this.#submit(transaction),
    } satisfies GatewayLedger;
    this.gateway = createGateway(ledger, { nodeKey: privateKey, ...options });
  }

  get names(): readonly string[] {
    return this.transactions.map(({ submissions }) => submissions.map(nameOf).join());
  }

  async quiet(): Promise<void> {
    for (let turn = 0; turn < 4; turn += 1) await new Promise((resolve) => setImmediate(resolve));
  }

  async finishAll(): Promise<void> {
    await this.quiet();
    while (this.pending.length > 0) {
      this.pending.shift()?.();
      await this.quiet();
    }
  }

  #submit(transaction: Transaction): Promise<TransactionOutcome> {
    const height = this.transactions.push(transaction);
    return new Promise((resolve, reject) => {
      this.pending.push(() => {
        const answer = this.answer(transaction);
        if (answer instanceof Error) {
          reject(answer);
          return;
        }
        const batches = transaction.submissions.map((submission) => ({
          outcomes: [{ leaf: nameOf(submission), status: 'ACCEPTED' as const, revision: 1 }],
          receipts: new Uint8Array(0),
        }));
        const position = answer.length > 0 ? undefined : { height, transactionIndex: 0 };
        resolve({ position, batches: answer.length > 0 ? [] : batches, guardRefused: answer });
      });
    });
  }
}

const nameOf = ({ batch }: Submission): string =>
  batch.instructions.map(({ core }) => (JSON.parse(core) as Put).key).join('+');

/** A batch that may write these trades. */
function batch(name: string, ...trades: readonly string[]): Submission {
  const submission = puts({ key: name, value: '' });
  const openings = trades.map((tradeId) => ({ tradeId, coreKey: new Uint8Array(32) }));
  return {
    ...submission,
    opening: { ...submission.opening, instructions: [{ trades: openings }] },
  };
}

describe('the gateway', { timeout: 60_000 }, () => {
  it('hands the first batch over at once and lets the others go together', async () => {
    const ledger = new SlowLedger();
    const first = ledger.gateway.send(batch('a'));
    await ledger.quiet();
    const others = ['b', 'c', 'd'].map((name) => ledger.gateway.send(batch(name)));
    expect(ledger.names).toEqual(['a']);
    await ledger.finishAll();
    expect(ledger.names).toEqual(['a', 'b,c,d']);
    const sent = await Promise.all([first, ...others]);
    expect(
      sent.map(({ outcome, position }) => [outcome.outcomes[0]?.leaf, position?.height]),
    ).toEqual([
      ['a', 1],
      ['b', 2],
      ['c', 2],
      ['d', 2],
    ]);
  });

  it('takes nothing that has not the shape of a submission', async () => {
    const ledger = new SlowLedger();
    const { batch: good, opening } = batch('a');
    const wrong: readonly unknown[] = [
      undefined,
      {},
      { batch: good },
      { batch: good, opening: {} },
      { batch: good, opening: { ...opening, instructions: [undefined] } },
    ];
    for (const each of wrong) {
      const refused = await refusal(ledger.gateway.send(each as Submission));
      expect(refused.code).toBe('BATCH_MALFORMED');
    }
    expect(ledger.gateway.queued).toBe(0);
    expect(ledger.transactions).toEqual([]);
  });

  it('fills a transaction up to what the ledger takes, and no further', async () => {
    const ledger = new SlowLedger({ instructionsPerTransaction: 3 });
    const wide = (name: string, count: number): Submission =>
      puts(
        ...Array.from({ length: count }, (_, at) => ({
          key: `${name}${at.toString()}`,
          value: '',
        })),
      );
    const sends = [wide('a', 2), wide('b', 1), wide('c', 5), wide('d', 3)].map((submission) =>
      ledger.gateway.send(submission),
    );
    await ledger.finishAll();
    await Promise.all(sends);
    expect(ledger.names).toEqual(['a0+a1,b0', 'c0+c1+c2+c3+c4', 'd0+d1+d2']);
  });

  it('never brings batches together that share a trade, and keeps their order', async () => {
    const ledger = new SlowLedger({ transactionsInFlight: 3 });
    const sends = [
      batch('first', 'T1', 'T2'),
      batch('second', 'T2', 'T3'),
      batch('third', 'T3'),
      batch('free', 'T9'),
    ].map((submission) => ledger.gateway.send(submission));
    await ledger.quiet();
    expect(ledger.names).toEqual(['first,free']);
    await ledger.finishAll();
    await Promise.all(sends);
    expect(ledger.names).toEqual(['first,free', 'second', 'third']);
  });

  it('never mixes lanes', async () => {
    const ledger = new SlowLedger({}, { laneOf: (submission) => nameOf(submission).slice(0, 1) });
    const sends = ['a1', 'b1', 'a2', 'b2'].map((name) => ledger.gateway.send(batch(name)));
    await ledger.finishAll();
    await Promise.all(sends);
    expect(ledger.names).toEqual(['a1,a2', 'b1,b2']);
  });

  it('lets a lane that does not get on wait by itself', async () => {
    const ledger = new SlowLedger(
      { transactionsInFlight: 4, transactionsInLane: 1 },
      { laneOf: (submission) => nameOf(submission).slice(0, 1) },
    );
    const names = ['a1', 'b1', 'a2', 'b2', 'c1', 'a3'];
    const sends = names.map((name) => ledger.gateway.send(batch(name)));
    await ledger.quiet();
    expect(ledger.names).toEqual(['a1,a2,a3', 'b1,b2', 'c1']);
    const more = ['a4', 'b3', 'b4'].map((name) => ledger.gateway.send(batch(name)));
    await ledger.quiet();
    expect(ledger.names).toHaveLength(3);
    ledger.pending[1]?.();
    await ledger.quiet();
    expect(ledger.names.slice(3)).toEqual(['b3,b4']);
    await ledger.finishAll();
    await Promise.all([...sends, ...more]);
    expect(ledger.names.slice(4)).toEqual(['a4']);
  });

  it('fills the transactions of a lane only as far as the lane takes them', async () => {
    const ledger = new SlowLedger(
      { instructionsInLane: { b: 2 } },
      { laneOf: (submission) => nameOf(submission).slice(0, 1) },
    );
    const names = ['a1', 'a2', 'a3', 'b1', 'b2', 'b3'];
    const sends = names.map((name) => ledger.gateway.send(batch(name)));
    await ledger.finishAll();
    await Promise.all(sends);
    expect(ledger.names).toEqual(['a1,a2,a3', 'b1,b2', 'b3']);
  });

  it('proposes again without the leaves that the guard refuses', async () => {
    const ledger = new SlowLedger();
    ledger.answer = ({ skip }) => ['x', 'y'].slice(skip.length, skip.length + 1);
    const sent = ledger.gateway.send(batch('a'));
    await ledger.finishAll();
    expect((await sent).position?.height).toBe(3);
    expect(ledger.transactions.map(({ skip }) => skip)).toEqual([[], ['x'], ['x', 'y']]);
  });

  it('finds the batch on which a transaction fails, and saves the others', async () => {
    const ledger = new SlowLedger();
    ledger.answer = ({ submissions }) =>
      submissions.some((each) => nameOf(each) === 'bad') ? new Error('the rules failed') : [];
    const names = ['a', 'b', 'bad', 'c', 'd'];
    const sends = names.map((name) => ledger.gateway.send(batch(name)));
    const settled = Promise.allSettled(sends);
    await ledger.finishAll();
    expect((await settled).map(({ status }) => status)).toEqual([
      'fulfilled',
      'fulfilled',
      'rejected',
      'fulfilled',
      'fulfilled',
    ]);
  });

  it('does not search for a culprit where the ledger itself has failed', async () => {
    const ledger = new SlowLedger();
    ledger.answer = () => new BondledgerError({ code: 'DISK_FAILED' });
    const sends = ['a', 'b', 'c'].map((name) => refusal(ledger.gateway.send(batch(name))));
    await ledger.finishAll();
    for (const refused of await Promise.all(sends)) expect(refused.code).toBe('DISK_FAILED');
    expect(ledger.transactions).toHaveLength(1);
  });

  it('takes a batch back that waits, and waits for the truth of one that does not', async () => {
    const ledger = new SlowLedger();
    const control = new AbortController();
    const onItsWay = ledger.gateway.send(batch('a'), control.signal);
    await ledger.quiet();
    const waits = refusal(ledger.gateway.send(batch('b'), control.signal));
    control.abort();
    expect((await waits).code).toBe('REQUEST_ABORTED');
    expect(ledger.gateway.queued).toBe(0);
    await ledger.finishAll();
    expect((await onItsWay).position?.height).toBe(1);
    const late = refusal(ledger.gateway.send(batch('c'), control.signal));
    expect((await late).code).toBe('REQUEST_ABORTED');
    expect(ledger.names).toEqual(['a']);
  });

  it('is bounded, and says so', async () => {
    const ledger = new SlowLedger();
    const one = batch('a');
    const sends = Array.from({ length: GATEWAY_BATCHES_MAX }, () => ledger.gateway.send(one));
    const refused = await refusal(ledger.gateway.send(one));
    expect(refused).toMatchObject({ code: 'QUEUE_FULL', params: { queue: 'gateway' } });
    await ledger.finishAll();
    expect(await Promise.all(sends)).toHaveLength(GATEWAY_BATCHES_MAX);
  });

  it('answers everybody before it is closed, and takes no more', async () => {
    const ledger = new SlowLedger();
    const sent = ledger.gateway.send(batch('a'));
    const closed = ledger.gateway.close();
    expect((await refusal(ledger.gateway.send(batch('b')))).code).toBe('LEDGER_CLOSED');
    await ledger.finishAll();
    await closed;
    expect((await sent).position?.height).toBe(1);
  });

  it('signs that it has a batch, for this batch alone', async () => {
    const ledger = new SlowLedger({}, { clock: () => '2018-09-18T07:00:00.000Z' });
    const submission = batch('a');
    const proof = await ledger.gateway.deliveryProof(submission);
    const read = readDelivery(nodeCrypto, [spki], submission.batch, proof);
    expect(read).toMatchObject({ receivedAt: '2018-09-18T07:00:00.000Z' });
    const altered = { ...proof, statement: proof.statement.replace('07:00', '08:00') };
    expect(readDelivery(nodeCrypto, [spki], submission.batch, altered)).toBeUndefined();
    expect(readDelivery(nodeCrypto, [spki], batch('b').batch, proof)).toBeUndefined();
    expect(readDelivery(nodeCrypto, [], submission.batch, proof)).toBeUndefined();
  });

  it('loses and doubles nothing and keeps the order of each trade, whatever comes', async () => {
    const trade = fc.nat({ max: 5 }).map((number) => `T${number.toString()}`);
    const step = fc.oneof(
      fc.record({ send: fc.uniqueArray(trade, { maxLength: 3 }) }),
      fc.constant('finish' as const),
    );
    await fc.assert(
      fc.asyncProperty(
        fc.array(step, { maxLength: 40 }),
        fc.integer({ min: 1, max: 3 }),
        async (steps, inFlight) => {
          const ledger = new SlowLedger({
            transactionsInFlight: inFlight,
            batchesPerTransaction: 4,
          });
          const sends: Promise<unknown>[] = [];
          const tradesOf = new Map<string, readonly string[]>();
          for (const each of steps) {
            if (each === 'finish') {
              await ledger.quiet();
              ledger.pending.shift()?.();
              continue;
            }
            const name = `b${sends.length.toString()}`;
            tradesOf.set(name, each.send);
            sends.push(ledger.gateway.send(batch(name, ...each.send)));
          }
          await ledger.finishAll();
          await Promise.all(sends);
          const order = ledger.transactions.flatMap(({ submissions }) => submissions.map(nameOf));
          expect([...order].sort()).toEqual([...tradesOf.keys()].sort());
          for (const each of ['T0', 'T1', 'T2', 'T3', 'T4', 'T5']) {
            const ofTrade = order.filter((name) => tradesOf.get(name)?.includes(each));
            const numbers = ofTrade.map((name) => Number(name.slice(1)));
            expect(numbers).toEqual([...numbers].sort((left, right) => left - right));
          }
        },
      ),
      { numRuns: 60 },
    );
  });
});
