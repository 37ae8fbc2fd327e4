import { common } from '@hyperledger/fabric-protos';
import { nodeFailure } from './failure.js';
import { QUERY_MS } from './limits.js';
import type { PeerPool } from './peer-pool.js';

/** Fabric's own chaincode for questions about the channel. */
const QUERIES = 'qscc';

const deadline = (): { deadline: number } => ({ deadline: Date.now() + QUERY_MS });

/** Asks the peer in use, then the others. @throws BondledgerError NODE_SILENT, NODE_REFUSED */
async function ask<T>(pool: PeerPool, read: () => Promise<T>): Promise<T> {
  for (let left = pool.size; ; left -= 1) {
    const peer = pool.current();
    try {
      return await read();
    } catch (error) {
      if (left <= 1) throw nodeFailure(peer.endpoint.name, error);
      pool.leave(peer);
    }
  }
}

const evaluate = (pool: PeerPool, name: string, args: string[]): Promise<Uint8Array> =>
  ask(pool, () => {
    const contract = pool.current().network.getContract(QUERIES);
    return contract.newProposal(name, { arguments: args }).evaluate(deadline());
  });

/** How many blocks the channel has. @throws BondledgerError NODE_SILENT, NODE_REFUSED */
export async function channelHeight(pool: PeerPool, channel: string): Promise<bigint> {
  const bytes = await evaluate(pool, 'GetChainInfo', [channel]);
  return BigInt(common.BlockchainInfo.deserializeBinary(bytes).getHeight());
}

/** A block of the channel. @throws BondledgerError NODE_SILENT, NODE_REFUSED */
export async function channelBlock(
  pool: PeerPool,
  channel: string,
  number: bigint,
): Promise<common.Block> {
  const bytes = await evaluate(pool, 'GetBlockByNumber', [channel, number.toString()]);
  return common.Block.deserializeBinary(bytes);
}
