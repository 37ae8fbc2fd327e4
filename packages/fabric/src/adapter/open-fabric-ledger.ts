import type { KeyObject } from 'node:crypto';
import {
  genesisWrites,
  ledgerIdOf,
  nodeCrypto,
  stateHash,
  type Crypto,
  type Genesis,
} from '@bondledger/contract';
import { BOK, BondledgerError } from '@bondledger/domain';
import { MemoryState } from '@bondledger/ledger/engine';
import type { Connection } from '../network/connection.js';
import { INIT } from '../wire/operations.js';
import { channelBlock, channelHeight } from './channel-queries.js';
import { DerivedChain } from './derived-chain.js';
import { FabricLedger } from './fabric-ledger.js';
import { Follower } from './follower.js';
import { PeerPool } from './peer-pool.js';
import { Submitter } from './submitter.js';

export interface FabricOptions {
  readonly connection: Connection;
  readonly genesis: Genesis;
  /** The node's P-256 private key: signs heads. The genesis names its public half. */
  readonly nodeKey: KeyObject;
  readonly crypto?: Crypto;
  /** Told where a peer's blocks could not be followed; another peer's are tried. */
  readonly onFailure?: (error: unknown) => void;
}

/**
 * Opens the ledger on a network that is up: reads its blocks, and writes the genesis where the
 * channel has none yet.
 *
 * @throws BondledgerError CHANNEL_WRONG where the channel holds another ledger; ENDORSEMENT_FAILED
 */
export async function openFabricLedger(options: FabricOptions): Promise<FabricLedger> {
  const { connection, genesis, nodeKey, crypto = nodeCrypto } = options;
  const { channel, chaincode } = connection;
  const pool = new PeerPool(connection);
  const state = new MemoryState();
  const chain = new DerivedChain({
    crypto,
    ledgerId: ledgerIdOf(crypto, genesis),
    channel,
    chaincode,
    state,
    fetch: (number) => channelBlock(pool, channel, number),
  });
  const follower = new Follower(pool, chain, options.onFailure ?? ((): void => undefined));
  const submitter = new Submitter({ mspOf: connection.mspOf, pool, chain });
  const parts = { connection, genesis, nodeKey, crypto, pool, chain, state, follower, submitter };
  const ledger = new FabricLedger(parts);
  try {
    const height = await channelHeight(pool, channel);
    follower.start();
    while (chain.next < height) await chain.changed.next();
    if (chain.height < 0) await writeGenesis(submitter, chain);
    await throwIfOther(crypto, connection, genesis, chain);
    return ledger;
  } catch (error) {
    await ledger.close();
    throw error;
  }
}

/** Somebody else may write it at the same time: then his is read. */
async function writeGenesis(submitter: Submitter, chain: DerivedChain): Promise<void> {
  const call = { functionName: INIT, args: [], transient: {} } as const;
  await submitter.bring(call, BOK, () => true);
  while (chain.height < 0) await chain.changed.next();
}

async function throwIfOther(
  crypto: Crypto,
  { channel, chaincode }: Connection,
  genesis: Genesis,
  chain: DerivedChain,
): Promise<void> {
  const hashOf = (writes: ReturnType<typeof genesisWrites>): string =>
    stateHash(
      crypto,
      writes.map(({ key, value }) => [key, crypto.sha256(value)] as const),
    );
  const { transactions } = await chain.block(0);
  const own = hashOf(genesisWrites(crypto, genesis));
  if (hashOf(transactions[0]?.writes ?? []) === own) return;
  throw new BondledgerError({ code: 'CHANNEL_WRONG', params: { channel, detail: chaincode } });
}
