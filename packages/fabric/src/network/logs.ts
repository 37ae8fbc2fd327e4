import { closeSync, existsSync, fstatSync, openSync, readSync } from 'node:fs';
import { BondledgerError } from '@bondledger/domain';
import { SUPERVISOR } from '../nodes/supervise.js';
import { nodesOf } from './nodes.js';
import { openNetwork } from './open-network.js';

/** The end of one node's log. */
export interface NodeLog {
  readonly node: string;
  readonly path: string;
  readonly lines: readonly string[];
}

/** Of each log at most so much is read. */
const TAIL_BYTES = 256 * 1024;

/**
 * The last lines that nodes wrote to their logs.
 *
 * @param names Of these nodes; of all where none is named. `supervisor` is one, too.
 * @throws BondledgerError NETWORK_UNKNOWN; FILE_UNREADABLE where there is no such node.
 */
export function networkLogs(
  directory: string,
  lines: number,
  names: readonly string[] = [],
): readonly NodeLog[] {
  const { plan, layout } = openNetwork(directory);
  const known = [...nodesOf(plan).map(({ name }) => name), SUPERVISOR];
  const unknown = names.find((name) => !known.includes(name));
  if (unknown !== undefined) {
    throw new BondledgerError({ code: 'FILE_UNREADABLE', params: { path: layout.log(unknown) } });
  }
  return (names.length === 0 ? known : names)
    .map((node) => ({ node, path: layout.log(node) }))
    .filter(({ path }) => existsSync(path))
    .map(({ node, path }) => ({ node, path, lines: lastLines(path, lines) }));
}

function lastLines(path: string, count: number): readonly string[] {
  const file = openSync(path, 'r');
  try {
    const { size } = fstatSync(file);
    const from = Math.max(0, size - TAIL_BYTES);
    const tail = Buffer.alloc(size - from);
    const read = readSync(file, tail, 0, tail.length, from);
    const lines = tail.toString('utf8', 0, read).split('\n');
    // The first is cut where the reading did not begin at the beginning; the last is empty.
    return lines.slice(from === 0 ? 0 : 1, -1).slice(-count);
  } finally {
    closeSync(file);
  }
}
