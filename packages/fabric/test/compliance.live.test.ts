import assert from 'node:assert/strict';
import { afterAll, beforeAll, describe, it } from 'vitest';
import type { Ledger } from '@bondledger/ledger';
import { ledgerCompliance, type SampleMarket } from '@bondledger/ledger/testkit';
import { openFabricLedger } from '../src/adapter/open-fabric-ledger.js';
import type { Connection } from '../src/network/connection.js';
import { startManyLedgers, type ManyLedgers } from './support/many-ledgers.js';
import { whyNoNetwork } from './support/when-installed.js';

const MEMBERS = [
  { code: 'KSD', peers: 1, orderers: 1 },
  { code: 'BOK', peers: 1 },
  { code: 'SELLER', peers: 1 },
  { code: 'BUYER', peers: 1 },
];
const TEST_MS = 120_000;

const why = whyNoNetwork();

describe.skipIf(why !== undefined)(`on a network${why === undefined ? '' : ` (${why})`}`, () => {
  let ledgers: ManyLedgers | undefined;
  const connections = new Map<Ledger, Connection>();

  beforeAll(async () => {
    ledgers = await startManyLedgers(MEMBERS);
  }, TEST_MS);

  afterAll(async () => {
    await ledgers?.stop();
  }, TEST_MS);

  async function open({ genesis, nodeKey }: SampleMarket): Promise<Ledger> {
    assert.ok(ledgers !== undefined);
    const connection = await ledgers.connectionFor(genesis);
    const ledger = await openFabricLedger({ connection, genesis, nodeKey });
    connections.set(ledger, connection);
    return ledger;
  }

  async function reopen(ledger: Ledger, { genesis, nodeKey }: SampleMarket): Promise<Ledger> {
    const connection = connections.get(ledger);
    assert.ok(connection !== undefined);
    await ledger.close();
    const again = await openFabricLedger({ connection, genesis, nodeKey });
    connections.set(again, connection);
    return again;
  }

  ledgerCompliance(
    { name: 'fabric', open, reopen },
    { describe, it: (name, body) => it(name, body, TEST_MS) },
  );
});
