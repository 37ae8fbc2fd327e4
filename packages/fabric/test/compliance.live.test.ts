import assert from 'node:assert/strict';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
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
  const home = mkdtempSync(join(tmpdir(), 'bondledger-followed-'));
  const opened = new Map<Ledger, { readonly connection: Connection; readonly directory: string }>();

  beforeAll(async () => {
    ledgers = await startManyLedgers(MEMBERS);
  }, TEST_MS);

  afterAll(async () => {
    await ledgers?.stop();
    rmSync(home, { recursive: true, force: true });
  }, TEST_MS);

  async function open({ genesis, nodeKey }: SampleMarket): Promise<Ledger> {
    assert.ok(ledgers !== undefined);
    const connection = await ledgers.connectionFor(genesis);
    const directory = join(home, connection.chaincode);
    const ledger = await openFabricLedger({ connection, genesis, nodeKey, directory });
    opened.set(ledger, { connection, directory });
    return ledger;
  }

  async function reopen(ledger: Ledger, { genesis, nodeKey }: SampleMarket): Promise<Ledger> {
    const options = opened.get(ledger);
    assert.ok(options !== undefined);
    await ledger.close();
    const again = await openFabricLedger({ ...options, genesis, nodeKey });
    opened.set(again, options);
    return again;
  }

  ledgerCompliance(
    { name: 'fabric', open, reopen },
    { describe, it: (name, body) => it(name, body, TEST_MS) },
  );
});
