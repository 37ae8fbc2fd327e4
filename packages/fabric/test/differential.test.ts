import { generateKeyPairSync } from 'node:crypto';
import { afterEach, beforeAll, describe, expect, it } from 'vitest';
import {
  decodeAnswer,
  ENGINE_PREFIX,
  leavesOf,
  ledgerIdOf,
  loggedBatches,
  nodeCrypto,
  prepare,
  stateHash,
  type Transaction,
} from '@bondledger/contract';
import { openMemoryLedger, type Ledger, type TransactionOutcome } from '@bondledger/ledger';
import { GENESIS } from '../../contract/test/_kit/genesis.js';
import { seedOf } from '../../contract/test/_kit/law.js';
import { createChaincode } from '../src/chaincode/open-chaincode.js';
import { openAnswer } from '../src/wire/answer.js';
import { daysOf, transactionsOf } from './support/random-days.js';
import { CHAINCODE } from './support/proposals.js';
import type { ScriptedPeer, Simulated } from './support/scripted-peer.js';
import { callOf, NATIVE, Shells } from './support/shells.js';
import { tlsFiles, type TlsFiles } from './support/tls-files.js';

const DAYS = 6;
/** BOK endorses for everybody, so that batches of different institutions go together. */
const mspOf = { KSD: 'KsdMSP', BOK: 'BokMSP' };
const ledgerId = ledgerIdOf(nodeCrypto, GENESIS);
/** After so many transactions the second endorser's chaincode is another process. */
const RESTARTED_EVERY = 7;

let tls: TlsFiles;
const shells = new Shells();
beforeAll(async () => {
  tls = await tlsFiles();
});
afterEach(() => shells.close());

async function shell(
  institution: string,
  batches: typeof NATIVE | undefined,
): Promise<ScriptedPeer> {
  const onFailure = (_: string, error: unknown): void => expect.fail(String(error));
  const chaincode = createChaincode({
    chaincode: CHAINCODE,
    institution,
    genesis: GENESIS,
    mspOf,
    onFailure,
  });
  return shells.process(chaincode, tls, batches);
}

/** Simulated as by a client: once more where the chaincode has read the registry. */
async function simulated(peer: ScriptedPeer, transaction: Transaction): Promise<Simulated> {
  const call = callOf(transaction);
  const first = await peer.commit(call);
  return first.message === '[REGISTRY_READ]' ? peer.commit(call) : first;
}

const hashOf = ({ state }: ScriptedPeer): string =>
  stateHash(
    nodeCrypto,
    [...state]
      .filter(([key]) => !key.startsWith(ENGINE_PREFIX))
      .sort(([left], [right]) => (left < right ? -1 : 1))
      .map(([key, value]) => [key, nodeCrypto.sha256(value)] as const),
  );

/** Everything that the chaincode answered is what the embedded engine answered. */
async function expectAlike(
  { payload, status, message, writes }: Simulated,
  transaction: Transaction,
  expected: TransactionOutcome,
  memory: Ledger,
): Promise<void> {
  expect([status, message]).toEqual([200, '']);
  const answered = decodeAnswer(payload) ?? [];
  const leaves = leavesOf(prepare(transaction, { crypto: nodeCrypto, ledgerId }));
  expect(openAnswer(nodeCrypto, transaction, leaves, answered)).toEqual(expected.batches);
  expect(writes.size > 0).toBe(expected.position !== undefined);
  if (expected.position === undefined) return;
  const { transactions } = await memory.block(expected.position.height);
  expect(loggedBatches(answered)).toEqual(transactions[0]?.batches);
}

describe('a random day on the chaincode shell and on the embedded engine', () => {
  const seed = seedOf();
  console.log(`differential: seed ${seed.toString()}`);
  const codes = new Set<string>();
  let refused = 0;

  it.each(daysOf(seed, DAYS).map((plan, number) => [number, plan] as const))(
    'has the same answers and the same state hash, transaction by transaction: day %d',
    async (_, plan) => {
      const { privateKey: nodeKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
      const memory = shells.keep(openMemoryLedger({ genesis: GENESIS, nodeKey }));
      const warm = await shell('KSD', NATIVE);
      let second = await shell('BOK', undefined);
      for (const peer of [warm, second]) await peer.commit({ name: 'init' });
      expect(hashOf(warm)).toBe(await memory.stateHash());
      for (const [at, transaction] of transactionsOf(plan).entries()) {
        const expected = await memory.submit(transaction);
        if (at % RESTARTED_EVERY === 0) {
          const { state } = second;
          second = await shell('BOK', at % 2 === 0 ? NATIVE : undefined);
          for (const [key, value] of state) second.state.set(key, value);
        }
        const [one, two] = [
          await simulated(warm, transaction),
          await simulated(second, transaction),
        ];
        await expectAlike(one, transaction, expected, memory);
        expect([two.payload, two.writes, two.settled]).toEqual([
          one.payload,
          one.writes,
          one.settled,
        ]);
        const hash = await memory.stateHash();
        expect([at, hashOf(warm), hashOf(second)]).toEqual([at, hash, hash]);
        for (const outcome of expected.batches.flatMap(({ outcomes }) => outcomes)) {
          if (outcome.status === 'ACCEPTED') continue;
          refused += 1;
          codes.add(outcome.code);
        }
      }
    },
  );

  it('was refused in many ways, as days are', () => {
    expect(refused).toBeGreaterThan(20);
    expect([...codes]).toEqual(expect.arrayContaining(['LINKED_FAILED', 'GUARD_REFUSED']));
    expect(codes.size).toBeGreaterThan(8);
  });
});
