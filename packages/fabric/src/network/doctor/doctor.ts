import { CLIENT } from '../../configuration/layout.js';
import { isHeldHere } from '../../certificates/held-here.js';
import { isThisMachine } from '../../nodes/this-machine.js';
import { runningProcess } from '../../nodes/running.js';
import type { NodePlan } from '../../topology/plan.js';
import { nodesOf } from '../nodes.js';
import { openNetwork, openPeers, ordererEndpoint, whoAsks } from '../open-network.js';
import type { Network } from '../open-network.js';
import { clockOffset } from '../protocol/orderer-client.js';
import { connectionProbe } from '../protocol/probe.js';
import type { PeerClient } from '../protocol/peer-client.js';
import { peerPosition } from '../status.js';
import { checkCertificates } from './certificates.js';
import { bad, good, tested, warning, type Finding } from './finding.js';
import { tryPort, tryTls } from './handshake.js';

/** Fabric refuses proposals whose time differs by 15 minutes; a warning comes long before. */
const CLOCK_WARNING_S = 5;
/** A peer may be on its way to the newest block. */
const BEHIND_BLOCKS = 2;

/**
 * Tests every hop of a network: processes of this machine, ports, TLS both ways, dates of
 * certificates, clocks of the orderers' hosts, the channel's height at each peer, and whether each
 * chaincode answers.
 *
 * @throws BondledgerError NETWORK_UNKNOWN
 */
export async function examineNetwork(directory: string): Promise<readonly Finding[]> {
  const network = openNetwork(directory);
  const peers = openPeers(network);
  try {
    const nodes = nodesOf(network.plan);
    // An institution's chaincode is open to its own hosts alone.
    const reachable = nodes.filter(
      ({ kind, institution }) => kind !== 'chaincode' || isHeldHere(network.layout, institution),
    );
    const own = nodes.filter(({ hostAddress }) => isThisMachine(hostAddress));
    const hops = await Promise.all([
      ...reachable.map(async (node) =>
        tested('port', named(network, node), async () => tryPort(node)),
      ),
      ...reachable.map(async (node) =>
        tested('tls', named(network, node), async () => tryTls(node, network)),
      ),
      ...clockFindings(network),
    ]);
    const channel = await channelFindings(network, peers);
    const chaincode = await chaincodeFindings(network);
    return [
      ...own.map((node) => processFinding(network, node)),
      ...hops,
      ...checkCertificates(network, new Date()),
      ...channel,
      ...chaincode,
    ];
  } finally {
    for (const peer of peers) peer.close();
  }
}

const named = ({ layout }: Network, { name }: NodePlan): { name: string; log: string } => ({
  name,
  log: layout.log(name),
});

function processFinding({ layout }: Network, { name }: NodePlan): Finding {
  if (runningProcess(layout.run, name) !== undefined) return good('process', name);
  const params = { node: name, log: layout.log(name) };
  return bad('process', name, { code: 'NODE_STOPPED', params });
}

const clockFindings = (network: Network): readonly Promise<Finding>[] =>
  network.plan.orderers.map(async (orderer) => {
    const { name, institution } = orderer;
    let seconds = 0;
    const finding = await tested('clock', named(network, orderer), async () => {
      const asker = whoAsks(network, institution);
      seconds = await clockOffset(ordererEndpoint(orderer, network.layout), asker);
    });
    if (finding.verdict !== 'good' || Math.abs(seconds) < CLOCK_WARNING_S) return finding;
    const params = { node: name, seconds: seconds.toString() };
    return warning('clock', name, { code: 'CLOCK_DIFFERS', params });
  });

async function channelFindings(
  network: Network,
  peers: readonly PeerClient[],
): Promise<readonly Finding[]> {
  const heights = new Map<string, number>();
  const findings = await Promise.all(
    network.plan.peers.map(async (plan, at) =>
      tested('channel', named(network, plan), async () => {
        const peer = peers[at];
        if (peer === undefined) return;
        const { height } = await peerPosition(peer, network.plan.topology.channel);
        heights.set(plan.name, height);
      }),
    ),
  );
  const expected = Math.max(0, ...heights.values());
  return findings.map((finding) => {
    const height = heights.get(finding.subject) ?? expected;
    if (finding.verdict !== 'good' || height + BEHIND_BLOCKS >= expected) return finding;
    const node = finding.subject;
    const params = { node, height: height.toString(), expected: expected.toString() };
    return bad('channel', node, { code: 'NODE_BEHIND', params });
  });
}

/** Each institution's chaincode, asked through a peer of its own. */
async function chaincodeFindings(network: Network): Promise<readonly Finding[]> {
  const peers = openPeers(network, CLIENT);
  try {
    return await Promise.all(
      network.plan.chaincodes.map(async (chaincode) =>
        tested('chaincode', named(network, chaincode), async () => {
          const peer = peers.find(({ endpoint }) => endpoint.mspId === chaincode.mspId);
          if (peer !== undefined) await connectionProbe(peer, network.plan, chaincode.mspId);
        }),
      ),
    );
  } finally {
    for (const peer of peers) peer.close();
  }
}
