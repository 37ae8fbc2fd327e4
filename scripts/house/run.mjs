import { spawn } from 'node:child_process';
import { constants } from 'node:os';

export const ROOT = new URL('../../', import.meta.url);

/** Groups of processes under way, so that an interrupt ends all of them. */
const running = new Set();

/** @param {import('node:child_process').ChildProcess} child */
function end(child) {
  if (child.pid === undefined) return;
  try {
    // The group, because a test starts processes of its own.
    if (process.platform === 'win32') child.kill('SIGKILL');
    else process.kill(-child.pid, 'SIGKILL');
  } catch {
    // It ended by itself.
  }
}

/** An interrupt ends whatever `run` has started, then this process. */
export function endOnInterrupt() {
  for (const signal of /** @type {const} */ (['SIGINT', 'SIGTERM', 'SIGHUP'])) {
    process.on(signal, () => {
      for (const child of running) end(child);
      process.exit(128 + constants.signals[signal]);
    });
  }
}

/**
 * Runs a Node program in a process group of its own, without stdin. The output is collected, or
 * shown as it comes.
 *
 * @param {string[]} args
 * @param {{ show?: boolean, seconds?: number, env?: Record<string, string> }} [options]
 * @returns {Promise<{ code: number, output: string, late: boolean }>}
 */
export function run(args, { show = false, seconds, env = {} } = {}) {
  return new Promise((resolve) => {
    const child = spawn(process.execPath, args, {
      cwd: ROOT,
      env: { ...process.env, ...env },
      stdio: ['ignore', show ? 'inherit' : 'pipe', show ? 'inherit' : 'pipe'],
      detached: process.platform !== 'win32',
    });
    running.add(child);
    let output = '';
    let late = false;
    for (const stream of [child.stdout, child.stderr]) {
      stream?.setEncoding('utf8').on('data', (text) => (output += text));
    }
    const timer =
      seconds === undefined
        ? undefined
        : setTimeout(() => {
            late = true;
            end(child);
          }, seconds * 1000);
    /** @param {number} code */
    const done = (code) => {
      clearTimeout(timer);
      running.delete(child);
      resolve({ code, output, late });
    };
    child.on('error', (error) => {
      output += `${error.message}\n`;
      done(1);
    });
    child.on('close', (code, signal) =>
      done(code ?? 128 + (signal === null ? 0 : constants.signals[signal])),
    );
  });
}
