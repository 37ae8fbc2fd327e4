import { mkdirSync } from 'node:fs';
import { resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { BondledgerError } from '@bondledger/domain';
import { layoutOf } from '../configuration/layout.js';
import { jsonText, writePrivate } from '../configuration/write-file.js';
import { identityOf } from '../nodes/process-identity.js';
import { processSpecs, type ProcessSpec } from '../nodes/process-spec.js';
import { runningProcess, startProcess, stopProcess } from '../nodes/running.js';
import { processesPath, SUPERVISOR } from '../nodes/supervise.js';
import { isThisMachine } from '../nodes/this-machine.js';
import { checkVersions } from '../programs/find-programs.js';
import { cleanEnvironment } from '../programs/run-program.js';
import { catchUp } from './catch-up.js';
import { approveByAll, commitOnce, joinOrderers, joinPeers } from './channel.js';
import { whileLocked } from './lock.js';
import { rememberDefinition } from './definition.js';
import { stopAll } from './down.js';
import { refuseBusyPorts, startNodes } from './nodes.js';
import { openPeers, type Network } from './open-network.js';
import { prepareNetwork, type PrepareOptions } from './prepare.js';
import { awaitAcquaintance } from './ready.js';

/** What `up` has just done, in this order. */
export type UpStep =
  'programs' | 'files' | 'started' | 'orderers' | 'peers' | 'approved' | 'committed' | 'ready';

export interface UpOptions extends PrepareOptions {
  /** Has the network end with this process, however that ends; by default it outlives it. */
  readonly endsWithCaller?: boolean;
  readonly onProgress?: (step: UpStep) => void;
}

/**
 * Starts a network, or what is missing of it: writes its files, starts its nodes, joins them to the
 * channel, installs the chaincode, has it approved by every institution and committed, and waits
 * until the gateway peers can reach every institution. Repeated, it goes on where it ended. Where
 * it fails, a network that was up before goes on under its supervisor, and another is stopped.
 *
 * @throws BondledgerError TOPOLOGY_INVALID, TOPOLOGY_CHANGED, SEQUENCE_UNCHANGED, FABRIC_VERSION,
 *   FABRIC_FAILED, NETWORK_BUSY, PORT_BUSY, PROCESS_LEFT_OVER, NODE_STOPPED, NODE_SILENT,
 *   NODE_REFUSED; NETWORK_ELSEWHERE, with all files written, where the topology names other hosts.
 */
export async function startNetwork(options: UpOptions): Promise<Network> {
  const layout = layoutOf(resolve(options.directory));
  return whileLocked(layout, async () => start(options));
}

/** Whether the network of a directory is watched by a supervisor on this machine. */
export const isNetworkUp = (directory: string): boolean =>
  runningProcess(layoutOf(resolve(directory)).run, SUPERVISOR) !== undefined;

async function start(options: UpOptions): Promise<Network> {
  const done = options.onProgress ?? (() => undefined);
  await checkVersions(options.programs);
  done('programs');
  const network = await prepareNetwork(options);
  done('files');
  const { plan, layout } = network;
  refuseOtherHosts(network);
  mkdirSync(layout.run, { recursive: true, mode: 0o700 });
  const specs = processSpecs(plan, layout, options.programs, options.chaincodeEntry);
  const wasWatched = runningProcess(layout.run, SUPERVISOR) !== undefined;
  try {
    await refuseBusyPorts(network);
    // It knows the nodes of before. A new one comes before all else, so that the nodes are watched
    // wherever this process may end.
    await stopProcess(layout.run, SUPERVISOR);
    await startNodes(network, specs);
    await startSupervisor(network, specs, options.endsWithCaller);
    done('started');
    await bringUp(network, done);
  } catch (error) {
    // A network that was up goes on with its supervisor; what was only just started is stopped.
    if (wasWatched) await startSupervisor(network, specs, options.endsWithCaller);
    else await stopAll(network);
    throw error;
  }
  done('ready');
  return network;
}

async function bringUp(network: Network, done: (step: UpStep) => void): Promise<void> {
  const peers = openPeers(network);
  try {
    const orderersJoined = joinOrderers(network).then(() => done('orderers'));
    const peersJoined = joinPeers(network, peers).then(() => done('peers'));
    await Promise.all([orderersJoined, peersJoined]);
    await catchUp(network, peers);
    await approveByAll(network, peers);
    done('approved');
    await commitOnce(network, peers);
    rememberDefinition(network);
    done('committed');
    await awaitAcquaintance(network);
  } finally {
    for (const peer of peers) peer.close();
  }
}

/** What runs on other hosts is started there, with the units and pages that were written. */
function refuseOtherHosts({ plan, layout }: Network): void {
  const other = Object.values(plan.topology.hosts).find((address) => !isThisMachine(address));
  if (other === undefined) return;
  throw new BondledgerError({
    code: 'NETWORK_ELSEWHERE',
    params: { host: other, path: layout.hosts },
  });
}

/** The supervisor runs from the built package, also where its caller does not. */
const SUPERVISOR_ENTRY = fileURLToPath(
  new URL('../../dist/nodes/supervisor-main.js', import.meta.url),
);

async function startSupervisor(
  { layout }: Network,
  specs: readonly ProcessSpec[],
  endsWithCaller = false,
): Promise<void> {
  writePrivate(processesPath(layout.run), jsonText(specs));
  const owner = endsWithCaller ? [JSON.stringify(identityOf(process.pid))] : [];
  await startProcess(layout.run, {
    name: SUPERVISOR,
    command: process.execPath,
    args: [SUPERVISOR_ENTRY, layout.run, ...owner],
    cwd: layout.directory,
    env: cleanEnvironment({}),
    log: layout.log(SUPERVISOR),
  });
}
