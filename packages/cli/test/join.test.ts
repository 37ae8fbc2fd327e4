import { readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import {
  createConsortium,
  openConsortium,
  referenceDay,
  type Consortium,
} from '@bondledger/consortium';
import { openDatabase, type Database } from '@bondledger/database';
import { KSD } from '@bondledger/domain';
import { ticketsToCsv } from '@bondledger/legacy';
import { Observation, openLog, startDemoServer, type RunningServer } from '@bondledger/server';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import {
  BIN,
  buildCommand,
  ended,
  environmentWith,
  isSetting,
  pageOf,
  shellBlocksOf,
  type Ended,
} from './support/in-shell.js';
import { command } from './support/terminal.js';
import { scratch } from './support/scratch.js';

const blocksOf = (language: 'en' | 'ko'): readonly string[] =>
  shellBlocksOf(pageOf(language, 'howto/join-without-a-peer'));

const cwd = scratch();
const data = scratch();
const day = referenceDay({ trades: 6, seed: 'join' });
let consortium: Consortium;
let database: Database;
let server: RunningServer;
let token = '';
let env: NodeJS.ProcessEnv = {};
let openings: readonly string[] = [];

/** Runs the lines of a block in a shell of its own, after the settings of earlier blocks. */
async function shell(lines: string): Promise<Ended> {
  const here = lines.replaceAll('http://127.0.0.1:8420', server.url).replaceAll('KSD_TOKEN', token);
  openings = [...openings, ...here.split('\n').filter(isSetting)];
  return ended('sh', ['-e', '-c', [...openings, here].join('\n')], { cwd, env });
}

async function call(path: string, init: RequestInit): Promise<Response> {
  const response = await fetch(server.url + path, {
    ...init,
    headers: { 'content-type': 'application/json', ...init.headers },
  });
  expect(response.ok, await response.clone().text()).toBe(true);
  return response;
}

/** What KSD's administrator does by hand: signs in, and makes a token. */
async function operatorToken(): Promise<string> {
  const account = server.accounts.find(({ user }) => user === 'ksd-admin');
  const body = JSON.stringify({ user: 'ksd-admin', password: account?.password });
  const signedIn = await call('/api/session', { method: 'POST', body });
  const { csrfToken } = (await signedIn.json()) as { csrfToken: string };
  const [cookie = ''] = signedIn.headers.getSetCookie();
  const made = await call('/api/tokens', {
    method: 'POST',
    body: JSON.stringify({ name: 'join', rights: ['READ', 'OPERATE'], days: 1 }),
    headers: {
      cookie: cookie.split(';')[0] ?? '',
      'x-csrf-token': csrfToken,
      'idempotency-key': 'a-token-to-join',
    },
  });
  return ((await made.json()) as { secret: string }).secret;
}

beforeAll(async () => {
  await buildCommand();
  env = environmentWith(cwd, { bondledger: `exec '${process.execPath}' '${BIN}' "$@"` });
  const directory = join(data, 'demo');
  await createConsortium({ directory, day });
  const observation = new Observation();
  consortium = await openConsortium({ directory, meter: observation });
  database = await openDatabase({ directory: join(data, 'database') });
  server = await startDemoServer({
    consortium,
    day,
    database,
    observation,
    host: '127.0.0.1',
    port: 0,
    log: openLog({ level: 'silent' }),
  });
  token = await operatorToken();
}, 400_000);
afterAll(async () => {
  await server.close();
  await database.close();
  await consortium.close();
});

describe('joining without a peer, as the document has it', () => {
  const [joining, submit, list] = blocksOf('en');

  it('is the same commands in both languages', () => {
    expect(blocksOf('ko')).toEqual(blocksOf('en'));
    expect(blocksOf('en')).toHaveLength(3);
  });

  it('lets the insurer in, with keys that are made where it is', async () => {
    const ran = await shell(joining ?? '');
    expect(ran).toMatchObject({ code: 0, stderr: '' });
    expect(ran.stdout).toContain('INSUR');
    for (const file of ['insurer.keys', 'insurer.keys.token']) {
      expect(statSync(join(cwd, file)).mode & 0o077).toBe(0);
    }
    const members = await consortium.participants();
    expect(members.find(({ code }) => code === 'INSUR')).toMatchObject({ peer: false });
  });

  it('takes its trade, and shows it confirmed', async () => {
    const [ticket] = day.tickets.filter(
      ({ sellerSide, buyerSide }) => sellerSide.fund === undefined && buyerSide.fund === undefined,
    );
    if (ticket === undefined) throw new Error('the day has no such trade');
    const account = { account: 'INSUR-001', capacity: 'PROP' } as const;
    const sold = {
      ...ticket,
      terms: { ...ticket.terms, reference: 'INS-1', seller: 'INSUR', sellerKeeper: 'INSUR' },
      sellerSide: account,
    };
    writeFileSync(join(cwd, 'sold.csv'), ticketsToCsv([sold]));
    expect(await shell(submit ?? '')).toMatchObject({ code: 0 });
    const deliveries = readFileSync(join(cwd, 'insurer.keys.deliveries'), 'utf8');
    expect(deliveries).toContain('bondledger/delivery/1');

    const buyer = consortium.institution(ticket.terms.buyer);
    await buyer.caughtUp();
    const bought = [...buyer.book.trades()].find(
      ({ core }) => core.terms.reference === 'INS-1' && core.terms.seller === 'INSUR',
    );
    const [confirmed] = await buyer.take([
      {
        step: 'CONFIRM',
        tradeId: bought?.tradeId ?? '',
        own: ticket.buyerSide,
      },
    ]);
    expect(confirmed).toMatchObject({ status: 'ACCEPTED' });

    const seen = await shell((list ?? '').replace(/\n$/, ' --json\n'));
    expect(seen).toMatchObject({ code: 0 });
    const { trades } = JSON.parse(seen.stdout) as { trades: readonly unknown[] };
    const state = ticket.buyerSide.fund === undefined ? 'READY' : 'MATCHED';
    expect(trades).toMatchObject([{ reference: 'INS-1', state, roles: ['seller'] }]);
  });

  it('leaves no private key at the server', async () => {
    const ksd = consortium.institution(KSD);
    await ksd.caughtUp();
    const files = await command([
      'participant',
      'list',
      '--url',
      server.url,
      '--token',
      token,
      '--json',
    ]);
    expect(files.stdout).toContain('INSUR');
    expect(() => readFileSync(join(data, 'demo/keys/INSUR.json'))).toThrow('ENOENT');
  });
});

describe('a command by the server', () => {
  const by = (...line: string[]) => command([...line, '--url', server.url, '--token', token]);

  it('shows the ledger, a block and how the server does', async () => {
    const info = await by('ledger', 'info', '--json');
    const { height, hash } = await consortium.ledger.head();
    expect(JSON.parse(info.stdout)).toMatchObject({ height, headHash: hash, engine: 'embedded' });
    const block = await by('ledger', 'block', '--json');
    expect(JSON.parse(block.stdout)).toMatchObject({ height, hash });
    const status = await by('status');
    expect(status).toMatchObject({ code: 0, stderr: '' });
    expect(status.stdout).toContain(day.tickets[0]?.terms.tradeDate ?? '');
  });

  it('watches until it is stopped', async () => {
    const stop = new AbortController();
    const line = ['status', '--watch', '--url', server.url, '--token', token];
    const watching = command(line, { signal: stop.signal });
    stop.abort();
    expect(await watching).toMatchObject({ code: 0 });
  });

  it('says what is missing, wrong or not there', async () => {
    const { code, stderr } = await command(['status']);
    expect([code, stderr]).toEqual([2, expect.stringContaining('--url')]);
    const nobody = await command(['status', '--url', server.url]);
    expect([nobody.code, nobody.stderr]).toEqual([2, expect.stringContaining('BONDLEDGER_TOKEN')]);
    const wrong = await command(['status', '--url', server.url, '--token', 'x']);
    expect([wrong.code, wrong.stderr]).toEqual([1, expect.stringContaining('SIGN_IN_NEEDED')]);
    const away = await command(['status', '--url', 'http://127.0.0.1:1', '--token', 'x']);
    expect([away.code, away.stderr]).toEqual([1, expect.stringContaining('SERVER_UNREACHABLE')]);
    const list = await command(['trade', 'list', '--url', server.url, '--token', 'x']);
    expect([list.code, list.stderr]).toEqual([1, expect.stringContaining('SIGN_IN_NEEDED')]);
  });
});
