import assert from 'node:assert/strict';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, it } from 'vitest';
import type { Ledger } from '@bondledger/ledger';
import { ledgerCompliance, type SampleMarket } from '@bondledger/ledger/testkit';
import { openFabricLedger } from '../../src/adapter/open-fabric-ledger.js';
import type { Connection } from '../../src/network/connection.js';
import { LIVE_MS, type LiveNetwork } from './live-network.js';

/** The ledger's compliance suite, unchanged, with a ledger of its own on the network each time. */
export function complianceOn(live: LiveNetwork): void {
  const home = mkdtempSync(join(tmpdir(), 'bondledger-followed-'));
  const opened = new Map<Ledger, { readonly connection: Connection; readonly directory: string }>();
  afterAll(() => rmSync(home, { recursive: true, force: true }));

  async function open({ genesis, nodeKey }: SampleMarket): Promise<Ledger> {
    const connection = await live.ledgers.connectionFor(genesis);
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
    { describe, it: (name, body) => it(name, body, LIVE_MS) },
  );
}
