import { rmSync } from 'node:fs';
import { mkdtemp, readFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createConsortium, openConsortium, referenceDay, runDay } from '@bondledger/consortium';
import { optimiseLater } from '@bondledger/ledger';
import { probe } from './probes.js';

/** Anonymous memory of this process in MiB: what it holds, without the files that it maps. */
async function anonymousMebibytes(): Promise<number> {
  const status = await readFile('/proc/self/status', 'utf8');
  const kibibytes = /^RssAnon:\s+(\d+) kB$/m.exec(status)?.[1];
  return Number.parseInt(kibibytes ?? '0', 10) / 1024;
}

const SAMPLE_MS = 50;

/** One day in a process of its own: prints one line of JSON. */
async function main(trades: number): Promise<void> {
  const directory = await mkdtemp(join(tmpdir(), 'bondledger-bench-'));
  let most = 0;
  const sample = (): void => {
    void anonymousMebibytes().then((now) => {
      most = Math.max(most, now);
    });
  };
  try {
    const day = referenceDay({ trades });
    await createConsortium({ directory: join(directory, 'day'), day });
    await using consortium = await openConsortium({ directory: join(directory, 'day') });
    const timer = setInterval(sample, SAMPLE_MS);
    const cpu = process.cpuUsage();
    const report = await runDay(consortium, day);
    const { user, system } = process.cpuUsage(cpu);
    clearInterval(timer);
    sample();
    const probes = probe(directory);
    const settled = report.byState.SETTLED ?? 0;
    const { seconds, steps, blocks, bytes, conserved } = report;
    const cpuSeconds = (user + system) / 1e6;
    const line = { trades, settled, seconds, cpuSeconds, mebibytes: most, blocks, bytes };
    process.stdout.write(`${JSON.stringify({ ...line, conserved, probes, steps })}\n`);
  } finally {
    rmSync(directory, { recursive: true, force: true });
  }
}

// As the command does, so that what is measured is what a user gets.
optimiseLater();
await main(Number.parseInt(process.argv[2] ?? '1548', 10));
