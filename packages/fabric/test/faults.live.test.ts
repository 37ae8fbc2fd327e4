import assert from 'node:assert/strict';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Submission } from '@bondledger/contract';
import { openMemoryLedger, type Ledger } from '@bondledger/ledger';
import { SampleMarket } from '@bondledger/ledger/testkit';
import { openFabricLedger } from '../src/adapter/open-fabric-ledger.js';
import { layoutOf } from '../src/configuration/layout.js';
import { runningProcess } from '../src/nodes/running.js';
import { startManyLedgers, type ManyLedgers } from './support/many-ledgers.js';
import { whyNoNetwork } from './support/when-installed.js';

const MEMBERS = [
  { code: 'KSD', peers: 2, orderers: 3 },
  { code: 'BOK', peers: 1 },
  { code: 'SELLER', peers: 1 },
  { code: 'BUYER', peers: 1 },
];
const TEST_MS = 180_000;
const TRADES = 12;

const why = whyNoNetwork();

describe.skipIf(why !== undefined)(`under faults${why === undefined ? '' : ` (${why})`}`, () => {
  let ledgers: ManyLedgers | undefined;

  beforeAll(async () => {
    ledgers = await startManyLedgers(MEMBERS);
  }, TEST_MS);

  afterAll(async () => {
    await ledgers?.stop();
  }, TEST_MS);

  function kill(name: string): void {
    assert.ok(ledgers !== undefined);
    const running = runningProcess(layoutOf(ledgers.network.directory).run, name);
    assert.ok(running !== undefined, `${name} is not running`);
    process.kill(running.pid, 'SIGKILL');
  }

  async function open(market: SampleMarket): Promise<Ledger> {
    assert.ok(ledgers !== undefined);
    const { genesis, nodeKey } = market;
    const connection = await ledgers.connectionFor(genesis);
    return openFabricLedger({ connection, genesis, nodeKey });
  }

  /** The same batches on an engine without a network. */
  async function expectedHash(
    { genesis, nodeKey }: SampleMarket,
    sent: readonly Submission[],
  ): Promise<string> {
    const memory = openMemoryLedger({ genesis, nodeKey });
    for (const submission of sent) await memory.submit({ submissions: [submission], skip: [] });
    return memory.stateHash();
  }

  it.each([
    ['nothing', []],
    ['the peer that is proposed by', ['peer0.ksd']],
    ['the chaincode of KSD', ['chaincode.ksd']],
    ['the chaincode of an endorser', ['chaincode.seller']],
    ['the peer of an endorser', ['peer0.seller']],
    ['an orderer', ['orderer0.ksd']],
    ['another orderer', ['orderer1.ksd']],
    ['a peer and an orderer at once', ['peer1.ksd', 'orderer2.ksd']],
  ] as const)(
    'nothing is lost and nothing done twice when %s is killed',
    async (_, names) => {
      const market = new SampleMarket();
      const ledger = await open(market);
      try {
        const sent = [await market.issue()];
        for (let number = 0; number < TRADES; number += 1) {
          sent.push((await market.submit(number)).submission);
        }
        for (const [at, submission] of sent.entries()) {
          if (at === TRADES >> 1) names.forEach(kill);
          const { batches } = await ledger.submit({ submissions: [submission], skip: [] });
          expect(batches[0]?.outcomes[0]?.status).toBe('ACCEPTED');
        }
        expect((await ledger.head()).height).toBe(sent.length);
        expect(await ledger.stateHash()).toBe(await expectedHash(market, sent));
      } finally {
        await ledger.close();
      }
    },
    TEST_MS,
  );
});
