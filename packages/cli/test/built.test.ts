import { spawn } from 'node:child_process';
import {
  closeSync,
  cpSync,
  existsSync,
  openSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { openConsortium } from '@bondledger/consortium';
import { fileURLToPath } from 'node:url';
import { beforeAll, describe, expect, it } from 'vitest';
import { scratch } from './support/scratch.js';

const HOME = fileURLToPath(new URL('../', import.meta.url));
const BIN = join(HOME, 'bin/bondledger.js');
const cwd = scratch();

interface Ended {
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

interface Running {
  readonly ended: Promise<Ended>;
  readonly interrupt: () => void;
  readonly onStderr: (listener: (text: string) => void) => void;
}

function start(file: string, line: readonly string[], env: NodeJS.ProcessEnv = {}): Running {
  const child = spawn(process.execPath, [file, ...line], {
    cwd,
    env: { PATH: process.env['PATH'], LANG: 'en_US.UTF-8', ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let [stdout, stderr] = ['', ''];
  child.stdout.setEncoding('utf8').on('data', (text: string) => (stdout += text));
  child.stderr.setEncoding('utf8').on('data', (text: string) => (stderr += text));
  const ended = new Promise<Ended>((resolve, reject) => {
    child.on('error', reject);
    child.on('close', (code) => resolve({ code, stdout, stderr }));
  });
  return {
    ended,
    interrupt: () => void child.kill('SIGINT'),
    onStderr: (listener) => void child.stderr.on('data', listener),
  };
}

const bondledger = (...line: string[]): Promise<Ended> => start(BIN, line).ended;
const answer = async (...line: string[]): Promise<Record<string, unknown>> =>
  JSON.parse((await bondledger(...line, '--json')).stdout) as Record<string, unknown>;

beforeAll(async () => {
  const compiler = join(HOME, '../../node_modules/typescript/bin/tsc');
  const built = await start(compiler, ['-b', HOME]).ended;
  expect(built.stdout).toBe('');
}, 120_000);

it('the command can be executed', () => {
  expect(readFileSync(BIN, 'utf8')).toBe("#!/usr/bin/env node\nimport '../dist/main.js';\n");
  if (process.platform !== 'win32') expect(statSync(BIN).mode & 0o111).toBe(0o111);
  expect(existsSync(join(HOME, 'dist/main.js'))).toBe(true);
});

describe('the built command', () => {
  it('settles a small day, from which everything else follows', async () => {
    const day = await answer('day', '--trades', '60', '--data', 'demo');
    expect(day).toMatchObject({ trades: 60, byState: { SETTLED: 60 } });
    const { participants } = await answer('participant', 'list', '--data', 'demo');
    expect(participants).toHaveLength(8);

    const { trades } = await answer('trade', 'list', '--as', 'HBSEC', '--data', 'demo');
    const [{ tradeId } = { tradeId: '' }] = trades as readonly { readonly tradeId: string }[];
    const about = [tradeId, '--as', 'HBSEC', '--data', 'demo'];
    expect(await answer('trade', 'show', ...about)).toMatchObject({ tradeId, state: 'SETTLED' });
    expect(await answer('trade', 'history', ...about)).toMatchObject({ tradeId });

    const exported = await bondledger('evidence', 'export', ...about, '-o', 'evidence.json');
    expect(exported).toMatchObject({ code: 0 });
    const genesis = ['--genesis', join('demo', 'genesis.json')];
    expect(await answer('evidence', 'verify', 'evidence.json', ...genesis)).toMatchObject({
      ok: true,
      tradeId,
    });
    const text = readFileSync(join(cwd, 'evidence.json'), 'utf8');
    writeFileSync(join(cwd, 'altered.json'), text.replace('faceAmount\\":\\"', '$&9'));
    const altered = await bondledger('evidence', 'verify', 'altered.json', ...genesis);
    expect(altered).toMatchObject({ code: 1, stderr: '' });
    expect(altered.stdout).toContain('EVIDENCE_LEAF_WRONG');

    const info = await answer('ledger', 'info', '--data', 'demo');
    const verified = await answer('ledger', 'verify', '--data', 'demo');
    expect(verified).toMatchObject({ ok: true, stateHash: day['stateHash'] });
    expect(info).toMatchObject({ stateHash: day['stateHash'], height: verified['height'] });
  });

  it('finds what was altered in the ledger, and says where', async () => {
    cpSync(join(cwd, 'demo'), join(cwd, 'spoilt'), { recursive: true });
    const log = join(cwd, 'spoilt/blocks');
    const [segment = ''] = readdirSync(log).sort();
    const bytes = readFileSync(join(log, segment));
    const at = bytes.indexOf('trade/2026');
    bytes.writeUInt8(bytes.readUInt8(at) ^ 1, at);
    writeFileSync(join(log, segment), bytes);
    const ran = await bondledger('ledger', 'verify', '--data', 'spoilt', '--json');
    expect(ran.code).toBe(1);
    expect(JSON.parse(ran.stdout)).toMatchObject({ ok: false, firstBad: { code: 'LOG_CORRUPT' } });
  });

  it('misses the heads that were taken away, for one institution too', async () => {
    cpSync(join(cwd, 'demo'), join(cwd, 'headless'), { recursive: true });
    rmSync(join(cwd, 'headless/heads.log'));
    for (const as of [[], ['--as', 'HBSEC']]) {
      const ran = await bondledger('ledger', 'verify', '--data', 'headless', '--json', ...as);
      expect(ran.code).toBe(1);
      const found = { ok: false, attested: -1, firstBad: { code: 'HEADS_MISSING' } };
      expect(JSON.parse(ran.stdout)).toMatchObject(found);
    }
  });

  it('ends with 2 where it is called wrongly, in the language of the environment', async () => {
    const ran = await start(BIN, ['trade', 'lst'], { LANG: 'ko_KR.UTF-8' }).ended;
    expect(ran).toMatchObject({ code: 2, stdout: '' });
    expect(ran.stderr).toContain("'lst' 명령이 없습니다.");
  });

  it.runIf(existsSync('/dev/full'))('says that its output finds no room', async () => {
    const full = openSync('/dev/full', 'w');
    const line = [BIN, '--lang', 'ko', 'trade', '--help'];
    const child = spawn(process.execPath, line, { stdio: ['ignore', full, 'pipe'] });
    let said = '';
    child.stderr?.setEncoding('utf8').on('data', (text: string) => (said += text));
    const code = await new Promise((resolve) => child.on('close', resolve));
    closeSync(full);
    expect(said).toMatch(/^오류: 출력을 쓸 수 없습니다\(ENOSPC\)\. .+\n$/);
    expect(code).toBe(1);
  });

  it('stops in order when it is interrupted, and goes on later', async () => {
    const running = start(BIN, ['day', '--trades', '300', '--data', 'stopped']);
    let isAsked = false;
    running.onStderr((text) => {
      if (isAsked || !text.includes('Submit:')) return;
      isAsked = true;
      running.interrupt();
    });
    const stopped = await running.ended;
    expect(stopped).toMatchObject({ code: 1, stdout: '' });
    expect(stopped.stderr).toContain('REQUEST_ABORTED');
    const day = await answer('day', '--data', 'stopped');
    expect(day).toMatchObject({ trades: 300, byState: { SETTLED: 300 } });
  });

  it('tells a second owner who owns the directory', async () => {
    const owner = await openConsortium({ directory: join(cwd, 'demo') });
    try {
      const info = await bondledger('ledger', 'info', '--data', 'demo');
      expect(info).toMatchObject({ code: 1, stdout: '' });
      expect(info.stderr).toContain(`DIRECTORY_LOCKED  Another process (${process.pid}) `);
      const doctor = await bondledger('doctor', '--data', 'demo');
      expect(doctor).toMatchObject({ code: 0 });
      expect(doctor.stdout).toContain(`is in use by process ${process.pid} on`);
    } finally {
      await owner.close();
    }
  });
});
