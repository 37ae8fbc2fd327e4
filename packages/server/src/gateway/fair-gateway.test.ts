import type { DeliveryProof, Submission } from '@bondledger/contract';
import { BondledgerError } from '@bondledger/domain';
import type { Gateway, Sent } from '@bondledger/ledger';
import { describe, expect, it } from 'vitest';
import { FAIR_BATCHES_AHEAD, FAIR_QUEUE_BATCHES, FAIR_QUEUE_BYTES } from '../limits.js';
import { FairGateway, type Arrived } from './fair-gateway.js';

const SENT: Sent = { outcome: { outcomes: [], receipts: new Uint8Array() } };
const PROOF: DeliveryProof = { statement: '{}', signature: '' };

const batchOf = (name: string, instructions = 1, bytes = 100): Arrived => ({
  bytes,
  submission: {
    batch: {
      header: name,
      signature: new Uint8Array(),
      instructions: new Array<never>(instructions),
    },
    opening: { receiptKey: new Uint8Array(), instructions: [] },
  },
});

/** A gateway that answers when it is told to, in the order in which it was asked. */
class SlowGateway implements Gateway {
  readonly taken: string[] = [];
  readonly #answers: (() => void)[] = [];
  readonly queued = 0;

  send({ batch }: Submission): Promise<Sent> {
    this.taken.push(batch.header);
    return new Promise((resolve) => this.#answers.push(() => resolve(SENT)));
  }

  deliveryProof(): Promise<DeliveryProof> {
    return Promise.resolve(PROOF);
  }

  /** Answers the oldest ones, and lets what follows of it happen. */
  async answer(count: number): Promise<void> {
    for (const answer of this.#answers.splice(0, count)) answer();
    await new Promise((resolve) => setImmediate(resolve));
  }

  close(): Promise<void> {
    return Promise.resolve();
  }

  [Symbol.asyncDispose](): Promise<void> {
    return this.close();
  }
}

const settled = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));

