import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { openConsortium } from '@bondledger/consortium';
import { openDatabase } from '@bondledger/database';
import { ticketsToCsv } from '@bondledger/legacy';
import {
  openLog,
  readConfig,
  startDemoServer,
  startInstitutionServer,
  type RunningServer,
} from '@bondledger/server';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { COMMANDS } from '../src/commands/commands.js';
import type { ListedTrade } from './support/demo-day.js';
import { scratch } from './support/scratch.js';
import { serveDay, type ServedDay } from './support/served.js';
import { answerOf, command, type Ran } from './support/terminal.js';

const cwd = scratch();
const TRADES = 60;
/** What there is no server for: it makes one, or looks at files and machines alone. */
const HERE_ALONE = new Set([
  'start',
  'day',
  'init',
  'reference-day',
  'evidence verify',
  'user reset',
  'doctor',
  ...['up', 'down', 'status', 'logs', 'reset', 'doctor'].map((name) => `fabric ${name}`),
]);
let served: ServedDay;
let stopped = false;

beforeAll(async () => {
  served = await serveDay(cwd, TRADES);
  writeFileSync(join(cwd, 'day.csv'), ticketsToCsv([...served.day.tickets]));
}, 240_000);
afterAll(async () => {
  if (!stopped) await served.stop();
});

const maker = (code: string, ...line: string[]): Promise<Ran> => served.by(code, ...line);

async function done(ran: Promise<Ran>): Promise<Record<string, unknown>> {
  const ended = await ran;
  expect(ended.code, ended.stderr).toBe(0);
  return answerOf(ended);
}

const listOf = async (code: string, ...filters: string[]): Promise<readonly ListedTrade[]> =>
  (await done(maker(code, 'trade', 'list', ...filters, '--json')))['trades'] as ListedTrade[];

