import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { encodeHeader, hashOfHeader, nodeCrypto, utf8, type Block } from '@bondledger/contract';
import type { State } from '@bondledger/ledger/engine';
import { fabricBlock, type MadeTransaction } from '../../test/support/fabric-blocks.js';
import { unverified } from '../../test/support/unverified.js';
import { encodeAnswer } from '../wire/answer.js';
import { memoryStore } from './chain-store.js';
import { DerivedChain } from './derived-chain.js';
import { deriveBlock } from './derive-block.js';
import { RECENT_BLOCKS } from './limits.js';

const LEDGER_ID = 'a'.repeat(64);
const logged = { leaves: new Uint8Array(32), accepted: Uint8Array.of(128), receipts: utf8('r') };
const nothing = { submissions: [], skip: [] };
const ANSWER = encodeAnswer(nodeCrypto, nothing, {
  batches: [{ outcomes: [], receipts: logged.receipts }],
  logged: { batches: [logged], writes: [] },
});

const writing = (txId: string, ...keys: readonly string[]): MadeTransaction => ({
  txId,
  payload: ANSWER,
  writes: keys.map((key) => ({ key, value: utf8(`${key} by ${txId}`) })),
});

/** A chain that takes in these blocks of the channel, numbered from 0. */
async function chainOf(blocks: readonly (readonly MadeTransaction[])[]): Promise<{
  readonly chain: DerivedChain;
  readonly state: State;
  readonly derived: readonly Block[];
}> {
  const store = memoryStore();
  const chain = new DerivedChain({
    crypto: nodeCrypto,
    ledgerId: LEDGER_ID,
    channel: 'bonds',
    chaincode: 'bonds',
    store,
    onFailure: (error) => expect.fail(String(error)),
    checks: unverified,
    fetch: async (number, use) =>
      Promise.resolve(use(fabricBlock(Number(number), blocks[Number(number)] ?? []))),
  });
  blocks.forEach((transactions, number) => chain.take(fabricBlock(number, transactions)));
  const derived: Block[] = [];
  for (let height = 0; height <= chain.height; height += 1) derived.push(await chain.block(height));
  return { chain, state: store.state, derived };
}

describe('the derived chain', () => {
  it('counts the blocks that hold transactions of the ledger, and leaves others out', async () => {
    const { chain, state, derived } = await chainOf([
      [{ txId: 'c0', isConfiguration: true }],
      [writing('t1', 'registry/day', '~registry')],
      [{ ...writing('lifecycle', 'x'), chaincode: '_lifecycle' }],
      [{ ...writing('lost', 'trade/1'), validationCode: 11 }],
      [{ txId: 'query', payload: ANSWER }],
      [writing('t2', 'trade/1'), { ...writing('t3', 'trade/1'), validationCode: 11 }],
      [writing('t4', 'trade/2', '~registry'), writing('t5', 'trade/3')],
    ]);
    expect(chain.height).toBe(2);
    expect(
      derived.map(({ transactions }) =>
        transactions.map(({ writes }) => writes.map(({ key }) => key)),
      ),
    ).toEqual([[['registry/day']], [['trade/1']], [['trade/2'], ['trade/3']]]);
    expect(derived[1]?.transactions[0]?.batches).toEqual([logged]);
    expect([...state.entries()].map(([key]) => key)).toEqual([
      'registry/day',
      'trade/1',
      'trade/2',
      'trade/3',
    ]);
  });

  it('leaves the genesis without batches, and takes its time from the channel', async () => {
    const payload = encodeAnswer(nodeCrypto, nothing, { batches: [], logged: undefined });
    const time = Date.UTC(2026, 8, 21, 1, 2, 3, 4);
    const { derived } = await chainOf([[{ ...writing('init', 'registry/day'), payload, time }]]);
    const [genesis] = derived;
    expect(genesis?.transactions[0]?.batches).toEqual([]);
    expect(genesis?.header).toMatchObject({
      height: 0,
      previous: '0'.repeat(64),
      time: '2026-09-21T01:02:03.004Z',
    });
  });

  it('tells each transaction what became of it', async () => {
    const { chain } = await chainOf([[writing('t0', 'registry/day')]]);
    const txIds = ['valid', 'invalid', 'other', 'later'];
    const answers = txIds.map((txId) => chain.committed(txId));
    answers[3]?.forget();
    chain.take(
      fabricBlock(1, [
        { ...writing('invalid', 'trade/1'), validationCode: 11 },
        { ...writing('other', 'x'), chaincode: 'another' },
        writing('valid', 'trade/2'),
      ]),
    );
    expect(await Promise.all(answers.slice(0, 3).map(({ answer }) => answer))).toEqual([
      { validationCode: 0, position: { height: 1, transactionIndex: 0 } },
      { validationCode: 11, position: undefined },
      { validationCode: 0, position: undefined },
    ]);
  });

  it('takes each block of the channel once and in order', async () => {
    const { chain } = await chainOf([[writing('t0', 'registry/day')]]);
    chain.take(fabricBlock(0, [writing('t0', 'registry/day')]));
    expect(() => chain.take(fabricBlock(2, [writing('t2', 'trade/2')]))).toThrow(/BLOCK_UNTRUSTED/);
    expect([chain.height, chain.next]).toEqual([0, 1n]);
  });

  it('refuses a chaincode of its name that is another one', () => {
    const foreign = fabricBlock(0, [{ ...writing('t0', 'x'), payload: utf8('OK') }]);
    expect(() => deriveBlock(foreign, 'bonds', 'bonds')).toThrow(/CHANNEL_WRONG/);
  });

  it('gives the same blocks whenever they are asked for, each with the one before', async () => {
    const count = fc.nat({ max: 2 });
    await fc.assert(
      fc.asyncProperty(fc.array(count, { maxLength: 3 * RECENT_BLOCKS }), async (counts) => {
        const blocks = counts.map((each, number) =>
          Array.from({ length: each }, (_, at) =>
            writing(`t${number.toString()}-${at.toString()}`, `trade/${at.toString()}`),
          ),
        );
        const { chain, derived } = await chainOf(blocks);
        expect(derived).toHaveLength(counts.filter((each) => each > 0).length);
        let previous = '0'.repeat(64);
        for (const { header } of derived) {
          expect(header.previous).toBe(previous);
          previous = hashOfHeader(nodeCrypto, encodeHeader(header));
          expect(chain.hashAt(header.height)).toBe(previous);
        }
        expect(chain.head.hash).toBe(previous);
      }),
      { numRuns: 30 },
    );
  });
});
