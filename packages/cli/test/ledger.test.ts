import { cpSync, existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { demoDay, TRADES } from './support/demo-day.js';

const { cwd, bondledger, korean, asJson, listed, day } = demoDay();

describe('the ledger', () => {
  it('says what it is', async () => {
    const info = await asJson('ledger', 'info', '--data', 'demo');
    expect(info).toMatchObject({
      engine: 'embedded',
      stateHash: day()['stateHash'],
      height: Number(day()['blocks']) - 1,
      trades: TRADES,
      participants: 8,
      businessDate: '2026-09-22',
      phase: 'CLOSED',
      rulesVersion: 1,
    });
    const { stdout } = await korean('ledger', 'info', '--data', 'demo');
    expect(stdout).toContain('상태 해시');
  });

  it('shows its blocks', async () => {
    const first = await asJson('ledger', 'block', '0', '--data', 'demo');
    expect(first).toMatchObject({ height: 0, previous: '0'.repeat(64) });
    const newest = await asJson('ledger', 'block', '--data', 'demo');
    const second = await asJson('ledger', 'block', '1', '--data', 'demo');
    expect(second['previous']).toBe(first['hash']);
    expect(newest['height']).toBe(Number(day()['blocks']) - 1);
    expect((await bondledger('ledger', 'block', '1', '--data', 'demo')).stdout).toContain('Merkle');
    const none = await bondledger('ledger', 'block', '99999', '--data', 'demo');
    expect(none.code).toBe(1);
    expect(none.stderr).toContain('BLOCK_UNKNOWN');
  });

  it('is the same without its derived state, which takes no room then', async () => {
    cpSync(join(cwd, 'demo'), join(cwd, 'stateless'), { recursive: true });
    const whole = await asJson('ledger', 'info', '--data', 'stateless');
    rmSync(join(cwd, 'stateless/state'), { recursive: true });
    const info = await asJson('ledger', 'info', '--data', 'stateless');
    expect(info).toMatchObject({
      height: whole['height'],
      headHash: whole['headHash'],
      stateHash: day()['stateHash'],
      trades: TRADES,
      participants: 8,
      bytes: { state: 0 },
    });
    expect(existsSync(join(cwd, 'stateless/state'))).toBe(false);
  });

  it('verifies', async () => {
    const verified = await asJson('ledger', 'verify', '--data', 'demo');
    expect(verified).toMatchObject({
      ok: true,
      height: Number(day()['blocks']) - 1,
      stateHash: day()['stateHash'],
    });
    expect(verified['firstBad']).toBeUndefined();
    const own = await asJson('ledger', 'verify', '--data', 'demo', '--as', 'HBSEC');
    expect(own).toMatchObject({ ok: true, as: 'HBSEC', failures: 0 });
    expect(own['trades']).toBe((await listed('--as', 'HBSEC', '--data', 'demo')).length);
    const { stdout } = await korean('ledger', 'verify', '--data', 'demo');
    expect(stdout).toContain('온전합니다');
  });

  it('is told to be sound where only its derived state is damaged', async () => {
    cpSync(join(cwd, 'demo'), join(cwd, 'differs'), { recursive: true });
    const path = join(cwd, 'differs/state/data.mdb');
    // In every page: some of them are older ones, which LMDB keeps for the next transactions.
    writeFileSync(path, readFileSync(path, 'latin1').replaceAll('"ACTIVE"', '"ACTIVF"'), 'latin1');
    const height = Number(day()['blocks']) - 1;
    const english = await bondledger('ledger', 'verify', '--data', 'differs');
    expect(english).toMatchObject({ code: 1 });
    expect(english.stdout).toContain(`The log is sound up to block ${height.toString()}`);
    expect(english.stdout).toContain('STATE_DIFFERS');
    expect(english.stdout).toContain('remove the directory state/');
    expect(english.stdout).toContain(`attested: up to block ${height.toString()},`);
    const inKorean = await korean('ledger', 'verify', '--data', 'differs');
    expect(inKorean.stdout).toContain('파생 상태만 손상');
    rmSync(join(cwd, 'differs/state'), { recursive: true });
    const setDay = 'ledger set-day --date 2026-09-23 --phase OPEN --data differs';
    await asJson(...setDay.split(' '));
    const found = { ok: true, stateCompared: true };
    expect(await asJson('ledger', 'verify', '--data', 'differs')).toMatchObject(found);
  });

  it('has participants', async () => {
    const { participants } = await asJson('participant', 'list', '--data', 'demo');
    const records = participants as readonly Record<string, unknown>[];
    expect(records).toHaveLength(8);
    expect(records).toContainEqual(
      expect.objectContaining({ code: 'KSD', roles: ['DEPOSITORY'], status: 'ACTIVE' }),
    );
    expect((await korean('participant', 'list', '--data', 'demo')).stdout).toContain('한빛증권');
    expect((await bondledger('participant', 'list', '--data', 'demo')).stdout).toContain('Hanbit');
  });
});

describe('doctor', () => {
  it('finds nothing wrong here', async () => {
    const found = await asJson('doctor', '--data', 'demo');
    const checks = found['checks'] as readonly Record<string, unknown>[];
    expect(checks.map(({ check }) => check)).toEqual([
      'node',
      'packages',
      'place',
      'space',
      'flush',
      'clock',
      'data',
    ]);
    expect(checks.filter(({ status }) => status === 'failed')).toEqual([]);
    expect((await korean('doctor', '--data', 'demo')).stdout).toContain('이상이 없습니다.');
  });

  it.each(['.', 'half.txt'])('names what is wrong with %s, and what to do', async (place) => {
    writeFileSync(join(cwd, 'half.txt'), '');
    const { code, stdout } = await bondledger('doctor', '--data', place, '--json');
    expect(code).toBe(1);
    expect(JSON.parse(stdout)).toMatchObject({
      ok: false,
      checks: expect.arrayContaining([
        expect.objectContaining({
          check: 'data',
          status: 'failed',
          found: expect.stringContaining('DIRECTORY_NOT_A_LEDGER'),
        }),
      ]),
    });
  });
});
