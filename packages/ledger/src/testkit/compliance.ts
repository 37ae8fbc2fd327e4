import assert from 'node:assert/strict';
import {
  nodeCrypto,
  verifyBlockProof,
  type BlockProof,
  type Submission,
  type Transaction,
} from '@bondledger/contract';
import { BondledgerError, type ErrorCode } from '@bondledger/domain';
import { QUEUED_TRANSACTIONS_MAX } from '../limits.js';
import type { Ledger, TransactionOutcome } from '../port/ledger.js';
import { blockCompliance, recordCompliance } from './reading-compliance.js';
import { codeOf, send, statusesOf, type On } from './checks.js';
import { SampleMarket } from './sample-market.js';

/** The two functions of a test runner that the suite needs: vitest's, or node:test's. */
export interface Runner {
  readonly describe: (name: string, body: () => void) => void;
  readonly it: (name: string, body: () => Promise<void>) => void;
}

/** An engine under test. Each `open` is a new, empty ledger of this market's genesis. */
export interface Engine {
  readonly name: string;
  readonly open: (market: SampleMarket) => Promise<Ledger>;
  /** Closes the ledger and opens it again, where it outlives its process. */
  readonly reopen?: (ledger: Ledger, market: SampleMarket) => Promise<Ledger>;
}

/** Registers the tests that every engine of the Ledger port has to pass. */
export function ledgerCompliance(engine: Engine, runner: Runner): void {
  const { describe, it } = runner;
  /** Runs a test on a ledger of its own. */
  const on = (name: string, body: (ledger: Ledger, market: SampleMarket) => Promise<void>): void =>
    it(name, async () => {
      const market = new SampleMarket();
      const ledger = await engine.open(market);
      try {
        await body(ledger, market);
      } finally {
        await ledger.close();
      }
    });

  describe(`${engine.name}: submitting`, () => {
    submitting(on);
    shapes(on);
    bundling(on);
  });
  describe(`${engine.name}: state`, () => stateOf(engine, on, it));
  describe(`${engine.name}: proofs`, () => proofs(on));
  describe(`${engine.name}: reading`, () => {
    blockCompliance(on);
    recordCompliance(on);
  });
  describe(`${engine.name}: its end`, () => ending(on));
}

function submitting(on: On): void {
  on('begins with the genesis block, and its writes as state', async (ledger, market) => {
    const head = await ledger.head();
    assert.equal(head.height, 0);
    assert.equal(ledger.ledgerId, market.ledgerId);
    const { header, transactions } = await ledger.block(0);
    assert.equal(header.previous, '0'.repeat(64));
    const [first] = transactions;
    assert.ok(first !== undefined);
    assert.equal(first.batches.length, 0);
    const keys = first.writes.map(({ key }) => key);
    assert.deepEqual([...(await ledger.read(keys)).keys()], keys);
  });

  on('accepts, orders and tells where', async (ledger, market) => {
    const outcome = await send(ledger, await market.issue());
    assert.deepEqual(statusesOf(outcome), [['ACCEPTED']]);
    assert.deepEqual(outcome.position, { height: 1, transactionIndex: 0 });
    assert.equal((await ledger.head()).height, 1);
  });

  on('answers the same batch alike, and orders it once', async (ledger, market) => {
    await send(ledger, await market.issue());
    const { submission, key } = await market.submit(1);
    const first = await send(ledger, submission);
    const before = await ledger.stateHash();
    const second = await send(ledger, submission);
    assert.deepEqual(second.batches[0]?.outcomes, first.batches[0]?.outcomes);
    assert.equal(second.position, undefined);
    assert.equal((await ledger.head()).height, 2);
    assert.equal(await ledger.stateHash(), before);
    assert.equal((await ledger.read([key])).size, 1);
  });

  on('does not order what is refused', async (ledger, market) => {
    const before = await ledger.stateHash();
    const [refused, forged] = [await market.submit(1), await market.forged()];
    const outcome = await send(ledger, refused.submission, forged);
    assert.deepEqual(statusesOf(outcome), [['ISSUE_UNKNOWN'], ['SIGNATURE_INVALID']]);
    assert.equal(outcome.position, undefined);
    assert.equal((await ledger.head()).height, 0);
    assert.equal(await ledger.stateHash(), before);
  });

  on('orders what is accepted beside what is refused', async (ledger, market) => {
    const outcome = await send(ledger, await market.forged(), await market.issue());
    assert.deepEqual(statusesOf(outcome), [['SIGNATURE_INVALID'], ['ACCEPTED']]);
    assert.equal(outcome.position?.height, 1);
  });
}

