import { spawn } from 'node:child_process';
import { basename } from 'node:path';
import { BondledgerError } from '@bondledger/domain';

/** Of a program's last words only so much goes into an error. */
const DETAIL_CHARACTERS = 300;
const RUN_TIMEOUT_MS = 30_000;

/**
 * What a program passes on from this process. Variables such as CORE_PEER_ID would override what
 * the network's own files say, so nothing else goes through.
 */
export function cleanEnvironment(more: NodeJS.ProcessEnv): NodeJS.ProcessEnv {
  const kept = ['PATH', 'HOME', 'LANG', 'TZ', 'TMPDIR'].flatMap((name) => {
    const value = process.env[name];
    return value === undefined ? [] : [[name, value] as const];
  });
  return { ...Object.fromEntries(kept), ...more };
}

/**
 * Runs a program to its end and gives what it wrote.
 *
 * @throws BondledgerError FABRIC_FAILED with the last line of its error output.
 */
export async function runProgram(
  path: string,
  args: readonly string[],
  env: NodeJS.ProcessEnv,
): Promise<string> {
  const child = spawn(path, args, {
    env: cleanEnvironment(env),
    stdio: ['ignore', 'pipe', 'pipe'],
    timeout: RUN_TIMEOUT_MS,
  });
  let output = '';
  let complaint = '';
  child.stdout.setEncoding('utf8').on('data', (text: string) => (output += text));
  child.stderr.setEncoding('utf8').on('data', (text: string) => (complaint += text));
  const ended = await new Promise<string>((resolve) => {
    child.once('error', (error) => resolve(error.message));
    child.once('close', (code, signal) => resolve(code === 0 ? '' : (signal ?? `exit ${code}`)));
  });
  if (ended === '') return output;
  const detail = (complaint.trim().split('\n').at(-1) ?? '').slice(-DETAIL_CHARACTERS);
  throw new BondledgerError({
    code: 'FABRIC_FAILED',
    params: { program: basename(path), detail: detail === '' ? ended : detail },
  });
}
