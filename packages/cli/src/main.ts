import { optimiseLater } from '@bondledger/ledger';
import { processIo } from './io/process-io.js';
import { run } from './run.js';

optimiseLater();

const stop = new AbortController();
// The first interrupt asks for an orderly end; a second one is the platform's own.
for (const signal of ['SIGINT', 'SIGTERM'] as const) {
  process.once(signal, () => {
    stop.abort();
  });
}
// Whoever read the output has enough: `bondledger trade list | head`.
process.stdout.on('error', (error: NodeJS.ErrnoException) => {
  if (error.code !== 'EPIPE') throw error;
  process.exit(0);
});

process.exitCode = await run(process.argv.slice(2), processIo(stop.signal));
