import { afterEach, beforeAll, describe, expect, it } from 'vitest';
import { peer } from '@hyperledger/fabric-protos';
import {
  decodeAnswer,
  leavesOf,
  loggedBatches,
  nodeCrypto,
  prepare,
  toHex,
  type Submission,
  type Transaction,
} from '@bondledger/contract';
import { BOK, KSD } from '@bondledger/domain';
import { openMemoryLedger } from '@bondledger/ledger';
import { SampleMarket } from '@bondledger/ledger/testkit';
import { createChaincode, type CreateChaincodeOptions } from '../src/chaincode/open-chaincode.js';
import { openAnswer } from '../src/wire/answer.js';
import { REGISTRY_VERSION_KEY } from '../src/wire/operations.js';
import { decodePage } from '../src/wire/page.js';
import { TRANSACTION_BYTES_MAX } from '../src/wire/limits.js';
import { encodeTransactionInput } from '../src/wire/transaction-input.js';
import { ScriptedPeer, type ScriptedPeerOptions } from './support/scripted-peer.js';
import { CHAINCODE, type Call } from './support/proposals.js';
import { NATIVE, putCall, Shells } from './support/shells.js';
import { tlsFiles, type TlsFiles } from './support/tls-files.js';

const TYPE = peer.ChaincodeMessage.Type;
const own = { chaincode: CHAINCODE };
const institution = KSD;
const mspOf = { KSD: 'KsdMSP', BOK: 'BokMSP' };

let tls: TlsFiles;
beforeAll(async () => {
  tls = await tlsFiles();
});

const shells = new Shells();
afterEach(() => shells.close());

type Whose = Pick<CreateChaincodeOptions, 'institution' | 'mspOf'>;

/** A chaincode process of a market's ledger, for an empty state. */
async function process(
  { genesis }: SampleMarket,
  whose: Whose = { institution, mspOf },
): Promise<ScriptedPeer> {
  const chaincode = createChaincode({ ...whose, ...own, genesis, onFailure: () => {} });
  return shells.process(chaincode, tls, NATIVE);
}

/** A chaincode process of a market's ledger, its genesis written. */
async function started(
  market: SampleMarket,
  batches?: ScriptedPeerOptions['batches'],
  whose: Whose = { institution, mspOf },
): Promise<ScriptedPeer> {
  const failures: unknown[] = [];
  const chaincode = createChaincode({
    ...whose,
    ...own,
    genesis: market.genesis,
    onFailure: (_, error) => failures.push(error),
  });
  const scripted = await shells.process(chaincode, tls, batches);
  expect(await scripted.commit({ name: 'init' })).toMatchObject({ status: 200 });
  expect(failures).toEqual([]);
  return scripted;
}

/** So many batches of so many instructions that say nothing. */
function many(batches: number, instructions: number): Transaction {
  const parts = { core: '', coreSalt: new Uint8Array(16), side: '', sideSalt: new Uint8Array(16) };
  const submission: Submission = {
    batch: {
      header: '',
      signature: new Uint8Array(64),
      instructions: Array.from({ length: instructions }, () => parts),
    },
    opening: { receiptKey: new Uint8Array(32), instructions: [] },
  };
  return { submissions: Array.from({ length: batches }, () => submission), skip: [] };
}

