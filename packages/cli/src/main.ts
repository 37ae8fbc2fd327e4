import { optimiseLater } from '@bondledger/ledger';
import { FAILED } from './exit-code.js';
import { processIo } from './io/process-io.js';
import { run, sayOutputFailed } from './run.js';

optimiseLater();

const stop = new AbortController();
// The first interrupt asks for an orderly end; a second one is the platform's own.
for (const signal of ['SIGINT', 'SIGTERM'] as const) {
  process.once(signal, () => {
    stop.abort();
  });
}
const argv = process.argv.slice(2);
const io = processIo(stop.signal);
process.stdout.on('error', (error: NodeJS.ErrnoException) => {
  // Whoever read the output has enough: `bondledger trade list | head`.
  if (error.code === 'EPIPE') process.exit(0);
  sayOutputFailed(argv, io, error.code ?? error.message);
  process.exit(FAILED);
});
// What is said beside the result is for whoever listens.
process.stderr.on('error', () => undefined);

process.exitCode = await run(argv, io);
