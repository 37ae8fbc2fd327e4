import { generateKeyPairSync } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import type { Submission, Transaction } from '@bondledger/contract';
import { openMemoryLedger } from '@bondledger/ledger';
import { GENESIS } from '../../contract/test/_kit/genesis.js';
import { seedOf } from '../../contract/test/_kit/law.js';
import type { FabricLedger } from '../src/adapter/fabric-ledger.js';
import { LIVE_MS, liveNetwork, NO_NETWORK, titled } from './support/live-network.js';
import { daysOf, transactionsOf } from './support/random-days.js';

/** Some of those who trade have a peer, for the others BOK endorses. */
const MEMBERS = [
  { code: 'KSD', peers: 1, orderers: 1 },
  { code: 'BOK', peers: 1 },
  { code: 'SEC1', peers: 1 },
];
const DAYS = 2;
const seed = seedOf();

/** As a gateway does: one transaction never mixes those who endorse it. */
function byLane(ledger: FabricLedger, { submissions, skip }: Transaction): readonly Transaction[] {
  const lanes = new Map<string, Submission[]>();
  for (const submission of submissions) {
    const lane = ledger.laneOf(submission);
    lanes.set(lane, [...(lanes.get(lane) ?? []), submission]);
  }
  return [...lanes.values()].map((own) => ({ submissions: own, skip }));
}

describe.skipIf(NO_NETWORK)(
  titled('a random day on a network and on an engine without one'),
  () => {
    const live = liveNetwork(MEMBERS);
    console.log(`differential: seed ${seed.toString()}`);

    it.each(daysOf(seed, DAYS).map((plan, number) => [number, plan] as const))(
      'has the same answers and the same state hash, transaction by transaction: day %d',
      async (_, plan) => {
        const { privateKey: nodeKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
        const opening = { genesis: GENESIS, nodeKey };
        const [ledger, memory] = [await live.open(opening), openMemoryLedger(opening)];
        try {
          expect(await ledger.stateHash()).toBe(await memory.stateHash());
          let number = 0;
          for (const together of transactionsOf(plan)) {
            for (const transaction of byLane(ledger, together)) {
              number += 1;
              const expected = await memory.submit(transaction);
              const { batches, position } = await ledger.submit(transaction);
              expect([number, batches]).toEqual([number, expected.batches]);
              expect([number, position]).toEqual([number, expected.position]);
              const hash = await memory.stateHash();
              expect([number, await ledger.stateHash()]).toEqual([number, hash]);
            }
          }
          expect((await ledger.head()).height).toBe((await memory.head()).height);
          const { nodes } = await live.atOne();
          console.log(`${number.toString()} transactions, ${nodes.length.toString()} nodes at one`);
        } finally {
          await ledger.close();
          await memory.close();
        }
      },
      LIVE_MS,
    );
  },
);
