import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { defaultTopologyText } from '@bondledger/fabric';
import { afterAll, describe, expect, it } from 'vitest';
import { scratch } from './support/scratch.js';
import { answerOf, command, type Ran } from './support/terminal.js';
import { whyNoNetwork } from './support/when-installed.js';

const why = whyNoNetwork();
const TEST_MS = 180_000;
const TRADES = 8;

describe.skipIf(why !== undefined)(`on a network${why === undefined ? '' : ` (${why})`}`, () => {
  const cwd = scratch();
  const env = { FABRIC_BIN: process.env['FABRIC_BIN'], PATH: process.env['PATH'] };
  const bondledger = (...line: string[]): Promise<Ran> =>
    command([...line, '--data', 'shared'], { cwd, env });
  const asJson = async (...line: string[]): Promise<Record<string, unknown>> => {
    const ran = await bondledger(...line, '--json');
    expect(ran, ran.stderr).toMatchObject({ code: 0 });
    return answerOf(ran);
  };

  afterAll(async () => {
    await bondledger('fabric', 'down');
  }, TEST_MS);

  it(
    'settles a day, after which all peers are at one height',
    async () => {
      // Whoever has no peer here is endorsed by BOK.
      const members = [
        { code: 'KSD', peers: 1, orderers: 1 },
        { code: 'BOK', peers: 1 },
        { code: 'HBSEC', peers: 1 },
      ];
      writeFileSync(join(cwd, 'small.yaml'), defaultTopologyText(members));
      const line = ['day', '--engine', 'fabric', '--trades', TRADES.toString()];
      const day = await asJson(...line, '--topology', 'small.yaml');
      expect(day).toMatchObject({
        byState: { SETTLED: TRADES },
        conserved: { securities: true, cash: true },
      });
      const status = await asJson('fabric', 'status');
      expect(status).toMatchObject({ isAtOne: true });
      const verified = await asJson('ledger', 'verify', '--as', 'HBSEC');
      expect(verified).toMatchObject({ ok: true, stateHash: day['stateHash'] });
    },
    TEST_MS,
  );

  it(
    'answers the other commands as a directory of its own engine does',
    async () => {
      const { trades } = await asJson('trade', 'list', '--as', 'KSD', '--state', 'SETTLED');
      expect(trades).toHaveLength(TRADES);
      const [{ tradeId }] = trades as [{ readonly tradeId: string }];
      const { history } = await asJson('trade', 'history', tradeId, '--as', 'KSD');
      expect(history).toMatchObject({ 0: { step: 'SUBMIT' } });
      await asJson('evidence', 'export', tradeId, '--as', 'KSD', '-o', 'evidence.json');
      const genesis = join('shared', 'genesis.json');
      const line = ['evidence', 'verify', 'evidence.json', '--genesis', genesis, '--json'];
      const report = answerOf(await command(line, { cwd }));
      expect(report).toMatchObject({ ok: true, tradeId, finalState: 'SETTLED' });
      expect(report['proved']).toEqual(expect.arrayContaining(['ENDORSED', 'ORDERED']));
      const steps = report['steps'] as readonly Record<string, unknown>[];
      const last = { endorsers: ['KSD', 'BOK'], orderers: ['KSD'] };
      expect(steps.at(-1)).toMatchObject({ step: 'SETTLE', fabric: last });
      expect(steps.every(({ fabric }) => fabric !== undefined)).toBe(true);
      expect(await asJson('ledger', 'info')).toMatchObject({ engine: 'fabric', trades: TRADES });
      expect(await asJson('fabric', 'doctor')).toMatchObject({ ok: true });
    },
    TEST_MS,
  );

  it(
    'says that a network which was stopped is down, and goes on with it',
    async () => {
      await asJson('fabric', 'down');
      const refused = await bondledger('ledger', 'info', '--json');
      expect(refused.code).toBe(1);
      expect(answerOf(refused)).toMatchObject({ error: { code: 'NETWORK_DOWN' } });
      expect(await bondledger('fabric', 'status')).toMatchObject({ code: 1 });
      await asJson('fabric', 'up');
      expect(await asJson('ledger', 'info')).toMatchObject({ trades: TRADES });
    },
    TEST_MS,
  );

  it(
    'begins anew after a reset',
    async () => {
      await asJson('fabric', 'reset', '--yes');
      const day = await asJson('day', '--engine', 'fabric');
      expect(day).toMatchObject({ trades: TRADES, byState: { SETTLED: TRADES } });
      // The genesis stays, so the new network must have the roots that it names.
      const verified = await asJson('ledger', 'verify', '--as', 'HBSEC');
      expect(verified).toMatchObject({ ok: true });
    },
    TEST_MS,
  );
});
