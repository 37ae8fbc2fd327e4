import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { BondledgerError } from '@bondledger/domain';
import { nodeCrypto, type Write } from '@bondledger/contract';
import { NO_BLOCK, type MadeBlock } from '../src/engine/make-block.js';
import type { Rules } from '../src/engine/rules.js';
import { Writer } from '../src/engine/writer.js';
import { QUEUED_TRANSACTIONS_MAX } from '../src/limits.js';
import { MemoryState } from '../src/state/memory-state.js';
import { keyValueRules, leafOf, puts, transactionOf, type Put } from './key-value-rules.js';
import { refusal } from './world.js';

/** A writer whose flushes end when the test says so. */
class Bench {
  readonly state = new MemoryState();
  readonly blocks: MadeBlock[] = [];
  readonly failures: BondledgerError[] = [];
  readonly pending: { resolve(): void; reject(error: Error): void }[] = [];
  readonly writer: Writer;

  constructor(rules: Rules = keyValueRules()(), refusedByGuard: readonly string[] = []) {
    this.writer = new Writer({
      rules,
      crypto: nodeCrypto,
      guard: { check: ({ skip }) => refusedByGuard.filter((leaf) => !skip.has(leaf)) },
      ledgerId: 'a'.repeat(64),
      clock: () => '2018-09-18T00:00:00.000Z',
      state: this.state,
      append: () =>
        new Promise((resolve, reject) => {
          this.pending.push({ resolve, reject });
        }),
      head: { height: -1, hash: NO_BLOCK },
      onBlock: (made) => {
        this.blocks.push(made);
      },
      onFailure: (error) => {
        this.failures.push(error);
      },
    });
  }

  /** Lets everything run that waits for nothing but the event loop. */
  async quiet(): Promise<void> {
    for (let turn = 0; turn < 5; turn += 1) await new Promise((resolve) => setImmediate(resolve));
  }

  async flushAll(): Promise<void> {
    await this.quiet();
    while (this.pending.length > 0) {
      this.pending.shift()?.resolve();
      await this.quiet();
    }
  }

  /** Submits, and keeps whether it has been answered. */
  submit(...list: readonly Put[]): { readonly answer: Promise<unknown>; isAnswered: boolean } {
    const answer = this.writer.submit(transactionOf(puts(...list)));
    const sent = { answer, isAnswered: false };
    void answer.then(
      () => (sent.isAnswered = true),
      () => (sent.isAnswered = true),
    );
    return sent;
  }
}

const put = (key: string, value: string): Put => ({ key, value });
const text = (writes: readonly Write[]): string =>
  writes.map(({ key, value }) => `${key}=${Buffer.from(value).toString()}`).join(' ');

let bench: Bench;
beforeEach(() => {
  bench = new Bench();
});
afterEach(async () => {
  await bench.flushAll();
  await bench.writer.close();
});

