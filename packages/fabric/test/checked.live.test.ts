import assert from 'node:assert/strict';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { encodeGenesis } from '@bondledger/contract';
import { createGateway } from '@bondledger/ledger';
import { SampleMarket } from '@bondledger/ledger/testkit';
import type { FabricLedger } from '../src/adapter/fabric-ledger.js';
import { openFabricLedger } from '../src/adapter/open-fabric-ledger.js';
import { CHAINCODE_ENTRY } from '../src/network/chaincode-entry.js';
import { channelGenesis } from '../src/network/channel-genesis.js';
import { pauseNode, resetNetwork, resumeNode } from '../src/network/down.js';
import { readConnection } from '../src/network/read-connection.js';
import { startNetwork } from '../src/network/up.js';
import { findPrograms } from '../src/programs/find-programs.js';
import { defaultTopologyText } from '../src/topology/default-topology.js';
import { whyNoNetwork } from './support/when-installed.js';

const MEMBERS = [
  { code: 'KSD', peers: 1, orderers: 1 },
  { code: 'BOK', peers: 1 },
  { code: 'SELLER', peers: 1 },
  { code: 'BUYER', peers: 1 },
];
const TEST_MS = 120_000;

const why = whyNoNetwork();

describe.skipIf(why !== undefined)(
  `a ledger whose genesis names the nodes' certificates${why === undefined ? '' : ` (${why})`}`,
  () => {
    const directory = mkdtempSync(join(tmpdir(), 'bondledger-checked-'));
    let market: SampleMarket | undefined;
    let ledger: FabricLedger | undefined;

    beforeAll(async () => {
      writeFileSync(join(directory, 'consortium.yaml'), defaultTopologyText(MEMBERS));
      market = new SampleMarket(await channelGenesis(directory));
      const genesis = join(directory, 'genesis.json');
      writeFileSync(genesis, `${encodeGenesis(market.genesis)}\n`);
      const programs = findPrograms(process.env);
      await startNetwork({ directory, programs, chaincodeEntry: CHAINCODE_ENTRY, genesis });
      ledger = await openFabricLedger({ connection: readConnection(directory), ...market });
    }, TEST_MS);

    afterAll(async () => {
      await ledger?.close();
      await resetNetwork(directory);
      rmSync(directory, { recursive: true, force: true });
    }, TEST_MS);

    function opened(): { readonly market: SampleMarket; readonly ledger: FabricLedger } {
      assert.ok(market !== undefined && ledger !== undefined);
      return { market, ledger };
    }

    it(
      'takes blocks and repeated answers that the network signed',
      async () => {
        const { market: own, ledger: on } = opened();
        const issue = { submissions: [await own.issue()], skip: [] };
        const trade = { submissions: [(await own.submit(1)).submission], skip: [] };
        for (const transaction of [issue, trade]) {
          const first = await on.submit(transaction);
          expect(first.batches[0]?.outcomes[0]?.status).toBe('ACCEPTED');
          const again = await on.submit(transaction);
          expect(again.batches).toEqual(first.batches);
          expect(again.position).toBeUndefined();
        }
      },
      TEST_MS,
    );

    it(
      'opens nothing whose orderers another authority certified',
      async () => {
        const { market: own } = opened();
        const { fabric } = own.genesis;
        assert.ok(fabric !== undefined);
        const [first, ...others] = fabric.organisations;
        assert.ok(first !== undefined && others[0] !== undefined);
        const { rootCertificates } = others[0];
        const forged = { ...fabric, organisations: [{ ...first, rootCertificates }, ...others] };
        const opening = openFabricLedger({
          connection: readConnection(directory),
          genesis: { ...own.genesis, fabric: forged },
          nodeKey: own.nodeKey,
        });
        await expect(opening).rejects.toMatchObject({
          code: 'BLOCK_UNTRUSTED',
          params: { node: 'peer0.ksd', block: '1', detail: 'orderer' },
        });
      },
      TEST_MS,
    );

    it(
      'lets the others go on while the peer of one endorser is down',
      async () => {
        const { market: own, ledger: on } = opened();
        const { nodeKey } = own;
        const gateway = createGateway(on, { nodeKey, laneOf: (each) => on.laneOf(each) });
        const known = await own.submit(2);
        await gateway.send(known.submission);
        await pauseNode(directory, 'peer0.seller');
        let isAnswered = false;
        const dead = gateway.send((await own.submit(3)).submission).then((sent) => {
          isAnswered = true;
          return sent;
        });
        const other = await gateway.send(await own.confirm(2, known));
        expect(other.outcome.outcomes[0]?.status).toBe('ACCEPTED');
        expect(isAnswered).toBe(false);
        resumeNode(directory, 'peer0.seller');
        expect((await dead).outcome.outcomes[0]?.status).toBe('ACCEPTED');
        await gateway.close();
      },
      TEST_MS,
    );
  },
);
