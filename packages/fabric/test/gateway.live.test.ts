import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { SampleMarket } from '@bondledger/ledger/testkit';
import { openFabricLedger } from '../src/adapter/open-fabric-ledger.js';
import { startGateway } from './support/gateway-process.js';
import {
  alone,
  hashInMemory,
  LIVE_MS,
  liveNetwork,
  MARKET,
  NO_NETWORK,
  titled,
} from './support/live-network.js';

const TRADES = 40;

describe.skipIf(NO_NETWORK)(titled('a gateway that is killed'), () => {
  const live = liveNetwork(MARKET);
  const home = mkdtempSync(join(tmpdir(), 'bondledger-gateway-'));
  afterAll(() => rmSync(home, { recursive: true, force: true }));

  it.each([0, 7, 15])(
    'after %d trades: what it acknowledged is there, and sent again it is done once',
    async (killedAfter) => {
      const market = new SampleMarket();
      const { genesis, nodeKey } = market;
      const connection = await live.connectionFor(market);
      const directory = join(home, connection.chaincode);
      const submissions = [await market.issue()];
      for (let number = 0; number < TRADES; number += 1) {
        submissions.push((await market.submit(number)).submission);
      }

      const acknowledged: string[] = [];
      const gateway = startGateway(home, { connection, market, directory, submissions });
      gateway.onAnswer((place, status) => {
        acknowledged[place] = status;
        // The next one is on its way by now.
        if (place === killedAfter) gateway.child.kill('SIGKILL');
      });
      await once(gateway.child, 'exit');
      expect(acknowledged.length).toBeGreaterThan(killedAfter);
      expect(acknowledged.length).toBeLessThan(submissions.length);
      expect(new Set(acknowledged)).toEqual(new Set(['ACCEPTED']));

      const ledger = await openFabricLedger({ connection, directory, genesis, nodeKey });
      try {
        expect((await ledger.head()).height).toBeGreaterThanOrEqual(acknowledged.length);
        for (const [place, submission] of submissions.entries()) {
          const { batches, position } = await ledger.submit(alone(submission));
          expect(batches[0]?.outcomes[0]?.status).toBe('ACCEPTED');
          if (place < acknowledged.length) expect(position).toBeUndefined();
        }
        expect((await ledger.head()).height).toBe(submissions.length);
        expect(await ledger.stateHash()).toBe(await hashInMemory(market, submissions));
        await live.atOne();
      } finally {
        await ledger.close();
      }
    },
    LIVE_MS,
  );
});