describe.each([
  ['with batch messages', NATIVE],
  ['with batch messages of two keys', { writes: 2, reads: 2 }],
  ['key by key', undefined],
])('the shell %s', (name, batches) => {
  it('writes what the contract writes on any engine', async () => {
    const market = new SampleMarket();
    const scripted = await started(market, batches);
    const ledger = openMemoryLedger({ genesis: market.genesis, nodeKey: market.nodeKey });
    shells.keep(ledger);
    const [issue, trade] = [await market.issue(), await market.submit(1)];
    const confirm = await market.confirm(1, trade);
    for (const submission of [issue, trade.submission, confirm]) {
      const transaction = { submissions: [submission], skip: [] };
      const expected = await ledger.submit(transaction);
      const simulated = await scripted.commit(putCall(submission));
      expect(simulated).toMatchObject({ status: 200, message: '' });
      const answered = decodeAnswer(simulated.payload) ?? [];
      const { ledgerId } = market;
      const leaves = leavesOf(prepare(transaction, { crypto: nodeCrypto, ledgerId }));
      expect(openAnswer(nodeCrypto, transaction, leaves, answered)).toEqual(expected.batches);
      const { transactions } = await ledger.block((await ledger.head()).height);
      const own = transactions[0]?.writes.map(({ key, value }) => [key, toHex(value)] as const);
      const written = [...simulated.writes]
        .filter(([key]) => key !== REGISTRY_VERSION_KEY)
        .map(([key, value]) => [key, toHex(value)] as const);
      expect(new Map(written)).toEqual(new Map(own));
      expect(loggedBatches(answered)).toEqual(transactions[0]?.batches);
    }
  });

  it('uses the messages that the peer offers, and no others', async () => {
    const market = new SampleMarket();
    const scripted = await started(market, batches);
    const { messages } = await scripted.commit(putCall(await market.issue()));
    const isNative = messages.some(
      (type) => type === TYPE.WRITE_BATCH_STATE || type === TYPE.GET_STATE_MULTIPLE,
    );
    const isStock = messages.some((type) => type === TYPE.GET_STATE || type === TYPE.PUT_STATE);
    expect([isNative, isStock]).toEqual([batches !== undefined, batches === undefined]);
    if (name === 'with batch messages') {
      const once = [TYPE.GET_STATE_MULTIPLE, TYPE.WRITE_BATCH_STATE, TYPE.COMPLETED];
      expect(messages).toEqual(once);
    }
  });

  it('answers failures of the peer with an error, and goes on', async () => {
    const market = new SampleMarket();
    const scripted = await started(market, batches);
    const issue = putCall(await market.issue());
    scripted.failOn = (type) => type === TYPE.PUT_STATE || type === TYPE.WRITE_BATCH_STATE;
    expect(await scripted.invoke(issue)).toMatchObject({
      status: 500,
      message: '[CHAINCODE_FAILED]',
    });
    scripted.failOn = () => false;
    expect(await scripted.invoke(issue)).toMatchObject({ status: 200 });
  });
});

