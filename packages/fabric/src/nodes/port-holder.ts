import { readdirSync, readFileSync, readlinkSync } from 'node:fs';

/** A process that listens on a port. */
export interface PortHolder {
  readonly pid: number;
  /** Its working directory, which says whose it is. */
  readonly cwd: string;
}

const LISTENING = '0A';

/** The process that listens on a TCP port, where the platform and our rights let us see it. */
export function holderOf(port: number): PortHolder | undefined {
  const sockets = new Set(['/proc/net/tcp', '/proc/net/tcp6'].flatMap((at) => listening(at, port)));
  if (sockets.size === 0) return undefined;
  for (const pid of namesIn('/proc').map(Number).filter(Number.isSafeInteger)) {
    const files = namesIn(`/proc/${pid}/fd`);
    if (files.some((name) => sockets.has(linkOf(`/proc/${pid}/fd/${name}`)))) {
      return { pid, cwd: linkOf(`/proc/${pid}/cwd`) };
    }
  }
  return undefined;
}

/** The sockets that listen on a port, as a process's descriptors name them. */
function listening(table: string, port: number): readonly string[] {
  const wanted = port.toString(16).toUpperCase().padStart(4, '0');
  return textOf(table)
    .split('\n')
    .map((line) => line.trim().split(/\s+/))
    .filter((fields) => fields[1]?.endsWith(`:${wanted}`) === true && fields[3] === LISTENING)
    .map((fields) => `socket:[${fields[9] ?? ''}]`);
}

function textOf(path: string): string {
  try {
    return readFileSync(path, 'latin1');
  } catch {
    return '';
  }
}

function namesIn(path: string): readonly string[] {
  try {
    return readdirSync(path);
  } catch {
    return [];
  }
}

function linkOf(path: string): string {
  try {
    return readlinkSync(path);
  } catch {
    return '';
  }
}
