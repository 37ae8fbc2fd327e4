import { isProcessIdentity } from './process-identity.js';
import { supervise } from './supervise.js';

/**
 * `node supervisor-main.js <run folder> [<process>]`: the process that keeps a network's nodes up,
 * perhaps as long as another one runs, whose identity is given as JSON.
 */
const [, , run, owner] = process.argv;
if (run === undefined) throw new RangeError('usage: supervisor-main <run folder> [<process>]');
const stop = new AbortController();
for (const name of ['SIGTERM', 'SIGINT'] as const) process.once(name, () => stop.abort());
const identity: unknown = owner === undefined ? undefined : JSON.parse(owner);
await supervise(run, stop.signal, isProcessIdentity(identity) ? identity : undefined);