function shapes(on: On): void {
  on('refuses what has not the shape of a transaction, with a code', async (ledger, market) => {
    const good = await market.issue();
    const { batch, opening } = good;
    const wrong: readonly object[] = [
      {},
      { batch },
      { batch, opening: undefined },
      { batch, opening: {} },
      { batch, opening: { ...opening, instructions: [{}] } },
      { batch, opening: { ...opening, instructions: [null] } },
      { batch, opening: { ...opening, instructions: [{ trades: [{}] }] } },
      { batch, opening: { ...opening, receiptKey: 'text' } },
      { batch: { ...batch, header: 7 }, opening },
      { batch: { ...batch, instructions: [{ core: '{}' }] }, opening },
    ];
    const before = await ledger.stateHash();
    for (const each of wrong) {
      assert.equal(await codeOf(send(ledger, each as Submission)), 'BATCH_MALFORMED');
    }
    const transactions: readonly unknown[] = [undefined, {}, { submissions: [good] }];
    for (const each of transactions) {
      assert.equal(await codeOf(ledger.submit(each as Transaction)), 'BATCH_MALFORMED');
    }
    assert.equal(await ledger.stateHash(), before);
    assert.deepEqual(statusesOf(await send(ledger, good)), [['ACCEPTED']]);
  });
}

function bundling(on: On): void {
  on('skips leaves, and says which', async (ledger, market) => {
    await send(ledger, await market.issue());
    const [first, second] = await market.submitTogether([1, 2]);
    assert.ok(first !== undefined && second !== undefined);
    const transaction = { submissions: [first.submission], skip: [first.leaf] };
    const outcome = await ledger.submit(transaction);
    assert.deepEqual(statusesOf(outcome), [['GUARD_REFUSED', 'ACCEPTED']]);
    assert.deepEqual([...(await ledger.read([first.key, second.key])).keys()], [second.key]);
  });

  on('keeps the order in which it was asked', async (ledger, market) => {
    await send(ledger, await market.issue());
    const trades = await Promise.all([1, 2, 3, 4, 5].map((number) => market.submit(number)));
    const confirms = await Promise.all(trades.map((trade, at) => market.confirm(at + 1, trade)));
    const asked: Promise<TransactionOutcome>[] = [];
    for (const [at, { submission }] of trades.entries()) {
      asked.push(send(ledger, submission));
      const confirm = confirms[at];
      if (confirm !== undefined) asked.push(send(ledger, confirm));
    }
    const outcomes = await Promise.all(asked);
    assert.deepEqual(outcomes.flatMap(statusesOf).flat(), Array(10).fill('ACCEPTED'));
    const places = outcomes.map(({ position }) => position ?? { height: 0, transactionIndex: 0 });
    const sorted = [...places].sort(
      (left, right) => left.height - right.height || left.transactionIndex - right.transactionIndex,
    );
    assert.deepEqual(places, sorted);
  });

  on('is bounded, and tells the one who comes too many', async (ledger, market) => {
    const submission = await market.issue();
    const attempts = Array.from({ length: QUEUED_TRANSACTIONS_MAX + 10 }, () =>
      send(ledger, submission).then(
        () => 'answered',
        (error: unknown) => (error instanceof BondledgerError ? error.code : 'failed'),
      ),
    );
    const answers = new Set(await Promise.all(attempts));
    assert.deepEqual([...answers].sort(), ['QUEUE_FULL', 'answered']);
    assert.deepEqual((await ledger.health()).queued, 0);
  });

  on('does not take what its sender has taken back', async (ledger, market) => {
    const transaction = { submissions: [await market.issue()], skip: [] };
    const code = await codeOf(ledger.submit(transaction, AbortSignal.abort()));
    assert.equal(code, 'REQUEST_ABORTED');
    assert.equal((await ledger.head()).height, 0);
  });
}