describe('the writer', () => {
  it('answers when the block is flushed, and not before', async () => {
    const sent = bench.submit(put('a', '1'));
    await bench.quiet();
    expect(bench.pending).toHaveLength(1);
    expect(sent.isAnswered).toBe(false);
    expect(bench.state.get('a')).toBeUndefined();
    await bench.flushAll();
    expect(await sent.answer).toMatchObject({ position: { height: 0, transactionIndex: 0 } });
    expect(bench.writer.head).toEqual({ height: 0, hash: bench.blocks[0]?.hash });
  });

  it('puts what comes in one turn into one block', async () => {
    const sent = ['a', 'b', 'c'].map((key) => bench.submit(put(key, '1')));
    await bench.flushAll();
    const positions = await Promise.all(sent.map(({ answer }) => answer));
    expect(positions).toMatchObject(
      [0, 1, 2].map((at) => ({ position: { transactionIndex: at } })),
    );
    expect(bench.blocks).toHaveLength(1);
  });

  it('fills the next block while one is being flushed, and flushes one at a time', async () => {
    bench.submit(put('a', '1'));
    await bench.quiet();
    bench.submit(put('a', '2'));
    bench.submit(put('b', '1'));
    await bench.quiet();
    expect(bench.pending).toHaveLength(1);
    await bench.flushAll();
    expect(
      bench.blocks.map(({ block }) => block.transactions.map(({ writes }) => text(writes))),
    ).toEqual([['a=1'], ['a=2', 'b=1']]);
    expect(bench.blocks[1]?.block.header.previous).toBe(bench.blocks[0]?.hash);
    expect(Buffer.from(bench.state.get('a') ?? []).toString()).toBe('2');
  });

  it('orders nothing where nothing is accepted, and answers at once', async () => {
    await bench.flushAll();
    const refused = bench.submit({ ...put('a', '1'), refuse: true });
    await bench.quiet();
    expect(refused.isAnswered).toBe(true);
    expect(await refused.answer).toMatchObject({ position: undefined });
    expect(bench.blocks).toHaveLength(0);
  });

  it('tells nobody what is not durable yet: neither a replay nor a refusal', async () => {
    bench.submit(put('a', '1'));
    await bench.quiet();
    const replay = bench.submit(put('a', '1'));
    const refused = bench.submit({ ...put('b', '1'), refuse: true });
    await bench.quiet();
    expect([replay.isAnswered, refused.isAnswered]).toEqual([false, false]);
    await bench.flushAll();
    expect(await replay.answer).toMatchObject({ position: undefined });
    expect(bench.blocks).toHaveLength(1);
  });

  it('rejects a transaction on which the rules fail, and goes on with the others', async () => {
    const bad = bench.submit({ ...put('a', '1'), throws: true });
    const good = bench.submit(put('b', '1'));
    await expect(bad.answer).rejects.toThrow('the double was asked to fail');
    await bench.flushAll();
    expect(await good.answer).toMatchObject({ position: { height: 0, transactionIndex: 0 } });
  });

  it('refuses everybody who waits when a flush fails', async () => {
    const first = bench.submit(put('a', '1'));
    await bench.quiet();
    const second = bench.submit(put('b', '1'));
    await bench.quiet();
    bench.pending.shift()?.reject(Object.assign(new Error('EIO'), { code: 'EIO' }));
    for (const { answer } of [first, second, bench.submit(put('c', '1'))]) {
      expect((await refusal(answer)).code).toBe('DISK_FAILED');
    }
    expect(bench.failures).toHaveLength(1);
    expect(bench.blocks).toHaveLength(0);
  });

  it('answers a transaction that the guard refuses without applying it', async () => {
    const leaf = leafOf(put('a', '1'));
    const guarded = new Bench(keyValueRules()(), [leaf]);
    const transaction = transactionOf(puts(put('a', '1'), put('b', '1')));
    expect(await guarded.writer.submit(transaction)).toEqual({
      position: undefined,
      batches: [],
      guardRefused: [leaf],
    });
    const again = guarded.writer.submit({ ...transaction, skip: [leaf] });
    await guarded.flushAll();
    expect((await again).batches[0]?.outcomes).toMatchObject([
      { status: 'REFUSED', code: 'GUARD_REFUSED' },
      { status: 'ACCEPTED' },
    ]);
  });

  it('is bounded: one too many is told so, and a place becomes free again', async () => {
    bench.submit(put('a', '1'));
    await bench.quiet();
    const rules = keyValueRules()();
    const slow = new Bench(rules);
    const waiting = Array.from({ length: QUEUED_TRANSACTIONS_MAX }, (_, at) =>
      slow.submit(put(`k${at.toString()}`, '1')),
    );
    const refused = await refusal(slow.submit(put('more', '1')).answer);
    expect(refused).toMatchObject({ code: 'QUEUE_FULL', params: { queue: 'ledger' } });
    await slow.flushAll();
    await Promise.all(waiting.map(({ answer }) => answer));
    const later = slow.submit(put('more', '1'));
    await slow.flushAll();
    expect(await later.answer).toMatchObject({ position: { transactionIndex: 0 } });
  });

  it('takes back what waits when its sender aborts, and nothing that is on its way', async () => {
    const control = new AbortController();
    const { signal } = control;
    const aborted = bench.writer.submit(transactionOf(puts(put('a', '1'))), signal);
    control.abort();
    expect((await refusal(aborted)).code).toBe('REQUEST_ABORTED');
    const early = bench.writer.submit(transactionOf(puts(put('a', '1'))), signal);
    expect((await refusal(early)).code).toBe('REQUEST_ABORTED');
    const late = new AbortController();
    const sent = bench.writer.submit(transactionOf(puts(put('a', '2'))), late.signal);
    await bench.quiet();
    late.abort();
    await bench.flushAll();
    expect(await sent).toMatchObject({ position: { height: 0 } });
  });

  it('finishes what it has taken when it is closed, and takes no more', async () => {
    const sent = bench.submit(put('a', '1'));
    const closed = bench.writer.close();
    expect((await refusal(bench.submit(put('b', '1')).answer)).code).toBe('LEDGER_CLOSED');
    await bench.flushAll();
    await closed;
    expect(await sent.answer).toMatchObject({ position: { height: 0 } });
  });
});
