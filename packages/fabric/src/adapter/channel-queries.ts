import { common } from '@hyperledger/fabric-protos';
import { BondledgerError } from '@bondledger/domain';
import { fromNode } from './channel-checks.js';
import { nodeFailure } from './failure.js';
import { QUERY_MS } from './limits.js';
import type { GatewayPeer, PeerPool } from './peer-pool.js';

/** Fabric's own chaincode for questions about the channel. */
const QUERIES = 'qscc';

const deadline = (): { deadline: number } => ({ deadline: Date.now() + QUERY_MS });

const evaluate = (peer: GatewayPeer, name: string, args: string[]): Promise<Uint8Array> =>
  peer.network.getContract(QUERIES).newProposal(name, { arguments: args }).evaluate(deadline());

const failureOfPeer = ({ endpoint }: GatewayPeer, error: unknown): unknown =>
  error instanceof BondledgerError
    ? fromNode(error, endpoint.name)
    : nodeFailure(endpoint.name, error);

/**
 * How many blocks the channel has, as the peer says that has the most.
 *
 * @throws BondledgerError NODE_SILENT, NODE_REFUSED where none says so
 */
export async function channelHeight(pool: PeerPool, channel: string): Promise<bigint> {
  const heights = await Promise.allSettled(
    pool.all().map(async (peer) => {
      const bytes = await evaluate(peer, 'GetChainInfo', [channel]).catch((error: unknown) => {
        throw failureOfPeer(peer, error);
      });
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
 *
 * @throws BondledgerError NODE_SILENT, NODE_REFUSED; whatever `use` does
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
      if (left <= 1) throw failureOfPeer(peer, error);
      pool.leave(peer);
    }
  }
}
