import { existsSync, readdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import type { Layout } from '../configuration/layout.js';
import { setPaused, stopProcess } from '../nodes/running.js';
import { SUPERVISOR } from '../nodes/supervise.js';
import { stopNodes } from './nodes.js';
import { whileLocked } from './lock.js';
import { openNetwork, type Network } from './open-network.js';

/**
 * Ends every process of a network. Its ledger stays, and `up` goes on with it.
 *
 * @throws BondledgerError NETWORK_UNKNOWN, NETWORK_BUSY
 */
export async function stopNetwork(directory: string): Promise<void> {
  const network = openNetwork(directory);
  await whileLocked(network.layout, async () => stopAll(network));
}

/** Ends every process of a network, the supervisor first. */
export async function stopAll(network: Network): Promise<void> {
  await stopProcess(network.layout.run, SUPERVISOR);
  await stopNodes(network);
}

/**
 * Ends a network and removes its ledger, its nodes' keys and files. Its topology file stays, and so
 * do the institutions' authorities: a ledger's genesis names their certificates.
 *
 * @throws BondledgerError NETWORK_UNKNOWN, NETWORK_BUSY
 */
export async function resetNetwork(directory: string): Promise<void> {
  const network = openNetwork(directory);
  const { layout } = network;
  await whileLocked(layout, async () => {
    await stopAll(network);
    for (const { code } of network.plan.institutions) removeNodes(layout, code);
    for (const part of ['public', 'channel', 'builder', 'run', 'logs', 'hosts']) {
      rmSync(join(layout.directory, part), { recursive: true, force: true });
    }
    rmSync(layout.ports, { force: true });
  });
}

/** Removes what an institution has, but for its authorities. */
function removeNodes(layout: Layout, institution: string): void {
  const home = layout.institution(institution);
  if (!existsSync(home)) return;
  for (const name of readdirSync(home)) {
    const path = join(home, name);
    if (path === layout.authorities(institution)) continue;
    rmSync(path, { recursive: true, force: true });
  }
}

/**
 * Ends one node and keeps it down until `resumeNode` or the next `up`: the supervisor lets it be.
 *
 * @throws BondledgerError NETWORK_UNKNOWN
 */
export async function pauseNode(directory: string, name: string): Promise<void> {
  const { layout } = openNetwork(directory);
  setPaused(layout.run, name, true);
  await stopProcess(layout.run, name);
}

/** Lets the supervisor start a node again. @throws BondledgerError NETWORK_UNKNOWN */
export function resumeNode(directory: string, name: string): void {
  setPaused(openNetwork(directory).layout.run, name, false);
}
