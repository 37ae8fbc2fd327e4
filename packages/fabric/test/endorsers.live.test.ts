import assert from 'node:assert/strict';
import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Submission } from '@bondledger/contract';
import { SampleMarket } from '@bondledger/ledger/testkit';
import type { FabricLedger } from '../src/adapter/fabric-ledger.js';
import { failureOf } from '../src/adapter/failure.js';
import { openFabricLedger } from '../src/adapter/open-fabric-ledger.js';
import { PeerPool } from '../src/adapter/peer-pool.js';
import type { Endorsed } from '../src/adapter/proposing.js';
import { pauseNode } from '../src/network/down.js';
import { until } from '../src/nodes/until.js';
import { isFree } from '../src/topology/choose-ports.js';
import { transactionCall } from '../src/wire/proposal.js';
import { findRefusal } from '../src/wire/refusal.js';
import {
  alone,
  hashInMemory,
  LIVE_MS,
  liveNetwork,
  MARKET,
  NO_NETWORK,
  titled,
} from './support/live-network.js';
import { LIES } from './support/many-ledgers.js';

const LIAR = 'chaincode.seller';
const START_MS = 30_000;
const ENDORSE_MS = 10_000;

describe.skipIf(NO_NETWORK)(titled('who endorses'), () => {
  const live = liveNetwork(MARKET);
  const market = new SampleMarket();
  const sent: Submission[] = [];
  let trades = 0;
  const next = (): number => (trades += 1);
  let ledger: FabricLedger | undefined;
  let pool: PeerPool | undefined;

  beforeAll(async () => {
    const { genesis, nodeKey } = market;
    const connection = await live.connectionFor(market);
    ledger = await openFabricLedger({ connection, genesis, nodeKey });
    pool = new PeerPool(connection);
    await accepted(await market.issue());
  }, LIVE_MS);
  afterAll(async () => {
    pool?.close();
    await ledger?.close();
  });

  const opened = (): FabricLedger => ledger ?? expect.fail('the ledger is not open');

  async function accepted(submission: Submission): Promise<void> {
    const { batches } = await opened().submit(alone(submission));
    expect(batches[0]?.outcomes[0]?.status).toBe('ACCEPTED');
    sent.push(submission);
  }

  /** What was accepted is there, at every peer, and nothing else is. */
  async function expectUnchanged(): Promise<void> {
    expect(await opened().stateHash()).toBe(await hashInMemory(market, sent));
    expect((await opened().head()).height).toBe(sent.length);
    await live.atOne();
  }

  /** A process that lies takes the place of an institution's chaincode. */
  async function liarInPlace(lie: string): Promise<ChildProcess> {
    await pauseNode(live.directory, LIAR);
    const { plan, layout } = live.network;
    const place = plan.chaincodes.find(({ name }) => name === LIAR);
    assert.ok(place !== undefined);
    const configuration = layout.chaincodeConfiguration(place.institution);
    const args = [live.ledgers.writeLiar(lie), configuration];
    const child = spawn(process.execPath, args, { stdio: ['ignore', 'ignore', 'inherit'] });
    const listens = async (): Promise<boolean> => !(await isFree(place.bind, place.port));
    expect(await until(listens, START_MS)).toBe(true);
    return child;
  }

  describe('an endorser that lies', () => {
    it.each(LIES)(
      '(%s) is found out, nothing changes, and the same batch goes through without it',
      async (lie) => {
        const { submission } = await market.submit(next());
        const liar = await liarInPlace(lie);
        try {
          const refused = opened().submit(alone(submission));
          await expect(refused).rejects.toMatchObject({ code: 'ENDORSERS_DIFFER' });
          await expectUnchanged();
        } finally {
          liar.kill();
          await once(liar, 'exit');
          await live.resume(LIAR);
        }
        await accepted(submission);
        await expectUnchanged();
      },
      LIVE_MS,
    );
  });

  describe('a proposal of the seller', () => {
    const refusalOf = (error: unknown): string | undefined =>
      findRefusal(failureOf(error).text)?.code;

    /** Proposed to these; once more where a process has read the registry for the first time. */
    async function propose(
      submission: Submission,
      mspIds: readonly string[],
      isAgain = false,
    ): Promise<Endorsed> {
      const peer = pool?.current() ?? expect.fail('no peer is open');
      try {
        return await peer.endorse(transactionCall(alone(submission)), mspIds, ENDORSE_MS);
      } catch (error) {
        if (isAgain || refusalOf(error) !== 'REGISTRY_READ') throw error;
        return propose(submission, mspIds, true);
      }
    }

    it.each([
      ['another institution in the place of its own', ['KSDMSP', 'BUYERMSP']],
      ['the central bank in its place', ['KSDMSP', 'BOKMSP']],
      ['three institutions', ['KSDMSP', 'SELLERMSP', 'BUYERMSP']],
      ['two others', ['BUYERMSP', 'BOKMSP']],
    ])(
      'that names %s is not endorsed',
      async (_, mspIds) => {
        const { submission } = await market.submit(next());
        const error: unknown = await propose(submission, mspIds).catch((why: unknown) => why);
        expect(refusalOf(error), String(error)).toBe('ENDORSER_WRONG');
        await expectUnchanged();
      },
      LIVE_MS,
    );

    it.each([
      ['KSD alone', 'KSDMSP'],
      ['its own institution alone', 'SELLERMSP'],
    ])(
      'that names %s is ordered and not taken',
      async (_, mspId) => {
        const { submission } = await market.submit(next());
        const endorsed = await propose(submission, [mspId]);
        await endorsed.submit(ENDORSE_MS);
        await accepted((await market.submit(next())).submission);
        await expectUnchanged();
      },
      LIVE_MS,
    );
  });
});
