import { spawn } from 'node:child_process';
import { constants } from 'node:os';
import { fileURLToPath } from 'node:url';
import { say } from './language.mjs';
import { buildCommand, buildScreens, install } from './prepare.mjs';
import { ROOT } from './run.mjs';

/**
 * glibc keeps memory for each thread that had some, and gives little of it back: with two places
 * for all of them a busy server has a tenth less. It also learns to keep ever larger pieces; told
 * to give those of 64 KiB and more back, the server has a twentieth less.
 */
const ENVIRONMENT = {
  MALLOC_ARENA_MAX: '2',
  MALLOC_MMAP_THRESHOLD_: (64 * 1024).toString(),
  ...process.env,
};

/** Hands the terminal to the command, and its exit code to the shell. */
function start() {
  const main = fileURLToPath(new URL('packages/cli/dist/main.js', ROOT));
  const child = spawn(process.execPath, [main, 'start', ...process.argv.slice(2)], {
    stdio: 'inherit',
    env: ENVIRONMENT,
  });
  // The terminal sends an interrupt to both; the command decides how to end.
  process.on('SIGINT', () => undefined);
  process.on('SIGTERM', () => child.kill('SIGTERM'));
  child.on('error', (error) => {
    process.stderr.write(
      `${say('bondledger를 시작하지 못했습니다', 'bondledger could not be started')}: ${error.message}\n`,
    );
    process.exitCode = 1;
  });
  child.on('exit', (code, signal) => {
    process.exitCode = code ?? 128 + (signal === null ? 0 : constants.signals[signal]);
  });
}

if ((await install()) && (await buildCommand()) && (await buildScreens())) start();
else process.exitCode = 1;
