import { generateKeyPairSync } from 'node:crypto';
import { expect } from 'vitest';
import type { Submission, Transaction } from '@bondledger/contract';
import { openMemoryLedger } from '@bondledger/ledger';
import { GENESIS } from '../../../contract/test/_kit/genesis.js';
import type { FabricLedger } from '../../src/adapter/fabric-ledger.js';
import type { LiveNetwork } from './live-network.js';

/** As a gateway does: one transaction never mixes those who endorse it. */
function byLane(ledger: FabricLedger, { submissions, skip }: Transaction): readonly Transaction[] {
  const lanes = new Map<string, Submission[]>();
  for (const submission of submissions) {
    const lane = ledger.laneOf(submission);
    lanes.set(lane, [...(lanes.get(lane) ?? []), submission]);
  }
  return [...lanes.values()].map((own) => ({ submissions: own, skip }));
}

/**
 * Has the same transactions taken on the network and on an engine without one: the same answers,
 * places and state hashes, one after the other, and at the end all peers at one.
 */
export async function expectSameDay(
  live: LiveNetwork,
  transactions: readonly Transaction[],
): Promise<void> {
  const { privateKey: nodeKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
  const opening = { genesis: GENESIS, nodeKey };
  const [ledger, memory] = [await live.open(opening), openMemoryLedger(opening)];
  try {
    expect(await ledger.stateHash()).toBe(await memory.stateHash());
    let number = 0;
    for (const together of transactions) {
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
}
