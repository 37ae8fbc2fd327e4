import { hostname, networkInterfaces } from 'node:os';
import { bindOf } from '../topology/plan.js';

/** Whether an address of the topology is one of this machine's own. */
export function isThisMachine(address: string): boolean {
  // What binds to itself alone is reachable from here alone.
  if (bindOf(address) === address || address === hostname()) return true;
  return Object.values(networkInterfaces()).some(
    (addresses) => addresses?.some((own) => own.address === address) === true,
  );
}