describe('a gateway that is fair between institutions', () => {
  it('takes one institution in at once behind ten times the load of another', async () => {
    const slow = new SlowGateway();
    const fair = new FairGateway(slow);
    const load = Array.from({ length: FAIR_BATCHES_AHEAD + 200 }, (_, at) =>
      fair.send('LOUD', batchOf(`loud ${at}`)),
    );
    await settled();
    expect(slow.taken).toHaveLength(FAIR_BATCHES_AHEAD);
    const quiet = ['a', 'b', 'c'].map((name) => fair.send('QUIET', batchOf(`quiet ${name}`)));
    await slow.answer(3);
    expect(slow.taken.slice(FAIR_BATCHES_AHEAD)).toEqual(['quiet a', 'quiet b', 'quiet c']);
    while (fair.queued > 0) await slow.answer(10);
    await slow.answer(Infinity);
    await Promise.all([...load, ...quiet]);
  });

  it('keeps the order of each institution', async () => {
    const slow = new SlowGateway();
    const fair = new FairGateway(slow);
    const names = ['A', 'B'].flatMap((code) =>
      Array.from({ length: 200 }, (_, at) => `${code} ${at}`),
    );
    const all = names.map((name) => fair.send(name.slice(0, 1), batchOf(name)));
    while (slow.taken.length < names.length) await slow.answer(7);
    await slow.answer(Infinity);
    await Promise.all(all);
    for (const code of ['A', 'B']) {
      const own = (list: readonly string[]) => list.filter((name) => name.startsWith(code));
      expect(own(slow.taken)).toEqual(own(names));
    }
  });

  it('says to whoever has too much waiting that the queue is full, and to none else', async () => {
    const slow = new SlowGateway();
    const fair = new FairGateway(slow);
    const many = Array.from({ length: FAIR_BATCHES_AHEAD + FAIR_QUEUE_BATCHES }, (_, at) =>
      fair.send('LOUD', batchOf(`loud ${at}`)),
    );
    const refused = fair.send('LOUD', batchOf('one more'));
    await expect(refused).rejects.toMatchObject({
      code: 'QUEUE_FULL',
      params: { queue: 'institution' },
    });
    const other = fair.send('QUIET', batchOf('quiet'));
    while (fair.queued > 0) await slow.answer(50);
    await slow.answer(Infinity);
    await Promise.all([...many, other]);
    expect(slow.taken).toContain('quiet');
    expect(slow.taken).not.toContain('one more');
  });

  it('bounds what waits by its bytes too', async () => {
    const slow = new SlowGateway();
    const fair = new FairGateway(slow);
    const sent = ['ahead', 'one', 'two'].map((name) =>
      fair.send('A', batchOf(name, 3_000, FAIR_QUEUE_BYTES / 2)),
    );
    await expect(fair.send('A', batchOf('three'))).rejects.toMatchObject({ code: 'QUEUE_FULL' });
    for (const one of sent) {
      await slow.answer(1);
      await one;
    }
    const later = fair.send('A', batchOf('four'));
    await settled();
    await slow.answer(1);
    expect(await later).toBe(SENT);
  });

  it('takes a batch back that still waits, and lets one go on that does not', async () => {
    const slow = new SlowGateway();
    const fair = new FairGateway(slow);
    const abort = new AbortController();
    const first = fair.send('A', batchOf('ahead', 3_000), abort.signal);
    const waiting = fair.send('A', batchOf('waiting'), abort.signal);
    await settled();
    abort.abort();
    await expect(waiting).rejects.toBeInstanceOf(BondledgerError);
    expect(fair.queued).toBe(0);
    await slow.answer(Infinity);
    expect(await first).toBe(SENT);
    expect(slow.taken).toEqual(['ahead']);
  });

  it('proves that it has a batch before the batch has gone on', async () => {
    const slow = new SlowGateway();
    const fair = new FairGateway(slow);
    const first = fair.send('A', batchOf('ahead', 3_000));
    const proved = new Promise<DeliveryProof>((resolve) => {
      void fair.send('B', batchOf('waiting'), undefined, resolve);
    });
    expect(await proved).toBe(PROOF);
    expect(slow.taken).toEqual(['ahead']);
    await slow.answer(Infinity);
    await first;
    await slow.answer(Infinity);
  });

  it('answers after the proof, however quick the ledger is', async () => {
    const slow = new SlowGateway();
    let sign: (proof: DeliveryProof) => void = () => undefined;
    slow.deliveryProof = () => new Promise((resolve) => (sign = resolve));
    const told: unknown[] = [];
    const tell = (news: unknown): void => void told.push(news);
    const sending = new FairGateway(slow).send('A', batchOf('quick'), undefined, tell).then(tell);
    await settled();
    await slow.answer(1);
    expect(told).toEqual([]);
    sign(PROOF);
    await sending;
    expect(told).toEqual([PROOF, SENT]);
  });

  it('gives no proof of what it has no room for', async () => {
    const slow = new SlowGateway();
    const fair = new FairGateway(slow);
    const waiting = Array.from({ length: FAIR_BATCHES_AHEAD + FAIR_QUEUE_BATCHES }, (_, at) =>
      fair.send('A', batchOf(`a ${at}`)),
    );
    const proofs: DeliveryProof[] = [];
    const beyond = fair.send('A', batchOf('beyond'), undefined, (proof) => proofs.push(proof));
    await expect(beyond).rejects.toThrow(BondledgerError);
    await settled();
    expect(proofs).toEqual([]);
    while (slow.taken.length < waiting.length) await slow.answer(Infinity);
    await slow.answer(Infinity);
    await Promise.all(waiting);
  });

  it('sends on what it gave a proof of, also where whoever sent it is gone', async () => {
    const slow = new SlowGateway();
    const fair = new FairGateway(slow);
    const first = fair.send('A', batchOf('ahead', 3_000));
    const abort = new AbortController();
    let waiting: Promise<Sent> | undefined;
    await new Promise<DeliveryProof>((resolve) => {
      waiting = fair.send('A', batchOf('proved'), abort.signal, resolve);
    });
    abort.abort();
    await slow.answer(1);
    await slow.answer(1);
    expect(await waiting).toBe(SENT);
    await first;
    expect(slow.taken).toEqual(['ahead', 'proved']);
  });
});
