import { common } from '@hyperledger/fabric-protos';
import { fromNode } from './channel-checks.js';
import { QUERY_MS } from './limits.js';
import type { GatewayPeer, PeerPool } from './peer-pool.js';

/** Fabric's own chaincode for questions about the channel. */
const QUERIES = 'qscc';

const deadline = (): { deadline: number } => ({ deadline: Date.now() + QUERY_MS });

const evaluate = (peer: GatewayPeer, name: string, args: string[]): Promise<Uint8Array> =>
  peer.network.getContract(QUERIES).newProposal(name, { arguments: args }).evaluate(deadline());

/** How many blocks the channel has, as the peer says that has the most. */
export async function channelHeight(pool: PeerPool, channel: string): Promise<bigint> {
  const heights = await Promise.allSettled(
    pool.all().map(async (peer) => {
      const bytes = await evaluate(peer, 'GetChainInfo', [channel]);
      return BigInt(common.BlockchainInfo.deserializeBinary(bytes).getHeight());
    }),
  );
  const known = heights.flatMap((each) => (each.status === 'fulfilled' ? [each.value] : []));
  const failed = heights.find((each) => each.status === 'rejected');
  if (known.length === 0 && failed !== undefined) throw failed.reason;
  return known.reduce((most, height) => (height > most ? height : most), 0n);
}

/**
 * What is made of a block of the channel. The peer in use is asked, then the others: where one
 * does not answer, or what it gives is refused.
 */
export async function channelBlock<T>(
  pool: PeerPool,
  channel: string,
  number: bigint,
  use: (block: common.Block) => T,
): Promise<T> {
  for (let left = pool.size; ; left -= 1) {
    const peer = pool.current();
    try {
      const bytes = await evaluate(peer, 'GetBlockByNumber', [channel, number.toString()]);
      return use(common.Block.deserializeBinary(bytes));
    } catch (error) {
      if (left <= 1) throw fromNode(error, peer.endpoint.name);
      pool.leave(peer);
    }
  }
}
