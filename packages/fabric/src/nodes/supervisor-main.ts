import { supervise } from './supervise.js';

/** `node supervisor-main.js <run folder>`: the process that keeps a network's nodes up. */
const [, , run] = process.argv;
if (run === undefined) throw new RangeError('usage: supervisor-main <run folder>');
const stop = new AbortController();
for (const name of ['SIGTERM', 'SIGINT'] as const) process.once(name, () => stop.abort());
await supervise(run, stop.signal);