describe('a command by a server that signs for its institution', () => {
  it('is every command but those that need none', () => {
    const all = COMMANDS.flatMap((each) =>
      'load' in each
        ? [{ name: each.name, spec: each }]
        : each.commands.map((spec) => ({ name: `${each.name} ${spec.name}`, spec })),
    );
    const without = all.filter(
      ({ spec }) => spec.options?.some(({ flags }) => flags.startsWith('--url')) !== true,
    );
    expect(new Set(without.map(({ name }) => name))).toEqual(HERE_ALONE);
  });

  it('submits what the institution sold, and lists the same as its own keys do', async () => {
    const sold = served.day.tickets.filter(({ terms }) => terms.seller === 'HBSEC');
    const submitted = await done(maker('HBSEC', 'trade', 'submit', 'day.csv', '--json'));
    expect(submitted).toMatchObject({ accepted: sold.length, refused: 0 });
    const listed = await listOf('HBSEC', '--state', 'SUBMITTED', '--role', 'seller');
    const { book } = served.consortium.institution('HBSEC');
    const own = [...book.trades()].map(({ tradeId }) => tradeId).sort();
    expect(listed.map(({ tradeId }) => tradeId).sort()).toEqual(own);
    // A person who signs in for the command sees the same.
    const seen = await done(served.as('hbsec-maker', 'trade', 'list', '--json'));
    expect(seen['trades']).toHaveLength(own.length);
    // A second time each is refused, row by row, and the command says so.
    const again = await maker('HBSEC', 'trade', 'submit', 'day.csv', '--json');
    expect(again.code).toBe(1);
    expect(answerOf(again)).toMatchObject({ accepted: 0, refused: sold.length });
  });

  it('confirms, instructs and approves by the tickets of one’s own books', async () => {
    let confirmed = 0;
    for (const { participant } of served.consortium.institutions()) {
      const ran = await maker(participant, 'trade', 'confirm', 'day.csv', '--json');
      confirmed += Number(answerOf(ran)['accepted']);
    }
    expect(confirmed).toBe((await listOf('HBSEC', '--role', 'seller')).length);
    const managers = served.day.tickets.flatMap(({ sellerSide, buyerSide }) =>
      [sellerSide.fund, buyerSide.fund].flatMap((fund) => (fund ? [fund.assetManager] : [])),
    );
    const [manager = ''] = managers;
    const answer = answerOf(await maker(manager, 'trade', 'instruct', 'day.csv', '--json'));
    expect(Number(answer['accepted'])).toBeGreaterThan(0);
    const custodians = served.day.tickets.flatMap(({ sellerSide, buyerSide }) =>
      [sellerSide.fund, buyerSide.fund].flatMap((fund) => (fund ? [fund.custodian] : [])),
    );
    const [custodian = ''] = custodians;
    const ids = (await listOf(custodian, '--state', 'MATCHED')).map(({ tradeId }) => tradeId);
    const approved = answerOf(await maker(custodian, 'trade', 'approve', ...ids, '--json'));
    expect(Number(approved['accepted'])).toBeGreaterThan(0);
  });

  it('shows a trade, its history and its evidence, which holds offline', async () => {
    const [trade] = await listOf('HBSEC');
    const tradeId = trade?.tradeId ?? '';
    const shown = await done(maker('HBSEC', 'trade', 'show', tradeId, '--json'));
    expect(shown).toMatchObject({ tradeId, state: trade?.state });
    const text = await maker('HBSEC', 'trade', 'show', tradeId);
    expect(text.stdout).toContain(tradeId);
    const { history } = await done(maker('HBSEC', 'trade', 'history', tradeId, '--json'));
    const first = { revision: 1, step: 'SUBMIT', participant: trade?.seller, state: 'SUBMITTED' };
    expect((history as readonly unknown[])[0]).toMatchObject(first);
    for (const more of [[], ['--without-sides']]) {
      const exported = ['evidence', 'export', tradeId, '-o', 'evidence.json', ...more];
      expect(await maker('HBSEC', ...exported)).toMatchObject({ code: 0 });
      const genesis = join(served.demo, 'genesis.json');
      const verified = ['evidence', 'verify', 'evidence.json', '--genesis', genesis];
      expect(await command(verified, { cwd })).toMatchObject({ code: 0 });
    }
  });

  it('prepares for a checker what takes two persons, and says so', async () => {
    const [ready] = await listOf('KSD', '--state', 'READY');
    const ran = await served.as('ksd-maker', 'trade', 'restrict', ready?.tradeId ?? '', '--json');
    expect(ran.code).toBe(0);
    const { waiting, results } = answerOf(ran);
    expect([waiting, results]).toMatchObject([1, [{ status: 'WAITING' }]]);
    const text = await served.as('ksd-maker', 'trade', 'restrict', ready?.tradeId ?? '');
    expect(text.stdout).toContain('another person');
  });

  it('answers another’s trade like one that does not exist', async () => {
    const own = new Set((await listOf('DHSEC')).map(({ tradeId }) => tradeId));
    const other = (await listOf('HBSEC')).find(({ tradeId }) => !own.has(tradeId));
    const ran = await maker('DHSEC', 'trade', 'show', other?.tradeId ?? '');
    expect([ran.code, ran.stderr]).toEqual([1, expect.stringContaining('TRADE_UNKNOWN')]);
    const as = await maker('DHSEC', 'trade', 'list', '--as', 'HBSEC');
    expect([as.code, as.stderr]).toEqual([2, expect.stringContaining('DHSEC')]);
  });

  it('verifies the ledger by the blocks that the server gives', async () => {
    const genesis = join(served.demo, 'genesis.json');
    const line = ['ledger', 'verify', '--genesis', genesis, '--json'];
    const report = await done(maker('HBSEC', ...line));
    const { height } = await served.consortium.ledger.head();
    const stateHash = await served.consortium.ledger.stateHash();
    expect(report).toMatchObject({ ok: true, height, stateHash, attested: height });
    expect((await maker('HBSEC', 'ledger', 'verify')).stdout).toContain('sound');
    writeFileSync(join(cwd, 'other.json'), '{}');
    const wrong = await maker('HBSEC', 'ledger', 'verify', '--genesis', 'other.json');
    expect([wrong.code, wrong.stderr]).toEqual([
      1,
      expect.stringContaining('EVIDENCE_WRONG_GENESIS'),
    ]);
    const own = await maker('HBSEC', 'ledger', 'verify', '--as', 'HBSEC');
    expect([own.code, own.stderr]).toEqual([2, expect.stringContaining('--keystore')]);
  });

  it('shows ledger, block and participants, and moves the day on', async () => {
    for (const line of [
      ['ledger', 'info'],
      ['ledger', 'block', '1'],
      ['participant', 'list'],
    ]) {
      expect(await maker('HBSEC', ...line)).toMatchObject({ code: 0 });
    }
    const set = ['ledger', 'set-day', '--phase', 'OPEN', '--json'];
    const refused = await maker('HBSEC', ...set);
    expect([refused.code, refused.stderr]).toEqual([1, expect.stringContaining('RIGHT_MISSING')]);
    const [date = ''] = served.day.tickets.map(({ terms }) => terms.settlementDate).sort();
    for (const phase of ['CUT_OFF', 'CLOSED']) {
      const next = await maker('KSD', 'ledger', 'set-day', '--phase', phase);
      expect(next.code, next.stderr).toBe(0);
    }
    const day = await done(maker('KSD', ...set, '--date', date));
    expect(day).toEqual({ businessDate: date, phase: 'OPEN' });
  });

  it('runs the day, pauses it, changes its speed, and says how far it is', async () => {
    const drive = (...line: string[]): Promise<Record<string, unknown>> =>
      done(maker('KSD', 'drive', ...line, '--json'));
    expect(await drive('status')).toMatchObject({ state: 'IDLE', trades: TRADES });
    expect(await drive('start', '--speed', '1')).toMatchObject({ state: 'RUNNING', speed: 1 });
    expect(await drive('pause')).toMatchObject({ state: 'PAUSED' });
    expect((await maker('KSD', 'drive', 'status')).stdout).toContain('PAUSED');
    expect(await drive('resume', '--speed', '0')).toMatchObject({ state: 'RUNNING', speed: 0 });
    let state: unknown;
    while (state !== 'DONE') ({ state } = await drive('status'));
    const status = await maker('KSD', 'status');
    expect(status.stdout).toContain(`DONE, ${TRADES} of ${TRADES} ended`);
    const wrong = await maker('KSD', 'drive', 'start', '--speed', '-1');
    expect([wrong.code, wrong.stderr]).toEqual([2, expect.stringContaining('--speed')]);
    const other = await maker('HBSEC', 'drive', 'pause');
    expect([other.code, other.stderr]).toEqual([1, expect.stringContaining('RIGHT_MISSING')]);
  }, 120_000);

  it('builds a read model anew, by the server and without one', async () => {
    const rebuild = ['read-model', 'rebuild', '--json'];
    const before = await listOf('HBSEC');
    const { readModels } = await done(served.as('hbsec-admin', ...rebuild));
    const { height } = await served.consortium.ledger.head();
    expect(readModels).toEqual([{ institution: 'HBSEC', height }]);
    expect(await listOf('HBSEC')).toEqual(before);
    const codes = served.consortium.institutions().map((each) => each.participant);
    // Whoever owns the directory is at work.
    const reset = ['user', 'reset', 'hbsec-maker', '--data', served.demo, '--json'];
    expect((await command(reset, { cwd })).stderr).toContain('DIRECTORY_LOCKED');
    await served.stop();
    stopped = true;
    const here = await done(command([...rebuild, '--data', served.demo], { cwd }));
    const built = here['readModels'] as readonly { institution: string; height: number }[];
    expect(built.map(({ institution }) => institution).sort()).toEqual([...codes].sort());
    expect(new Set(built.map((each) => each.height))).toEqual(new Set([height]));
    const one = ['read-model', 'rebuild', '--as', 'KSD', '--data', served.demo];
    expect((await command(one, { cwd })).stdout).toContain(`KSD`);
  }, 120_000);

  it('gives somebody a new password where no server runs, and writes it down', async () => {
    const { demo, day } = served;
    const reset = ['user', 'reset', 'hbsec-maker', '--data', demo];
    const nobody = await command(['user', 'reset', 'nobody', '--data', demo], { cwd });
    expect([nobody.code, nobody.stderr]).toEqual([1, expect.stringContaining('USER_UNKNOWN')]);
    const { password, institution } = await done(command([...reset, '--json'], { cwd }));
    expect(institution).toBe('HBSEC');
    await using consortium = await openConsortium({ directory: demo });
    await using database = await openDatabase({ directory: join(demo, 'database') });
    const place = { host: '127.0.0.1', port: 0, log: openLog({ level: 'silent' }) };
    const server = await startDemoServer({ consortium, day, database, ...place });
    const status = ['status', '--url', server.url, '--user', 'hbsec-maker'];
    const signedIn = await command(status, { cwd, env: { BONDLEDGER_PASSWORD: String(password) } });
    const told = await server.services.audit.read('HBSEC', { limit: 1, action: 'resetPassword' });
    await server.close();
    expect(signedIn.code, signedIn.stderr).toBe(0);
    expect(told).toMatchObject([{ subject: expect.stringContaining('hbsec-maker') as unknown }]);
    expect(JSON.stringify(told)).not.toContain(password);
  }, 120_000);

  it("gives an institution's administrator a new password, by its configuration", async () => {
    const file = join(cwd, 'hbsec.json');
    const passphrase = { file: join(served.demo, 'keys', 'passphrase') };
    const ledger = { directory: served.demo };
    writeFileSync(
      file,
      JSON.stringify({ directory: 'own', passphrase, ledger, listen: { port: 0 } }),
    );
    const start = async (): Promise<RunningServer> =>
      startInstitutionServer({
        code: 'HBSEC',
        config: await readConfig(file),
        env: {},
        engineOf: () => Promise.resolve(undefined),
        log: openLog({ level: 'silent' }),
      });
    const server = await start();
    const first = server.accounts.map(({ user, password }) => ({ user, password }));
    expect(first).toMatchObject([{ user: 'hbsec-admin' }]);
    await server.close();
    const reset = async (user: string, ...options: string[]): Promise<Ran> =>
      command(['user', 'reset', user, ...options, '--json'], { cwd });
    const alone = await reset('hbsec-admin', '--institution', 'HBSEC');
    expect([alone.code, alone.stderr]).toEqual([2, expect.stringContaining('--config')]);
    for (const [user, code] of [
      ['hbsec-admin', 'SFINC'],
      ['hbsec-maker', 'HBSEC'],
    ] as const) {
      const ended = await reset(user, '--institution', code, '--config', file);
      expect([ended.code, ended.stderr]).toEqual([1, expect.stringContaining('USER_UNKNOWN')]);
    }
    const given = await done(reset('hbsec-admin', '--institution', 'hbsec', '--config', file));
    expect(given).toMatchObject({ user: 'hbsec-admin', institution: 'HBSEC' });
    await using again = await start();
    const status = async (password: unknown): Promise<Ran> =>
      command(['status', '--url', again.url, '--user', 'hbsec-admin'], {
        cwd,
        env: { BONDLEDGER_PASSWORD: String(password) },
      });
    expect((await status(first[0]?.password)).stderr).toContain('SIGN_IN_WRONG');
    const signedIn = await status(given['password']);
    expect(signedIn.code, signedIn.stderr).toBe(0);
  }, 120_000);

  it('says what is missing or wrong of whoever asks', async () => {
    const url = 'http://127.0.0.1:1';
    const nobody = await command(['trade', 'list', '--url', url]);
    expect([nobody.code, nobody.stderr]).toEqual([2, expect.stringContaining('--user')]);
    const silent = await command(['trade', 'list', '--url', url, '--user', 'hbsec-maker']);
    expect([silent.code, silent.stderr]).toEqual([
      2,
      expect.stringContaining('BONDLEDGER_PASSWORD'),
    ]);
    const clear = await command(['status', '--url', 'http://ledger.example', '--token', 'x']);
    expect([clear.code, clear.stderr]).toEqual([1, expect.stringContaining('ADDRESS_NOT_HTTPS')]);
  });
});
