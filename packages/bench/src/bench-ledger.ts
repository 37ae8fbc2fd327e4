import { rmSync } from 'node:fs';
import { mkdtemp } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { nodeCrypto } from '@bondledger/contract';
import {
  consortiumLayout,
  createConsortium,
  openConsortium,
  percentile,
  readPassphrase,
  type Consortium,
} from '@bondledger/consortium';
import { Institution, openKeyStore, type Transport } from '@bondledger/sdk';
import { machineOf } from './machine.js';
import { probeFigures } from './bench-day.js';
import { spreadOf, type Figure, type Report } from './measure.js';
import { probe, type Probes } from './probes.js';
import { SubmitSource } from './submit-source.js';

const BATCH = 1000;
const BATCHES = 6;
const IDLE_SENDS = 400;
const IDLE_WARM_UP = 50;
const SENDERS = 64;
const SENDS_EACH = 120;

interface LedgerRun {
  /** CPU of one SUBMIT in a batch of 1,000, in microseconds. */
  readonly ledgerCpu: number;
  readonly clientCpu: number;
  readonly idleP50: number;
  readonly idleP99: number;
  readonly perSecond: number;
  readonly probes: Probes;
}

const cpuMicroseconds = (): number => {
  const { user, system } = process.cpuUsage();
  return user + system;
};

/** A client on a transport that counts the CPU spent behind it. It does not follow the ledger. */
async function countingClient(
  consortium: Consortium,
  participant: string,
): Promise<{ readonly client: Institution; readonly behind: () => number }> {
  let spent = 0;
  const transport: Transport = {
    ...consortium.transport,
    send: async (submission, signal) => {
      const began = cpuMicroseconds();
      const answer = await consortium.transport.send(submission, signal);
      spent += cpuMicroseconds() - began;
      return answer;
    },
  };
  const layout = consortiumLayout(consortium.directory);
  const signer = await openKeyStore(layout.keyStore(participant), await readPassphrase(layout));
  const client = await Institution.open({ transport, signer, crypto: nodeCrypto });
  await client.close();
  return { client, behind: () => spent };
}

async function batches(
  consortium: Consortium,
  source: SubmitSource,
): Promise<readonly [number, number]> {
  const seller = source.sellers[0] ?? '';
  const { client, behind } = await countingClient(consortium, seller);
  const options = { batchSize: BATCH, validUntil: source.day.settlementDate };
  await client.take(source.take(seller, BATCH), options);
  let [ledger, all] = [0, 0];
  for (let at = 0; at < BATCHES; at += 1) {
    const actions = source.take(seller, BATCH);
    const [began, before] = [cpuMicroseconds(), behind()];
    const results = await client.take(actions, options);
    all += cpuMicroseconds() - began;
    ledger += behind() - before;
    const refused = results.find(({ status }) => status === 'REFUSED');
    if (refused !== undefined) throw new Error(JSON.stringify(refused));
  }
  const count = BATCH * BATCHES;
  return [ledger / count, (all - ledger) / count];
}

async function idle(consortium: Consortium, source: SubmitSource): Promise<readonly number[]> {
  const seller = source.sellers[0] ?? '';
  const client = consortium.institution(seller);
  const options = { validUntil: source.day.settlementDate };
  const times: number[] = [];
  for (let at = 0; at < IDLE_SENDS + IDLE_WARM_UP; at += 1) {
    const actions = source.take(seller, 1);
    const began = performance.now();
    const [result] = await client.take(actions, options);
    const milliseconds = performance.now() - began;
    if (result?.status !== 'ACCEPTED') throw new Error(JSON.stringify(result));
    if (at >= IDLE_WARM_UP) times.push(milliseconds);
  }
  return times.sort((left, right) => left - right);
}

async function senders(consortium: Consortium, source: SubmitSource): Promise<number> {
  const { sellers } = source;
  const options = { validUntil: source.day.settlementDate };
  const plans = Array.from({ length: SENDERS }, (_, at) => {
    const seller = sellers[at % sellers.length] ?? '';
    return { client: consortium.institution(seller), actions: source.take(seller, SENDS_EACH) };
  });
  const began = performance.now();
  await Promise.all(
    plans.map(async ({ client, actions }) => {
      for (const action of actions) {
        const [result] = await client.take([action], options);
        if (result?.status !== 'ACCEPTED') throw new Error(JSON.stringify(result));
      }
    }),
  );
  return (SENDERS * SENDS_EACH) / ((performance.now() - began) / 1000);
}

async function oneRun(): Promise<LedgerRun> {
  const directory = await mkdtemp(join(tmpdir(), 'bondledger-bench-'));
  try {
    const source = new SubmitSource();
    const data = join(directory, 'ledger');
    await createConsortium({ directory: data, day: source.day });
    await using consortium = await openConsortium({ directory: data });
    const probes = probe(directory);
    // What is measured is a client and the ledger; the others' reading of blocks is not.
    for (const institution of consortium.institutions()) await institution.close();
    const [ledgerCpu, clientCpu] = await batches(consortium, source);
    const times = await idle(consortium, source);
    const perSecond = await senders(consortium, source);
    const [idleP50, idleP99] = [percentile(times, 50), percentile(times, 99)];
    return { ledgerCpu, clientCpu, idleP50, idleP99, perSecond, probes };
  } finally {
    rmSync(directory, { recursive: true, force: true });
  }
}

/** `bench ledger`: one ledger, one client, and 64 of them. */
export async function benchLedger(runs: number): Promise<Report> {
  const all: LedgerRun[] = [];
  for (let at = 0; at < runs; at += 1) all.push(await oneRun());
  const of = (pick: (run: LedgerRun) => number): Figure['spread'] => spreadOf(all.map(pick));
  const figures: Figure[] = [
    {
      name: 'SUBMIT in batches of 1,000: ledger and contract, CPU against one ES256 verification',
      unit: 'times',
      spread: of(({ ledgerCpu, probes }) => ledgerCpu / probes.verify),
      target: { must: 1.2, aim: 0.6 },
    },
    {
      name: 'SUBMIT in batches of 1,000: client, CPU against one ES256 verification',
      unit: 'times',
      spread: of(({ clientCpu, probes }) => clientCpu / probes.verify),
      target: { must: 0.5, aim: 0.25 },
    },
    {
      name: 'one instruction on an idle ledger, p50 against fdatasync + verify + sign',
      unit: 'times',
      spread: of(
        ({ idleP50, probes }) => (idleP50 * 1000) / (probes.flush + probes.verify + probes.sign),
      ),
      target: { must: 4, aim: 2.5 },
    },
    {
      name: 'one instruction on an idle ledger, p50',
      unit: 'ms',
      spread: of((run) => run.idleP50),
    },
    {
      name: 'one instruction on an idle ledger, p99',
      unit: 'ms',
      spread: of(({ idleP99 }) => idleP99),
      target: { must: 5 },
    },
    {
      name: '64 senders, one instruction each at a time',
      unit: '/s',
      spread: of(({ perSecond }) => perSecond),
      target: { must: 5000, aim: 8000, isLeast: true },
    },
    ...probeFigures(all.map(({ probes }) => probes)),
  ];
  return { bench: 'ledger', machine: machineOf(), node: process.versions.node, figures };
}
