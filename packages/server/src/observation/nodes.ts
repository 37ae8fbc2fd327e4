import type { NodeStatus } from '@bondledger/fabric';
import { BondledgerError } from '@bondledger/domain';
import type { Component } from '@bondledger/sdk/api';
import { PEER_BEHIND_BLOCKS } from '../limits.js';
import { because } from './because.js';

/** How each node of the network does whose files lie in a directory; none without a network. */
export async function nodesOf(network: string | undefined): Promise<readonly Component[]> {
  if (network === undefined) return [];
  try {
    // What belongs to Fabric is loaded only where it is needed.
    const { networkStatus } = await import('@bondledger/fabric');
    const { nodes } = await networkStatus(network);
    const newest = Math.max(0, ...nodes.map(({ height = 0 }) => height));
    return nodes.filter(isSeen).map((node) => nodeOf(node, newest));
  } catch (error) {
    const rejection =
      error instanceof BondledgerError ? error.rejection : { code: 'NETWORK_DOWN' as const };
    return [{ component: 'fabric', status: 'DOWN', ...because(rejection) }];
  }
}

/** Orderers and chaincode on other hosts may be open to their own institution alone. */
const isSeen = ({ isHere, kind, height }: NodeStatus): boolean =>
  isHere || kind === 'peer' || height !== undefined;

function nodeOf({ name, kind, isHere, pid, height }: NodeStatus, newest: number): Component {
  const component = `fabric.${name}`;
  const params = { node: name, log: `bondledger fabric logs ${name}` };
  if (isHere && pid === undefined) {
    return { component, status: 'DOWN', ...because({ code: 'NODE_STOPPED', params }) };
  }
  if (kind === 'chaincode') return { component, status: 'OK' };
  if (height === undefined) {
    const why = because({ code: 'NODE_SILENT', params: { ...params, detail: 'status' } });
    return { component, status: 'DOWN', ...why };
  }
  const behind = newest - height;
  const found = { component, height: Math.max(0, height - 1), behind };
  if (behind <= PEER_BEHIND_BLOCKS) return { ...found, status: 'OK' };
  const heights = { height: height.toString(), expected: newest.toString() };
  const why = because({ code: 'NODE_BEHIND', params: { node: name, ...heights } });
  return { ...found, status: 'WARN', ...why };
}
