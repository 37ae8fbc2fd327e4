import { BOK, KSD } from '@bondledger/domain';
import type { Topology } from './schema.js';

/** One thing that does not fit together: where in the file, and what would fit. */
export interface Misfit {
  readonly path: readonly (string | number)[];
  readonly expected: string;
}

/** Blocks beyond this do not pass Fabric's own limits on messages. */
const MOST_BLOCK_BYTES = 49 * 1024 * 1024;

const UNITS = { KB: 1024, MB: 1024 * 1024 } as const;

/** The number of bytes of a size such as `8 MB`. */
export function bytesOf(size: string): number {
  const [count = '0', unit] = size.split(' ');
  return Number(count) * (unit === 'KB' ? UNITS.KB : UNITS.MB);
}

/** What the fields say of each other: every misfit, in the order of the file. */
export function misfitsOf(topology: Topology): readonly Misfit[] {
  return [
    ...placeMisfits(topology),
    ...codeMisfits(topology),
    ...endorsementMisfits(topology),
    ...orderingMisfits(topology),
  ];
}

function* placeMisfits(topology: Topology): Iterable<Misfit> {
  const hosts = Object.keys(topology.hosts);
  const names = new Set<string>();
  const ports = new Set<string>();
  for (const { path, host, name, given } of placesOf(topology)) {
    if (!hosts.includes(host)) yield { path: [...path, 'host'], expected: hosts.join(' | ') };
    if (names.has(name)) yield { path: [...path, 'name'], expected: `≠ ${name}` };
    names.add(name);
    for (const [field, port] of Object.entries(given)) {
      if (port === 'auto') continue;
      const place = `${host}:${port}`;
      if (ports.has(place)) yield { path: [...path, field], expected: `≠ ${port}` };
      ports.add(place);
    }
  }
}

interface Place {
  readonly path: readonly (string | number)[];
  readonly name: string;
  readonly host: string;
  readonly given: Readonly<Record<string, number | 'auto'>>;
}

/** Everything that listens somewhere. */
function placesOf(topology: Topology): readonly Place[] {
  return topology.institutions.flatMap(({ code, chaincode, peers, orderers }, at) => {
    const path = ['institutions', at];
    return [
      {
        path: [...path, 'chaincode'],
        name: `chaincode.${code.toLowerCase()}`,
        host: chaincode.host,
        given: { port: chaincode.port, settlement: chaincode.settlement },
      },
      ...peers.map(({ name, host, ...given }, n) => ({
        path: [...path, 'peers', n],
        name,
        host,
        given,
      })),
      ...orderers.map(({ name, host, ...given }, n) => ({
        path: [...path, 'orderers', n],
        name,
        host,
        given,
      })),
    ];
  });
}

function* codeMisfits({ institutions }: Topology): Iterable<Misfit> {
  const codes = new Set<string>();
  for (const [at, { code }] of institutions.entries()) {
    if (codes.has(code)) yield { path: ['institutions', at, 'code'], expected: `≠ ${code}` };
    codes.add(code);
  }
  if (codes.size < institutions.length) return;
  // These two endorse what settles: without one of them nothing ever would.
  for (const code of [KSD, BOK]) {
    if (!codes.has(code)) yield { path: ['institutions'], expected: code };
  }
}

function* endorsementMisfits({ institutions, endorsement }: Topology): Iterable<Misfit> {
  const codes = institutions.map(({ code }) => code);
  const { all, oneOf } = endorsement;
  for (const [at, code] of all.entries()) {
    if (codes.includes(code) && all.indexOf(code) === at) continue;
    yield { path: ['endorsement', 'all', at], expected: codes.join(' | ') };
  }
  // A proposal names KSD and one other: a policy that asks for anybody else would refuse it.
  if (all.length !== 1 || all[0] !== KSD) {
    yield { path: ['endorsement', 'all'], expected: `[${KSD}]` };
  }
  if (oneOf === 'others') return;
  const others = codes.filter((code) => !all.includes(code));
  for (const [at, code] of oneOf.entries()) {
    if (others.includes(code) && oneOf.indexOf(code) === at) continue;
    yield { path: ['endorsement', 'oneOf', at], expected: others.join(' | ') };
  }
  if (codes.includes(BOK) && !oneOf.includes(BOK)) {
    yield { path: ['endorsement', 'oneOf'], expected: `others | [${BOK}, ...]` };
  }
}

function* orderingMisfits({ institutions, ordering, certificates }: Topology): Iterable<Misfit> {
  if (institutions.every(({ orderers }) => orderers.length === 0)) {
    yield { path: ['institutions', 0, 'orderers'], expected: '>= 1' };
  }
  const { absoluteMaxBytes, preferredMaxBytes, raft } = ordering;
  if (bytesOf(preferredMaxBytes) > bytesOf(absoluteMaxBytes)) {
    yield { path: ['ordering', 'preferredMaxBytes'], expected: `<= ${absoluteMaxBytes}` };
  }
  if (bytesOf(absoluteMaxBytes) > MOST_BLOCK_BYTES) {
    yield { path: ['ordering', 'absoluteMaxBytes'], expected: '<= 49 MB' };
  }
  if (raft.heartbeatTicks >= raft.electionTicks) {
    yield {
      path: ['ordering', 'raft', 'heartbeatTicks'],
      expected: `< ${raft.electionTicks}`,
    };
  }
  if (certificates.nodeDays > certificates.authorityDays) {
    yield { path: ['certificates', 'nodeDays'], expected: `<= ${certificates.authorityDays}` };
  }
}
