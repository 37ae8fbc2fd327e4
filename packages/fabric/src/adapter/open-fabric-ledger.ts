import type { KeyObject } from 'node:crypto';
import {
  genesisWrites,
  ledgerIdOf,
  nodeCrypto,
  stateHash,
  type Crypto,
  type Genesis,
} from '@bondledger/contract';
import { BOK, BondledgerError, KSD } from '@bondledger/domain';
import type { Connection } from '../network/connection.js';
import { INIT } from '../wire/operations.js';
import { memoryStore, openStore, type ChainStore } from './chain-store.js';
import type { Meter } from '@bondledger/ledger';
import { awaitBlocks } from './await-blocks.js';
import { channelChecks, type ChannelChecks } from './channel-checks.js';
import { channelBlock, channelHeight } from './channel-queries.js';
import { DerivedChain } from './derived-chain.js';
import { FabricLedger } from './fabric-ledger.js';
import { Follower } from './follower.js';
import { isOfChannel } from './is-of-channel.js';
import { refuseExpired } from './own-certificates.js';
import { PeerPool } from './peer-pool.js';
import { Submitter } from './submitter.js';

export interface FabricOptions {
  readonly connection: Connection;
  readonly genesis: Genesis;
  /** The node's P-256 private key: signs heads. The genesis names its public half. */
  readonly nodeKey: KeyObject;
  /**
   * Keeps what was read of the channel, so that the next one who opens it goes on from there. It
   * belongs to one process at a time.
   */
  readonly directory?: string;
  readonly crypto?: Crypto;
  /** Told of the stages of each transaction. */
  readonly meter?: Meter;
  /**
   * Told where a peer's blocks could not be followed (another peer's are tried), and where the
   * directory could not be written.
   */
  readonly onFailure?: (error: unknown) => void;
}

/**
 * Opens the ledger on a network that is up: reads its blocks, and writes the genesis where the
 * channel has none yet.
 *
 * @throws BondledgerError CHANNEL_WRONG where the channel holds another ledger; NODE_SILENT or
 *   NODE_REFUSED where no peer answers; BLOCK_UNTRUSTED or NODE_BEHIND where none gives its
 *   blocks; CERTIFICATE_EXPIRED where it is the client's own; ENDORSEMENT_FAILED
 */
export async function openFabricLedger(options: FabricOptions): Promise<FabricLedger> {
  const { connection, genesis, nodeKey, crypto = nodeCrypto } = options;
  const { channel, mspOf } = connection;
  refuseExpired(connection.identity, Date.now());
  const pool = new PeerPool(connection);
  let store: ChainStore | undefined;
  let ledger: FabricLedger | undefined;
  try {
    const checks = channelChecks(crypto, genesis.fabric);
    const height = await channelHeight(pool, channel);
    store = await storeOf(options);
    let chain = chainOf(options, checks, pool, store);
    if (!(await isOfChannel(chain, store, height))) {
      store = await store.startOver();
      chain = chainOf(options, checks, pool, store);
    }
    if (chain.next <= height) await chain.resume();
    const follower = new Follower(pool, chain, options.onFailure ?? ignore);
    const submitter = new Submitter({ mspOf, pool, chain, checks, meter: options.meter });
    const parts = { connection, genesis, nodeKey, crypto, pool, chain, store, follower, submitter };
    ledger = new FabricLedger(parts);
    follower.start();
    const opening = { pool, chain, follower };
    await awaitBlocks(opening, height, () => chain.next >= height);
    if (chain.height < 0) {
      await writeGenesis(submitter);
      await awaitBlocks(opening, height + 1n, () => chain.height >= 0);
    }
    await throwIfOther(crypto, connection, genesis, chain);
    return ledger;
  } catch (error) {
    await (ledger ?? store)?.close();
    pool.close();
    throw error;
  }
}

const ignore = (): void => undefined;

const storeOf = ({
  directory,
  genesis,
  crypto = nodeCrypto,
}: FabricOptions): Promise<ChainStore> =>
  directory === undefined
    ? Promise.resolve(memoryStore())
    : openStore(directory, ledgerIdOf(crypto, genesis));

const chainOf = (
  { connection, genesis, crypto = nodeCrypto, onFailure = ignore }: FabricOptions,
  checks: ChannelChecks,
  pool: PeerPool,
  store: ChainStore,
): DerivedChain =>
  new DerivedChain({
    crypto,
    ledgerId: ledgerIdOf(crypto, genesis),
    channel: connection.channel,
    chaincode: connection.chaincode,
    store,
    checks,
    onFailure,
    fetch: (number, use) => channelBlock(pool, connection.channel, number, use),
  });

/** Somebody else may write it at the same time: then his is read. */
async function writeGenesis(submitter: Submitter): Promise<void> {
  const call = { functionName: INIT, args: [], transient: {} } as const;
  const outcome = await submitter.bring(call, BOK, () => true);
  if (outcome.kind === 'refused' && outcome.refusal.code !== 'ALREADY_STARTED') {
    const params = { endorsers: `${KSD}, ${BOK}`, detail: outcome.refusal.code };
    throw new BondledgerError({ code: 'ENDORSEMENT_FAILED', params });
  }
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
