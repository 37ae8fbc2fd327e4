import { rmSync } from 'node:fs';
import { stopProcess } from '../nodes/running.js';
import { SUPERVISOR } from '../nodes/supervise.js';
import { stopNodes } from './nodes.js';
import { openNetwork } from './open-network.js';

/**
 * Ends every process of a network. Its ledger stays, and `up` goes on with it.
 *
 * @throws BondledgerError NETWORK_UNKNOWN
 */
export async function stopNetwork(directory: string): Promise<void> {
  const network = openNetwork(directory);
  await stopProcess(network.layout.run, SUPERVISOR);
  await stopNodes(network);
}

/**
 * Ends a network and removes its ledger, keys and files; its topology file stays.
 *
 * @throws BondledgerError NETWORK_UNKNOWN
 */
export async function resetNetwork(directory: string): Promise<void> {
  const { layout } = openNetwork(directory);
  await stopNetwork(directory);
  for (const part of ['institutions', 'public', 'channel', 'builder', 'run', 'logs']) {
    rmSync(`${layout.directory}/${part}`, { recursive: true, force: true });
  }
  rmSync(layout.ports, { force: true });
}
