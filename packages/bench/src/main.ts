import { writeFile } from 'node:fs/promises';
import { optimiseLater } from '@bondledger/ledger';
import { benchCodec } from './bench-codec.js';
import { benchDay } from './bench-day.js';
import { benchLedger } from './bench-ledger.js';
import { benchFabric, type FabricBenchOptions } from './fabric/bench-fabric.js';
import { benchReadModel } from './read-model/bench-read-model.js';
import { benchServer } from './server/bench-server.js';
import { benchWeb } from './web/bench-web.js';
import { isReached, type Report, type Skipped } from './measure.js';
import { tableOf } from './print.js';
import { readArguments } from './read-arguments.js';

type Bench = (options: FabricBenchOptions) => Promise<Report | Skipped>;

const BENCHES: Readonly<Record<string, Bench>> = {
  day: ({ runs }) => benchDay(runs),
  ledger: ({ runs }) => benchLedger(runs),
  codec: ({ runs }) => benchCodec(runs),
  server: ({ runs }) => benchServer(runs),
  'read-model': ({ runs }) => benchReadModel(runs),
  fabric: benchFabric,
  web: ({ runs }) => benchWeb(runs),
};

const USAGE =
  'usage: npm run bench -- day|ledger|codec|server|read-model|fabric|web [...] [--runs 5] ' +
  '[--json FILE] [--large]\n';

/**
 * Runs the benches that are named, prints a table and JSON; 1 where a target is missed, 2 on
 * misuse.
 */
async function main(): Promise<number> {
  const wish = readArguments(process.argv.slice(2), Object.keys(BENCHES));
  if (wish === undefined) {
    process.stderr.write(USAGE);
    return 2;
  }
  const { names, runs, large, json: file } = wish;
  const reports: Report[] = [];
  for (const name of names) {
    const bench = BENCHES[name];
    if (bench === undefined) continue;
    const report = await bench({ runs, large });
    if ('skipped' in report) {
      process.stdout.write(`${report.bench}: skipped. ${report.skipped}\n`);
      continue;
    }
    reports.push(report);
    process.stdout.write(`${tableOf(report)}\n`);
  }
  const json = `${JSON.stringify(reports)}\n`;
  if (file === undefined) process.stdout.write(json);
  else await writeFile(file, json);
  return reports.every(({ figures }) => figures.every(isReached)) ? 0 : 1;
}

// As the command does, so that what is measured is what a user gets.
optimiseLater();
process.exitCode = await main();
