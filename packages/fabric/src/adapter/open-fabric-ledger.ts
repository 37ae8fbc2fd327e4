import type { KeyObject } from 'node:crypto';
import {
  genesisWrites,
  hashOfHeader,
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
import { channelBlock, channelHeight } from './channel-queries.js';
import { DerivedChain } from './derived-chain.js';
import { FabricLedger } from './fabric-ledger.js';
import { Follower } from './follower.js';
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
 *   NODE_REFUSED where no peer answers; CERTIFICATE_EXPIRED where it is the client's own;
 *   ENDORSEMENT_FAILED
 */
export async function openFabricLedger(options: FabricOptions): Promise<FabricLedger> {
  const { connection, genesis, nodeKey, crypto = nodeCrypto } = options;
  const { channel, mspOf } = connection;
  refuseExpired(connection.identity, Date.now());
  const pool = new PeerPool(connection);
  let store: ChainStore | undefined;
  let ledger: FabricLedger | undefined;
  try {
    const height = await channelHeight(pool, channel);
    store = await storeOf(options);
    let chain = chainOf(options, pool, store);
    if (!(await isOfChannel(chain, height))) {
      store = await store.startOver();
      chain = chainOf(options, pool, store);
    }
    const follower = new Follower(pool, chain, options.onFailure ?? ignore);
    const submitter = new Submitter({ mspOf, pool, chain });
    const parts = { connection, genesis, nodeKey, crypto, pool, chain, store, follower, submitter };
    ledger = new FabricLedger(parts);
    follower.start();
    while (chain.next < height) await chain.changed.next();
    if (chain.height < 0) await writeGenesis(submitter, chain);
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
  pool: PeerPool,
  store: ChainStore,
): DerivedChain =>
  new DerivedChain({
    crypto,
    ledgerId: ledgerIdOf(crypto, genesis),
    channel: connection.channel,
    chaincode: connection.chaincode,
    store,
    onFailure,
    fetch: (number) => channelBlock(pool, connection.channel, number),
  });

/** Does the channel still have what the store was derived from? It may have been made anew. */
async function isOfChannel(chain: DerivedChain, channelBlocks: bigint): Promise<boolean> {
  if (chain.height < 0) return true;
  if (chain.next > channelBlocks) return false;
  try {
    const { header } = await chain.block(chain.height);
    return hashOfHeader(nodeCrypto, header) === chain.head.hash;
  } catch (error) {
    if (error instanceof BondledgerError && error.code === 'CHANNEL_WRONG') return false;
    throw error;
  }
}

/** Somebody else may write it at the same time: then his is read. */
async function writeGenesis(submitter: Submitter, chain: DerivedChain): Promise<void> {
  const call = { functionName: INIT, args: [], transient: {} } as const;
  const outcome = await submitter.bring(call, BOK, () => true);
  if (outcome.kind === 'refused' && outcome.refusal.code !== 'ALREADY_STARTED') {
    const params = { endorsers: `${KSD}, ${BOK}`, detail: outcome.refusal.code };
    throw new BondledgerError({ code: 'ENDORSEMENT_FAILED', params });
  }
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