function stateOf(engine: Engine, on: On, it: Runner['it']): void {
  on('is the same however batches are put together', async (ledger, market) => {
    const submissions = [await market.issue()];
    const trades = await market.submitTogether([1, 2, 3]);
    for (const [at, trade] of trades.entries()) {
      if (at === 0) submissions.push(trade.submission);
      submissions.push(await market.confirm(at + 1, trade));
    }
    const other = await engine.open(market);
    try {
      for (const submission of submissions) await send(ledger, submission);
      const [issue, submit, ...confirms] = submissions;
      assert.ok(issue !== undefined && submit !== undefined);
      await send(other, issue);
      await send(other, submit);
      await send(other, ...confirms);
      assert.ok((await other.head()).height < (await ledger.head()).height);
      assert.equal(await other.stateHash(), await ledger.stateHash());
    } finally {
      await other.close();
    }
  });

  const { reopen } = engine;
  if (reopen === undefined) return;
  it('and everything answered is there after it was opened again', async () => {
    const market = new SampleMarket();
    let ledger = await engine.open(market);
    await send(ledger, await market.issue());
    const { submission, key } = await market.submit(1);
    const { position, batches } = await send(ledger, submission);
    const [head, state] = [await ledger.head(), await ledger.stateHash()];
    ledger = await reopen(ledger, market);
    assert.deepEqual(await ledger.head(), head);
    assert.equal(await ledger.stateHash(), state);
    assert.equal((await ledger.read([key])).size, 1);
    assert.ok(position !== undefined);
    assert.equal((await ledger.proof(position)).height, position.height);
    const again = await send(ledger, submission);
    assert.equal(again.position, undefined);
    assert.deepEqual(again.batches[0]?.outcomes, batches[0]?.outcomes);
    const next = await send(ledger, await market.holidays('2018-12-24'));
    assert.equal(next.position?.height, head.height + 1);
    await ledger.close();
  });
}

function proofs(on: On): void {
  const verify = (market: SampleMarket, proof: BlockProof): ErrorCode | undefined =>
    verifyBlockProof(nodeCrypto, market.genesis, market.ledgerId, proof)?.code;

  on('lead each transaction to a signed head', async (ledger, market) => {
    await send(ledger, await market.issue());
    const trades = await Promise.all([1, 2, 3, 4, 5].map((number) => market.submit(number)));
    const sent = trades.map(({ submission }) => send(ledger, submission));
    for (const { position } of await Promise.all(sent)) {
      assert.ok(position !== undefined);
      assert.equal(verify(market, await ledger.proof(position)), undefined);
    }
    const genesis = { height: 0, transactionIndex: 0 };
    assert.equal(verify(market, await ledger.proof(genesis)), undefined);
  });

  on('fail where anything in them is altered', async (ledger, market) => {
    const sent = await Promise.all([
      send(ledger, await market.issue()),
      send(ledger, await market.holidays('2018-12-24')),
    ]);
    const [{ position }] = sent;
    assert.ok(position !== undefined);
    const proof = await ledger.proof(position);
    const { transaction, headers, head } = proof;
    const altered: readonly BlockProof[] = [
      { ...proof, transaction: { ...transaction, writes: '0'.repeat(64) } },
      { ...proof, transaction: { ...transaction, batches: [] } },
      { ...proof, path: [...proof.path, '0'.repeat(64)] },
      { ...proof, headers: headers.map((text) => text.replace('"time":"', '"time":"1')) },
      { ...proof, headers: headers.slice(1) },
      { ...proof, height: proof.height + 1 },
      { ...proof, head: { ...head, hash: '0'.repeat(64) } },
      { ...proof, head: { ...head, signature: `AAAA${head.signature.slice(4)}` } },
    ];
    for (const each of altered) assert.notEqual(verify(market, each), undefined);
  });

  on('are refused for what is not there', async (ledger) => {
    const missing = { height: 0, transactionIndex: 1 };
    assert.equal(await codeOf(ledger.proof(missing)), 'QUERY_INVALID');
    const unknown = { height: 1, transactionIndex: 0 };
    assert.equal(await codeOf(ledger.proof(unknown)), 'BLOCK_UNKNOWN');
  });
}

function ending(on: On): void {
  on('refuses everything new once it is closed, and says so', async (ledger, market) => {
    const submission = await market.issue();
    const onItsWay = send(ledger, submission);
    await ledger.close();
    assert.equal((await onItsWay).position?.height, 1);
    assert.equal(await codeOf(send(ledger, submission)), 'LEDGER_CLOSED');
    const health = await ledger.health();
    assert.deepEqual([health.ok, health.code], [false, 'LEDGER_CLOSED']);
    await ledger.close();
  });
}