describe('the shell', () => {
  it('names no registry entry in the read set of a trade', async () => {
    const market = new SampleMarket();
    const scripted = await started(market, NATIVE);
    await scripted.commit(putCall(await market.issue()));
    const { submission, key } = await market.submit(1);
    const { reads } = await scripted.commit(putCall(submission));
    expect(reads).toEqual(['registry/calendar', 'registry/day', key, REGISTRY_VERSION_KEY]);
  });

  it('reads a registry that it does not know whole, and endorses the next proposal', async () => {
    const market = new SampleMarket();
    const before = await started(market, NATIVE);
    await before.commit(putCall(await market.issue()));
    const scripted = await process(market);
    for (const [key, value] of before.state) scripted.state.set(key, value);
    const call = putCall((await market.submit(1)).submission);
    const first = await scripted.invoke(call);
    expect(first).toMatchObject({ status: 500, message: '[REGISTRY_READ]' });
    expect(first.reads.filter((read) => read.startsWith('registry/p'))).toEqual([
      'registry/participant/..registry/participant0',
    ]);
    const [second, elsewhere] = [await scripted.invoke(call), await before.invoke(call)];
    expect(second.status).toBe(200);
    expect([second.reads, second.payload]).toEqual([elsewhere.reads, elsewhere.payload]);
    expect(second.writes).toEqual(elsewhere.writes);
  });

  it('writes the genesis once, and nothing before it', async () => {
    const market = new SampleMarket();
    const scripted = await process(market);
    const issue = putCall(await market.issue());
    expect(await scripted.invoke(issue)).toMatchObject({ status: 500, message: '[NOT_STARTED]' });
    await scripted.commit({ name: 'init' });
    const again = await scripted.invoke({ name: 'init' });
    expect(again).toMatchObject({ status: 500, message: '[ALREADY_STARTED]' });
    expect(again.writes.size).toBe(0);
  });

  it('endorses settlement and registry for KSD and BOK alone', async () => {
    const market = new SampleMarket();
    const [ksd, bok] = [
      await started(market, NATIVE),
      await started(market, NATIVE, { institution: BOK, mspOf }),
    ];
    const issue = putCall(await market.issue());
    const expected = await ksd.commit(issue);
    expect((await bok.commit(issue)).payload).toEqual(expected.payload);
    const peers = { ...mspOf, SELLER: 'SellerMSP' };
    const seller = await process(market, { institution: 'SELLER', mspOf: peers });
    const refused = { status: 500, message: '[ENDORSER_WRONG]', writes: new Map() };
    expect(await seller.invoke({ name: 'init' })).toMatchObject(refused);
    for (const [key, value] of ksd.state) seller.state.set(key, value);
    const other = putCall(await market.holidays('2019-01-01'));
    expect(await seller.invoke(other)).toMatchObject({ message: '[REGISTRY_READ]' });
    expect(await seller.invoke(other)).toMatchObject(refused);
    const trade = putCall((await market.submit(1)).submission);
    const [own, elsewhere] = [await seller.invoke(trade), await ksd.invoke(trade)];
    expect(own.status).toBe(200);
    expect(own.payload).toEqual(elsewhere.payload);
  });

  it('answers queries with sealed records', async () => {
    const market = new SampleMarket();
    const scripted = await started(market, NATIVE);
    const trades = await market.submitTogether([1, 2, 3]);
    await scripted.commit(putCall(await market.issue()));
    await scripted.commit(putCall(trades[0]?.submission ?? (await market.issue())));
    const keys = trades.map(({ key }) => key).sort();
    const ask = async (query: string, ...args: string[]): Promise<readonly string[]> => {
      const { payload } = await scripted.invoke({ name: query, args });
      return decodePage(payload)?.records.map(({ key }) => key) ?? [];
    };
    const [first = ''] = keys;
    expect(await ask('queryTradeInfo', first.slice('trade/'.length))).toEqual([first]);
    expect(await ask('queryTradeInfoByKey', '2018-09-18', first.slice(-26))).toEqual([first]);
    expect(await ask('getTradesByRange', '2018-09-18', '2018-09-18', '2')).toEqual(
      keys.slice(0, 2),
    );
    expect(await ask('queryAllTrades', '10')).toEqual(keys);
    expect(await ask('getTradesByRange', '2018-09-19', '2018-09-19', '2')).toEqual([]);
    const page = decodePage(
      (await scripted.invoke({ name: 'queryAllTrades', args: ['2'] })).payload,
    );
    expect(page?.next).toBe(keys[2]);
    expect(await ask('queryAllTrades', '2', page?.next ?? '')).toEqual(keys.slice(2));
  });

  it.each<[string, Call]>([
    ['an unknown function', { name: 'steal' }],
    ['no transaction', { name: 'putTradeInfoList' }],
    [
      'a damaged transaction',
      { name: 'putTradeInfoList', transient: { transaction: new Uint8Array(9) } },
    ],
    ['a query that is none', { name: 'queryTradeInfo', args: ['../registry/day'] }],
    ['a page that is too large', { name: 'queryAllTrades', args: ['1001'] }],
  ])('does not endorse %s', async (_, call) => {
    const scripted = await started(new SampleMarket(), NATIVE);
    expect(await scripted.invoke(call)).toMatchObject({ status: 500, message: '[CALL_INVALID]' });
  });

  it('does not endorse a transaction with something in its arguments', async () => {
    const market = new SampleMarket();
    const scripted = await started(market, NATIVE);
    const call = { ...putCall(await market.issue()), args: ['KR103501A781'] };
    expect(await scripted.invoke(call)).toMatchObject({ status: 500, message: '[CALL_INVALID]' });
  });

  describe('of an institution', () => {
    const peers = { ...mspOf, SELLER: 'SellerMSP', BUYER: 'BuyerMSP' };

    /** Whether the processes of these institutions endorse what they are asked to. */
    async function endorsedBy(
      codes: readonly string[],
      make: (market: SampleMarket) => Promise<readonly Submission[]>,
    ): Promise<readonly string[]> {
      const market = new SampleMarket();
      const { state } = await started(market, NATIVE);
      const call = putCall(...(await make(market)));
      return Promise.all(
        codes.map(async (code) => {
          const scripted = await process(market, { institution: code, mspOf: peers });
          for (const [key, value] of state) scripted.state.set(key, value);
          expect(await scripted.invoke(call)).toMatchObject({ message: '[REGISTRY_READ]' });
          const { status, message, writes } = await scripted.invoke(call);
          expect(writes.size > 0).toBe(status === 200);
          return message;
        }),
      );
    }
    const ofSeller = async (market: SampleMarket): Promise<Submission> =>
      (await market.submit(1)).submission;
    const OTHERS = '[ENDORSER_WRONG]';

    it('endorses what it is to endorse itself, and nothing of others', async () => {
      const asked = ['KSD', 'BOK', 'BUYER'];
      const issue = await endorsedBy(asked, async (market) => [await market.issue()]);
      expect(issue).toEqual(['', '', OTHERS]);
      const sale = await endorsedBy(['BOK', 'BUYER'], async (market) => [await ofSeller(market)]);
      expect(sale).toEqual([OTHERS, OTHERS]);
    });

    it('endorses no batches together that two others are to endorse', async () => {
      const both = await endorsedBy(['KSD', 'BOK', 'SELLER'], async (market) => [
        await market.issue(),
        await ofSeller(market),
      ]);
      expect(both).toEqual([OTHERS, OTHERS, OTHERS]);
    });
  });

  it.each<[string, () => Uint8Array]>([
    ['bytes', () => new Uint8Array(TRANSACTION_BYTES_MAX + 1)],
    ['batches', () => encodeTransactionInput(many(257, 1))],
    ['instructions', () => encodeTransactionInput(many(2, 501))],
  ])('does not endorse a transaction of too many %s', async (_, bytes) => {
    const scripted = await started(new SampleMarket(), NATIVE);
    const call = { name: 'putTradeInfoList', transient: { transaction: bytes() } };
    const simulated = await scripted.invoke(call);
    expect(simulated).toMatchObject({ status: 500, message: '[CALL_TOO_LARGE]' });
    expect(simulated.reads).toEqual([]);
  });

  it('answers a message that it does not know, and goes on', async () => {
    const market = new SampleMarket();
    const scripted = await started(market, NATIVE);
    scripted.send(99);
    expect((await scripted.unexpected()).getType()).toBe(TYPE.ERROR);
    scripted.send(TYPE.KEEPALIVE);
    expect((await scripted.unexpected()).getType()).toBe(TYPE.KEEPALIVE);
    expect(await scripted.invoke(putCall(await market.issue()))).toMatchObject({ status: 200 });
  });

  it('answers an exception with an error that says nothing of the trade', async () => {
    const failures: string[] = [];
    const market = new SampleMarket();
    const chaincode = createChaincode({
      ...own,
      institution,
      genesis: market.genesis,
      mspOf,
      onFailure: (txId) => failures.push(txId),
    });
    const scripted = await shells.connect(await shells.serve(chaincode, tls), tls, NATIVE);
    await scripted.commit({ name: 'init' });
    scripted.state.set('registry/day', Buffer.from('no JSON'));
    const simulated = await scripted.invoke(putCall(await market.issue()));
    expect(simulated).toMatchObject({ status: 500, message: '[CHAINCODE_FAILED]' });
    expect(failures).toEqual(['tx2']);
  });

  it('takes a bundle of a thousand trades in one message each way', async () => {
    const market = new SampleMarket();
    const scripted = await started(market, NATIVE);
    await scripted.commit(putCall(await market.issue()));
    const numbers = Array.from({ length: 1000 }, (_, at) => at);
    const [first] = await market.submitTogether(numbers);
    const simulated = await scripted.commit(putCall(first?.submission ?? (await market.issue())));
    expect(simulated.writes.size).toBe(1000);
    expect(simulated.status).toBe(200);
  });

  it('lets no peer in whose certificate another authority issued', async () => {
    const market = new SampleMarket();
    const chaincode = createChaincode({
      ...own,
      institution,
      genesis: market.genesis,
      mspOf,
      onFailure: () => {},
    });
    const address = await shells.serve(chaincode, tls);
    const { key, certificate } = await tlsFiles();
    const foreign = { key, certificate, clientCa: tls.clientCa };
    await expect(ScriptedPeer.connect({ address, tls: foreign })).rejects.toThrow();
  });
});
