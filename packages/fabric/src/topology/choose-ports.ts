import { randomInt } from 'node:crypto';
import { createServer } from 'node:net';
import type { OpenPort, Ports } from './plan.js';

/** Below the range from which systems take ports of outgoing connections. */
const FIRST_PORT = 18_000;
const LAST_PORT = 31_999;

/** Whether nobody listens there now. */
export const isFree = async (bind: string, port: number): Promise<boolean> =>
  new Promise((resolve) => {
    const server = createServer();
    server.once('error', () => resolve(false));
    server.listen({ host: bind, port, exclusive: true }, () => server.close(() => resolve(true)));
  });

/**
 * Keeps what was chosen before and chooses a free port for each that is new. The search starts
 * anywhere, so that two networks that start at once seldom meet.
 *
 * @throws RangeError where the machine has no free port left.
 */
export async function choosePorts(
  open: readonly OpenPort[],
  before: Ports,
  given: readonly number[],
): Promise<Ports> {
  const kept = Object.entries(before).filter(([key]) => open.some((port) => port.key === key));
  const chosen = new Map(kept);
  const taken = new Set([...given, ...chosen.values()]);
  let next = randomInt(FIRST_PORT, LAST_PORT + 1);
  let tries = LAST_PORT - FIRST_PORT;
  for (const { key, bind } of open) {
    while (!chosen.has(key)) {
      if (tries === 0) throw new RangeError('no free port is left on this machine');
      tries -= 1;
      next = next === LAST_PORT ? FIRST_PORT : next + 1;
      if (taken.has(next) || !(await isFree(bind, next))) continue;
      taken.add(next);
      chosen.set(key, next);
    }
  }
  return Object.fromEntries(chosen);
}
