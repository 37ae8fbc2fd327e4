import { tmpdir } from 'node:os';
import { afterEach, expect, test, vi } from 'vitest';
import { benchFabric } from '../src/fabric/bench-fabric.js';
import { figuresOf, type FabricRun } from '../src/fabric/figures.js';
import { tableOf } from '../src/index.js';

afterEach(() => vi.unstubAllEnvs());

test('without the programs of Fabric the bench is skipped, and says which is missing', async () => {
  vi.stubEnv('FABRIC_BIN', tmpdir());
  const answer = await benchFabric({ runs: 1, large: false });
  expect(answer).toMatchObject({ bench: 'fabric' });
  expect('skipped' in answer && answer.skipped).toContain('peer');
});

const cost = { cpu: 0.02, blockBytes: 2048 };
const started = {
  committedSeconds: 8,
  readySeconds: 9,
  memory: { pss: 0.9e9, rss: 1.5e9, processes: 19 },
};

const RUN: FabricRun = {
  load: 1,
  submit: {
    started,
    stockSeconds: 60,
    oursSeconds: 4,
    batched: 900,
    perKey: 300,
    costs: { stock: cost, ours: cost, batched: cost, perKey: cost },
    idle: 0.04,
    empty: 0.032,
  },
  day: {
    started: { ...started, committedSeconds: 12 },
    seconds: 50,
    blocks: 700,
    blockBytes: 100_000,
    clientCpu: 0.01,
    allCpu: 0.2,
    memory: started.memory,
    costs: {
      gatewayPeer: { cpu: 0.01, bytes: 1 },
      peer: { cpu: 0.01, bytes: 1 },
      orderer: { cpu: 0.01, bytes: 1 },
      depositoryChaincode: { cpu: 0.01, bytes: 0 },
      chaincode: { cpu: 0.01, bytes: 0 },
    },
  },
  large: undefined,
};

const medianOf = (runs: readonly FabricRun[], name: string): number | undefined =>
  figuresOf(runs).find((figure) => figure.name === name)?.spread.median;

test.each([
  ['1,548 SUBMITs: stock use against 64 senders', 15],
  ['bundles of 1,000: batch messages against a message a key', 3],
  ['one trade against an empty transaction', 1.25],
  ['one trade on an idle network, p50', 40],
  ['block bytes of a SUBMIT: stock use', 2],
  // Both networks of a run were started.
  ['`fabric up`, from nothing to a committed chaincode', 10],
])('%s', (name, median) => {
  expect(medianOf([RUN], name)).toBeCloseTo(median);
});

test('what was not run has no row, and is named below the table', () => {
  const name = 'a network with 15,480 settled trades against an empty one';
  expect(medianOf([RUN], name)).toBeUndefined();
  expect(medianOf([{ ...RUN, large: 1.1 }], name)).toBe(1.1);
  const report = { bench: 'b', machine: 'm', node: '20', figures: [], notRun: ['the rest'] };
  expect(tableOf(report)).toContain('Not run: the rest.');
});
