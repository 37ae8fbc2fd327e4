import { readFile } from 'node:fs/promises';
import { networkStatus, type NodeStatus } from '@bondledger/fabric';

/** Memory of all nodes in bytes. */
export interface Memory {
  /** Proportional set size: a page that several processes share counts once in all. */
  readonly pss: number;
  /** Resident set size: what is shared counts in each of them. */
  readonly rss: number;
  readonly processes: number;
}

/** CPU seconds that each node has used so far, by its name. */
export type CpuTimes = ReadonlyMap<string, number>;

/** Linux counts a process's time in hundredths of a second on every machine of today. */
const TICKS_A_SECOND = 100;
/** Places of `utime` and `stime` behind the name in /proc/PID/stat. */
const [USER_TIME, SYSTEM_TIME] = [11, 12];

async function running(directory: string): Promise<readonly (NodeStatus & { pid: number })[]> {
  const { nodes } = await networkStatus(directory);
  return nodes.flatMap((node) => (node.pid === undefined ? [] : [{ ...node, pid: node.pid }]));
}

/** What all peers, orderers and chaincode processes of a network hold; not its supervisor. */
export async function memoryOf(directory: string): Promise<Memory> {
  let [pss, rss] = [0, 0];
  const nodes = await running(directory);
  for (const { pid } of nodes) {
    const text = await readFile(`/proc/${String(pid)}/smaps_rollup`, 'utf8');
    pss += kibibytes(text, 'Pss') * 1024;
    rss += kibibytes(text, 'Rss') * 1024;
  }
  return { pss, rss, processes: nodes.length };
}

const kibibytes = (text: string, name: string): number =>
  Number.parseInt(new RegExp(`^${name}:\\s+(\\d+) kB$`, 'm').exec(text)?.[1] ?? 'NaN', 10);

export async function cpuTimesOf(directory: string): Promise<CpuTimes> {
  const times = new Map<string, number>();
  for (const { name, pid } of await running(directory)) {
    const text = await readFile(`/proc/${String(pid)}/stat`, 'utf8');
    const fields = text.slice(text.lastIndexOf(')') + 2).split(' ');
    const ticks = [USER_TIME, SYSTEM_TIME].map((at) => Number.parseInt(fields[at] ?? 'NaN', 10));
    times.set(name, ticks.reduce((sum, each) => sum + each, 0) / TICKS_A_SECOND);
  }
  return times;
}
