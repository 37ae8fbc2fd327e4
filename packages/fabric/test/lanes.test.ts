import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { status } from '@grpc/grpc-js';
import { genesisWrites, ledgerIdOf, nodeCrypto, type Submission } from '@bondledger/contract';
import { createGateway, type Gateway } from '@bondledger/ledger';
import { SampleMarket } from '@bondledger/ledger/testkit';
import { memoryStore } from '../src/adapter/chain-store.js';
import { DerivedChain } from '../src/adapter/derived-chain.js';
import { FabricLedger } from '../src/adapter/fabric-ledger.js';
import { Follower } from '../src/adapter/follower.js';
import { PeerPool } from '../src/adapter/peer-pool.js';
import type { ProposingPeer } from '../src/adapter/proposing.js';
import { Submitter } from '../src/adapter/submitter.js';
import { encodeRefusal } from '../src/wire/refusal.js';
import type { Connection } from '../src/network/connection.js';
import { unverified } from './support/unverified.js';

const mspOf = { KSD: 'KSDMSP', BOK: 'BOKMSP', SELLER: 'SELLERMSP', BUYER: 'BUYERMSP' };
const connection: Connection = {
  channel: 'bonds',
  chaincode: 'bonds',
  peers: [],
  mspOf,
  identity: {
    institution: 'KSD',
    mspId: 'KSDMSP',
    certificate: '',
    privateKey: '',
    tlsCertificate: '',
    tlsKey: '',
  },
};

/** What an endorsement ends with here: the one that is asked has been reached. */
const reached = Object.assign(new Error(encodeRefusal('CALL_INVALID')), { code: status.ABORTED });

describe('a co-endorser that does not answer', () => {
  const market = new SampleMarket();
  let ledger: FabricLedger;
  let gateway: Gateway;
  /** Lets the peer of SELLER answer. */
  let revive: () => void;

  beforeEach(() => {
    const alive = new Promise<void>((resolve) => {
      revive = resolve;
    });
    const peer: ProposingPeer = {
      endorse: async (_, organizations) => {
        if (organizations.includes('SELLERMSP')) await alive;
        throw reached;
      },
    };
    const { genesis, nodeKey } = market;
    const store = memoryStore();
    store.state.accept(0, 'a'.repeat(64), genesisWrites(nodeCrypto, genesis));
    const ledgerId = ledgerIdOf(nodeCrypto, genesis);
    const chain = new DerivedChain({
      crypto: nodeCrypto,
      ledgerId,
      channel: 'bonds',
      chaincode: 'bonds',
      store,
      checks: unverified,
      onFailure: (error) => expect.fail(String(error)),
      fetch: () => expect.fail(),
    });
    const pool = new PeerPool(connection);
    const proposing = { current: () => peer, leave: () => undefined };
    const checks = unverified;
    ledger = new FabricLedger({
      connection,
      genesis,
      nodeKey,
      crypto: nodeCrypto,
      pool,
      chain,
      store,
      follower: new Follower(pool, chain, () => undefined),
      submitter: new Submitter({ mspOf, pool: proposing, chain, checks }),
    });
    gateway = createGateway(ledger, { nodeKey, laneOf: (each) => ledger.laneOf(each) });
  });

  afterEach(async () => {
    revive();
    await gateway.close();
    await ledger.close();
  });

  const quiet = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));

  /** The codes that the promises were rejected with so far. */
  function watched(sends: readonly Promise<unknown>[]): readonly unknown[] {
    const codes: unknown[] = sends.map(() => 'waits');
    for (const [at, send] of sends.entries()) {
      send.catch((error: unknown) => {
        codes[at] = Object(error).code;
      });
    }
    return codes;
  }

  async function batches(): Promise<{ dead: Submission[]; other: Submission[]; same: Submission }> {
    const trades = await market.submitTogether([1]);
    const more = await Promise.all([2, 3, 4].map((number) => market.submit(number)));
    const [second, third, fourth] = more;
    const [first] = trades;
    if (!first || !second || !third || !fourth) throw new Error('the market has no trades');
    return {
      dead: [first.submission, second.submission],
      other: [await market.confirm(3, third), await market.confirm(4, fourth)],
      same: await market.confirm(2, second),
    };
  }

  it('delays nobody but its own lane and who shares its trades', async () => {
    const { dead, other, same } = await batches();
    const sends = [...dead, ...other, same].map((each) => gateway.send(each));
    const codes = watched(sends);
    for (let turn = 0; turn < 20; turn += 1) await quiet();
    expect(codes).toEqual(['waits', 'waits', 'ENDORSEMENT_FAILED', 'ENDORSEMENT_FAILED', 'waits']);
    revive();
    await Promise.allSettled(sends);
    expect(codes).toEqual(sends.map(() => 'ENDORSEMENT_FAILED'));
  });

  it('keeps the order of those that are given no lane', async () => {
    const { dead, other } = await batches();
    const sends = [...dead, ...other].map((each) =>
      ledger.submit({ submissions: [each], skip: [] }),
    );
    const codes = watched(sends);
    for (let turn = 0; turn < 20; turn += 1) await quiet();
    expect(codes).toEqual(sends.map(() => 'waits'));
    expect((await ledger.health()).queued).toBe(4);
    revive();
    await Promise.allSettled(sends);
    expect((await ledger.health()).queued).toBe(0);
  });

  it('fills no queue with more instructions than it may hold', async () => {
    const numbers = Array.from({ length: 1_000 }, (_, at) => at);
    const [full] = await market.submitTogether(numbers);
    if (full === undefined) throw new Error('the market has no trades');
    const sends = Array.from({ length: 21 }, () =>
      ledger.submit({ submissions: [full.submission], skip: [] }),
    );
    const codes = watched(sends);
    for (let turn = 0; turn < 20; turn += 1) await quiet();
    expect(codes.filter((code) => code === 'QUEUE_FULL')).toHaveLength(1);
    revive();
    await Promise.allSettled(sends);
  });

  it('takes nothing that has not the shape of a transaction', async () => {
    const wrong: readonly unknown[] = [undefined, {}, { submissions: [{}], skip: [] }];
    for (const each of wrong) {
      const submit = ledger.submit(each as Parameters<typeof ledger.submit>[0]);
      await expect(submit).rejects.toMatchObject({ code: 'BATCH_MALFORMED' });
    }
  });
});
