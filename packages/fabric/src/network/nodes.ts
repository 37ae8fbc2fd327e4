import { BondledgerError } from '@bondledger/domain';
import { holderOf } from '../nodes/port-holder.js';
import { runningProcess, setPaused, startProcess, stopProcess } from '../nodes/running.js';
import type { ProcessSpec } from '../nodes/process-spec.js';
import { isFree } from '../topology/choose-ports.js';
import type { NodePlan, Plan } from '../topology/plan.js';
import type { Network } from './open-network.js';

export const nodesOf = ({ orderers, peers, chaincodes }: Plan): readonly NodePlan[] => [
  ...orderers,
  ...peers,
  ...chaincodes,
];

const portsOf = (node: NodePlan): readonly number[] => {
  switch (node.kind) {
    case 'chaincode':
      return [node.port, node.settlement];
    case 'peer':
      return [node.port, node.operations];
    case 'orderer':
      return [node.port, node.admin, node.operations];
  }
};

/**
 * Looks whether every node that does not run yet can have its ports.
 *
 * @throws BondledgerError PORT_BUSY names node, port and process; PROCESS_LEFT_OVER where that
 *   process works in this very directory, so is a node that an earlier network forgot.
 */
export async function refuseBusyPorts({ plan, layout }: Network): Promise<void> {
  for (const node of nodesOf(plan)) {
    if (runningProcess(layout.run, node.name) !== undefined) continue;
    for (const port of portsOf(node)) {
      if (await isFree(node.bind, port)) continue;
      const holder = holderOf(port);
      const isOurs = holder?.cwd.startsWith(`${layout.directory}/`) === true;
      throw new BondledgerError({
        code: isOurs ? 'PROCESS_LEFT_OVER' : 'PORT_BUSY',
        params: {
          node: node.name,
          port: port.toString(),
          ...(holder === undefined ? {} : { pid: holder.pid.toString() }),
        },
      });
    }
  }
}

/** Starts every node that does not run. */
export async function startNodes(network: Network, specs: readonly ProcessSpec[]): Promise<void> {
  const { run } = network.layout;
  for (const spec of specs) {
    setPaused(run, spec.name, false);
    await startProcess(run, spec);
  }
}

/** @throws BondledgerError NODE_STOPPED where a process of the network has ended. */
export function refuseStopped({ plan, layout }: Network): void {
  const stopped = nodesOf(plan).find(({ name }) => runningProcess(layout.run, name) === undefined);
  if (stopped === undefined) return;
  const { name } = stopped;
  throw new BondledgerError({
    code: 'NODE_STOPPED',
    params: { node: name, log: layout.log(name) },
  });
}

/** Ends every node: clients of others first. */
export async function stopNodes({ plan, layout }: Network): Promise<void> {
  for (const group of [plan.chaincodes, plan.peers, plan.orderers]) {
    await Promise.all(group.map(async ({ name }) => stopProcess(layout.run, name)));
  }
}
