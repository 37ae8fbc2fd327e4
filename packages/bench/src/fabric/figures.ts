import { spreadOf, type Figure } from '../measure.js';
import type { DayRun, NodeKind } from './day-run.js';
import { STOCK_SAMPLE, type SubmitRun } from './submit-run.js';

/** One run of everything, and how loaded the machine was (mean of a minute) before it. */
export interface FabricRun {
  readonly load: number;
  readonly submit: SubmitRun;
  readonly day: DayRun;
  /** A network with 15,480 settled trades against an empty one, where it was asked for. */
  readonly large: number | undefined;
}

const GB = 1e9;
const KIB = 1024;

const NODE_KINDS: Readonly<Record<NodeKind, string>> = {
  gatewayPeer: "KSD's peer that clients come to",
  peer: "an institution's peer",
  orderer: 'an orderer',
  depositoryChaincode: "KSD's chaincode",
  chaincode: "an institution's chaincode",
};

const SUBMIT_WAYS: readonly (readonly [keyof SubmitRun['costs'], string])[] = [
  ['stock', 'stock use'],
  ['ours', '64 senders'],
  ['batched', 'bundles, batch messages'],
  ['perKey', 'bundles, a message a key'],
];

/** Every row of the table, those with a target first. */
export function figuresOf(runs: readonly FabricRun[]): readonly Figure[] {
  const of = (pick: (run: FabricRun) => number): Figure['spread'] => spreadOf(runs.map(pick));
  return [...startFigures(runs), ...submitFigures(of), ...dayFigures(of), ...largeFigures(runs)];
}

type Of = (pick: (run: FabricRun) => number) => Figure['spread'];

/** Two networks are started in each run. */
function startFigures(runs: readonly FabricRun[]): readonly Figure[] {
  const starts = runs.flatMap(({ submit, day }) => [submit.started, day.started]);
  const of = (pick: (start: (typeof starts)[number]) => number): Figure['spread'] =>
    spreadOf(starts.map(pick));
  return [
    {
      name: '`fabric up`, from nothing to a committed chaincode',
      unit: 's',
      spread: of(({ committedSeconds }) => committedSeconds),
      target: { must: 15, aim: 6 },
    },
    {
      name: '`fabric up`, to where every peer is reached',
      unit: 's',
      spread: of(({ readySeconds }) => readySeconds),
    },
    {
      name: 'memory of all nodes then, sum of PSS',
      unit: 'GB',
      spread: of(({ memory }) => memory.pss / GB),
      target: { must: 1.2, aim: 1 },
    },
    {
      name: 'memory of all nodes then, sum of RSS',
      unit: 'GB',
      spread: of(({ memory }) => memory.rss / GB),
    },
  ];
}

const submitFigures = (of: Of): readonly Figure[] => [
  {
    name: '1,548 SUBMITs: stock use against 64 senders',
    unit: 'times',
    spread: of(({ submit }) => submit.stockSeconds / submit.oursSeconds),
    target: { must: 10, aim: 20, isLeast: true },
  },
  {
    name: `1,548 SUBMITs, stock use (${String(STOCK_SAMPLE)} of them, scaled)`,
    unit: 's',
    spread: of(({ submit }) => submit.stockSeconds),
  },
  {
    name: '1,548 SUBMITs, 64 senders',
    unit: 's',
    spread: of(({ submit }) => submit.oursSeconds),
  },
  {
    name: 'SUBMIT in bundles of 1,000, batch messages',
    unit: 'trades/s',
    spread: of(({ submit }) => submit.batched),
    target: { must: 600, aim: 1000, isLeast: true },
  },
  {
    name: 'SUBMIT in bundles of 1,000, a message a key',
    unit: 'trades/s',
    spread: of(({ submit }) => submit.perKey),
  },
  {
    name: 'bundles of 1,000: batch messages against a message a key',
    unit: 'times',
    spread: of(({ submit }) => submit.batched / submit.perKey),
    target: { must: 2, aim: 3, isLeast: true },
  },
  {
    name: 'one trade on an idle network, p50',
    unit: 'ms',
    spread: of(({ submit }) => submit.idle * 1000),
    target: { must: 45, aim: 30 },
  },
  {
    name: 'an empty transaction on the same network, p50',
    unit: 'ms',
    spread: of(({ submit }) => submit.empty * 1000),
  },
  {
    name: 'one trade against an empty transaction',
    unit: 'times',
    spread: of(({ submit }) => submit.idle / submit.empty),
    target: { must: 1.3 },
  },
  ...SUBMIT_WAYS.map(([way, name]): Figure => ({
    name: `CPU of all nodes a SUBMIT: ${name}`,
    unit: 'ms',
    spread: of(({ submit }) => submit.costs[way].cpu * 1000),
  })),
  ...SUBMIT_WAYS.slice(0, -1).map(([way, name]): Figure => ({
    name: `block bytes of a SUBMIT: ${name}`,
    unit: 'KiB',
    spread: of(({ submit }) => submit.costs[way].blockBytes / KIB),
  })),
];

const dayFigures = (of: Of): readonly Figure[] => [
  {
    name: 'day of 1,548 trades, all steps to SETTLED',
    unit: 's',
    spread: of(({ day }) => day.seconds),
    target: { must: 60, aim: 30 },
  },
  { name: 'blocks of that day', unit: 'blocks', spread: of(({ day }) => day.blocks) },
  {
    name: 'block bytes of a trade to SETTLED',
    unit: 'KiB',
    spread: of(({ day }) => day.blockBytes / KIB),
  },
  {
    name: 'memory of all nodes after it, sum of PSS',
    unit: 'GB',
    spread: of(({ day }) => day.memory.pss / GB),
  },
  {
    name: 'CPU of a trade to SETTLED: all nodes',
    unit: 'ms',
    spread: of(({ day }) => day.allCpu * 1000),
  },
  {
    name: 'CPU of a trade to SETTLED: all institutions as clients',
    unit: 'ms',
    spread: of(({ day }) => day.clientCpu * 1000),
  },
  ...kinds().map(([kind, name]): Figure => ({
    name: `CPU of a trade to SETTLED: ${name}`,
    unit: 'ms',
    spread: of(({ day }) => day.costs[kind].cpu * 1000),
  })),
  ...kinds()
    .filter(([kind]) => kind === 'gatewayPeer' || kind === 'peer' || kind === 'orderer')
    .map(([kind, name]): Figure => ({
      name: `disk of a trade to SETTLED: ${name}`,
      unit: 'KiB',
      spread: of(({ day }) => day.costs[kind].bytes / KIB),
    })),
  { name: 'load of the machine before a run', unit: 'processes', spread: of(({ load }) => load) },
];

const kinds = (): readonly (readonly [NodeKind, string])[] =>
  Object.entries(NODE_KINDS) as [NodeKind, string][];

/** Left out where it was not run. */
function largeFigures(runs: readonly FabricRun[]): readonly Figure[] {
  const ratios = runs.flatMap(({ large }) => (large === undefined ? [] : [large]));
  if (ratios.length === 0) return [];
  return [
    {
      name: 'a network with 15,480 settled trades against an empty one',
      unit: 'times',
      spread: spreadOf(ratios),
      target: { must: 1.25, aim: 1.1 },
    },
  ];
}
