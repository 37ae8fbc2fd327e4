import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { describe, expect, it } from 'vitest';
import { scratch } from '../../test/support/scratch.js';
import { Call } from '../command/call.js';
import {
  checkClock,
  checkNode,
  checkPackages,
  checkPlace,
  writablePlace,
} from './machine-checks.js';

const home = scratch();
const call = new Call(
  { stdout: process.stdout, stderr: process.stderr, env: {}, cwd: home },
  'en',
  [],
  {},
);

describe('doctor', () => {
  it.each<[version: string, status: string]>([
    ['18.20.0', 'failed'],
    ['20.18.3', 'failed'],
    ['20.19.0', 'ok'],
    ['22.1.0', 'ok'],
  ])('finds Node.js %s %s', (version, status) => {
    const finding = checkNode(call, version);
    expect(finding.status).toBe(status);
    expect(finding.remedy !== undefined).toBe(status === 'failed');
  });

  it('finds packages that are missing, or of another version', () => {
    const manifest = join(home, 'package.json');
    writeFileSync(manifest, JSON.stringify({ dependencies: { 'no-such-package': '1.0.0' } }));
    const missing = checkPackages(call, pathToFileURL(manifest));
    expect(missing).toMatchObject({ status: 'failed' });
    expect(missing.found).toContain('no-such-package@1.0.0');
    expect(missing.remedy).toContain('npm ci');
    const own = new URL('../../package.json', import.meta.url);
    expect(checkPackages(call, own)).toMatchObject({ status: 'ok' });
  });

  it('looks where files will be written', () => {
    const place = writablePlace(join(home, 'a', 'b'));
    expect(place).toBe(home);
    expect(checkPlace(call, place)).toMatchObject({ status: 'ok' });
    const absent = checkPlace(call, join(home, 'a'));
    expect(absent).toMatchObject({ status: 'failed', remedy: expect.stringContaining('--data') });
  });

  it.each<[time: string, status: string]>([
    ['1970-01-01T00:00:00.000Z', 'failed'],
    ['2026-11-01T00:00:00.000Z', 'ok'],
    ['2150-01-01T00:00:00.000Z', 'failed'],
  ])('finds a clock that says %s %s', async (time, status) => {
    const finding = await checkClock(call, home, Date.parse(time));
    expect(finding).toMatchObject({ check: 'clock', status });
  });
});
