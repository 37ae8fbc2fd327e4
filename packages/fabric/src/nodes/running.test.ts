import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, describe, expect, it } from 'vitest';
import { holderOf } from './port-holder.js';
import { identityOf, isAlive } from './process-identity.js';
import type { ProcessSpec } from './process-spec.js';
import { runningProcess, setPaused, startProcess, stopProcess } from './running.js';
import { processesPath, supervise } from './supervise.js';
import { until } from './until.js';

const run = mkdtempSync(join(tmpdir(), 'bondledger-running-'));
const started = new Set<string>();
afterEach(async () => {
  for (const name of started) await stopProcess(run, name);
  started.clear();
});
afterAll(() => rmSync(run, { recursive: true }));

const spec = (name: string, script: string): ProcessSpec => {
  started.add(name);
  return {
    name,
    command: '/bin/sh',
    args: ['-c', script],
    cwd: run,
    env: { PATH: process.env['PATH'] },
    log: join(run, 'logs', `${name}.log`),
  };
};
const SLEEPER = 'echo started; exec sleep 600';
const WAIT_MS = 20_000;
const logOf = (name: string): string => readFileSync(join(run, 'logs', `${name}.log`), 'utf8');

describe('a process', () => {
  it('is started once, writes its log, and is stopped', async () => {
    const first = await startProcess(run, spec('a', SLEEPER));
    expect(await startProcess(run, spec('a', SLEEPER))).toEqual(first);
    expect(runningProcess(run, 'a')).toEqual(first);
    expect(await until(() => logOf('a') === 'started\n', WAIT_MS)).toBe(true);
    expect(await stopProcess(run, 'a')).toBe(true);
    expect(isAlive(first)).toBe(false);
    expect(runningProcess(run, 'a')).toBeUndefined();
    expect(await stopProcess(run, 'a')).toBe(false);
  });

  it('is seen to have ended when it was killed', async () => {
    const first = await startProcess(run, spec('b', SLEEPER));
    process.kill(first.pid, 'SIGKILL');
    expect(await until(() => runningProcess(run, 'b') === undefined, WAIT_MS)).toBe(true);
    const again = await startProcess(run, spec('b', SLEEPER));
    expect(again.pid).not.toBe(first.pid);
  });

  it('is not taken for another that has its number now', async () => {
    const mine = identityOf(process.pid);
    expect(isAlive(mine)).toBe(true);
    for (const other of [
      { ...mine, started: '1' },
      { ...mine, bootId: 'another boot' },
    ]) {
      expect(isAlive(other)).toBe(false);
      writeFileSync(join(run, 'c.json'), JSON.stringify(other));
      expect(await stopProcess(run, 'c')).toBe(false);
    }
  });

  it.each(['', '{', '[]', 'null', '{"pid":1.5}', '{"pid":1}'])(
    'is not there where its record says %j',
    (record) => {
      writeFileSync(join(run, 'd.json'), record);
      expect(runningProcess(run, 'd')).toBeUndefined();
    },
  );

  it('that cannot be started is named with its log', async () => {
    const wrong = { ...spec('e', ''), command: join(run, 'nowhere') };
    await expect(startProcess(run, wrong)).rejects.toMatchObject({
      code: 'NODE_STOPPED',
      params: { node: 'e', log: wrong.log },
    });
  });
});

describe('the supervisor', () => {
  it('starts again what has ended, and leaves alone what is to stay down', async () => {
    const specs = ['f', 'g'].map((name) => spec(name, SLEEPER));
    const [f, g] = await Promise.all(specs.map(async (each) => startProcess(run, each)));
    if (f === undefined || g === undefined) throw new Error('not started');
    writeFileSync(processesPath(run), JSON.stringify(specs));
    const stop = new AbortController();
    const watching = supervise(run, stop.signal);
    try {
      setPaused(run, 'g', true);
      await stopProcess(run, 'g');
      process.kill(f.pid, 'SIGKILL');
      const isBack = (): boolean => (runningProcess(run, 'f')?.pid ?? f.pid) !== f.pid;
      expect(await until(isBack, WAIT_MS)).toBe(true);
      expect(runningProcess(run, 'g')).toBeUndefined();
      setPaused(run, 'g', false);
      expect(await until(() => runningProcess(run, 'g') !== undefined, WAIT_MS)).toBe(true);
    } finally {
      stop.abort();
      await watching;
    }
  });
});

describe('the supervisor of a process', () => {
  it('ends what it keeps up with the process that it belongs to', async () => {
    const kept = spec('kept', SLEEPER);
    const owner = await startProcess(run, spec('owner', SLEEPER));
    await startProcess(run, kept);
    writeFileSync(processesPath(run), JSON.stringify([kept]));
    const watching = supervise(run, new AbortController().signal, owner);
    expect(runningProcess(run, 'kept')).toBeDefined();
    process.kill(owner.pid, 'SIGKILL');
    await watching;
    expect(runningProcess(run, 'kept')).toBeUndefined();
  });
});

describe('the holder of a port', () => {
  it('is found with its working directory', async () => {
    const script =
      "const s = require('node:net').createServer().listen(0, '127.0.0.1', () =>" +
      'console.log(s.address().port));';
    const child = spawn(process.execPath, ['-e', script], {
      cwd: run,
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    try {
      const [line] = (await once(child.stdout, 'data')) as [Buffer];
      expect(holderOf(Number(line.toString()))).toEqual({ pid: child.pid, cwd: run });
    } finally {
      child.kill('SIGKILL');
      await once(child, 'close');
    }
  });

  it('is nobody where nobody listens', async () => {
    const server = createServer().listen(0, '127.0.0.1');
    await once(server, 'listening');
    const address = server.address();
    const port = address === null || typeof address === 'string' ? 0 : address.port;
    expect(holderOf(port)?.pid).toBe(process.pid);
    server.close();
    await once(server, 'close');
    expect(holderOf(port)).toBeUndefined();
  });
});
