import { spawnSync } from 'node:child_process';
import { readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { FollowedPage, sectionsOf, type Interactive } from './support/followed-page.js';
import { BIN, buildCommand, environmentWith, pageOf, type Ended } from './support/in-shell.js';
import { scratch } from './support/scratch.js';
import { command } from './support/terminal.js';

const TRADES = 60;
const TEST_MS = 120_000;
/** fabric.live.test.ts follows what this section says, where there is a network. */
const OF_FABRIC = 'The same on Hyperledger Fabric';
const why = spawnSync('curl', ['--version']).status === 0 ? undefined : 'curl is not installed';
const TITLE = `the page for a newcomer, followed${why === undefined ? '' : ` (${why})`}`;

const english = sectionsOf(pageOf('en', 'start'));
const cwd = scratch();
let page: FollowedPage;
let server: Interactive | undefined;
let passwords = new Map<string, string>();
let [url, directory] = ['', ''];
let [trade, other] = ['', ''];

/** What the next command of the page shows. */
async function shown(ran: Promise<Ended> = page.run()): Promise<string> {
  const { code, stdout, stderr } = await ran;
  expect(code, stderr + stdout).toBe(0);
  return stdout;
}

/** What the next command of the page answers with. */
const answered = async (ran?: Promise<Ended>): Promise<Answer> =>
  JSON.parse(await shown(ran)) as Answer;

/** Asks by the next command of the page, and by the same again until it answers so. */
async function answeredAtLast(state: string): Promise<Answer> {
  let answer = await answered();
  while (answer.state !== state) answer = await answered(page.again());
  return answer;
}

interface Answer {
  readonly csrfToken?: string;
  readonly state?: string;
  readonly items?: readonly {
    readonly officeId: string;
    readonly tradeId: string;
    readonly terms: { readonly seller: string; readonly buyer: string };
  }[];
  readonly results?: readonly { readonly status: string; readonly tradeId: string }[];
  readonly own?: { readonly own: { readonly fund?: object } };
  readonly steps?: readonly { readonly step: string }[];
}

/** The reader signs in by the next command of the page. */
async function signIn(user: string): Promise<void> {
  page.learn('PASSWORD', passwords.get(user));
  const session = await answered();
  expect(session).toMatchObject({ user });
  page.learn('TOKEN', session.csrfToken);
}

/** What is in the first column of a list, where that is a trade. */
const tradesIn = (text: string): readonly string[] =>
  [...text.matchAll(/^(\d{8}-[0-9A-Z]{26}) /gm)].map(([, tradeId = '']) => tradeId);

beforeAll(async () => {
  await buildCommand();
  const node = `exec '${process.execPath}' '${BIN}'`;
  // A clone is built and has its npm; here is neither, and the day is a small one.
  const env = environmentWith(cwd, {
    npm: `${node} "$@" --trades ${TRADES.toString()} --port 0`,
    npx: `shift; ${node} "$@"`,
  });
  page = new FollowedPage(
    english.filter(({ heading }) => heading !== OF_FABRIC),
    { cwd, env },
  );
}, TEST_MS);
afterAll(async () => {
  await server?.interrupt();
});

it('the page has the same commands in both languages', () => {
  const commandsOf = (language: 'en' | 'ko') =>
    sectionsOf(pageOf(language, 'start')).map(({ commands }) => commands);
  expect(commandsOf('ko')).toEqual(commandsOf('en'));
  expect(english.map(({ heading }) => heading)).toContain(OF_FABRIC);
});

describe.skipIf(why !== undefined)(TITLE, () => {
  it(
    'serves a consortium, and shows where, and with which accounts',
    async () => {
      server = page.start();
      const text = await server.shows('Ctrl-C');
      const told = (name: string): string =>
        new RegExp(`^${name} +(\\S+)$`, 'm').exec(text)?.[1] ?? expect.fail(text);
      url = told('Address');
      directory = told('Directory');
      page.learnAddress(url);
      page.learn('DIR', directory);
      const accounts = [...text.matchAll(/^([a-z]+-(?:maker|checker|admin)) +(\S+)/gm)];
      passwords = new Map(accounts.map(([, user = '', password = '']) => [user, password]));
      expect(passwords.size).toBe(8 * 3);
      const kept = join(cwd, directory, 'demo-accounts.txt');
      expect(statSync(kept).mode & 0o077).toBe(0);
      const lines = readFileSync(kept, 'utf8').split('\n');
      for (const [user, password] of passwords) {
        expect(lines.filter((line) => line.startsWith(`${user} `))).toMatchObject([
          expect.stringContaining(` ${password} `),
        ]);
      }
    },
    TEST_MS,
  );

  it('is described at /api/docs, where each request of the page is', async () => {
    const document = await fetch(`${url}/api/docs`);
    expect([document.status, await document.text()]).toEqual([
      200,
      expect.stringContaining('swagger'),
    ]);
    const { openapi, paths } = (await (await fetch(`${url}/api/openapi.json`)).json()) as {
      readonly openapi: string;
      readonly paths: Readonly<Record<string, object>>;
    };
    expect(openapi).toMatch(/^3\.1\./);
    const requests = english.flatMap(({ commands }) =>
      commands.flatMap((line) => {
        const [, path] = /\$B(\/api\/[^\s"?]+)/.exec(line) ?? [];
        return path === undefined ? [] : [{ path, method: / -d /.test(line) ? 'post' : 'get' }];
      }),
    );
    expect(requests.length).toBeGreaterThan(10);
    for (const { path, method } of requests) {
      expect(paths[path.replace('/TRADE2', '/TRADE').replace('TRADE', '{tradeId}')]).toHaveProperty(
        method,
      );
    }
  });

  it('submits two trades as their seller', async () => {
    await signIn('hbsec-maker');
    const { items = [] } = await answered();
    expect(items).toMatchObject([
      { state: 'NEW', terms: { seller: 'HBSEC' } },
      { state: 'NEW', terms: { seller: 'HBSEC' } },
    ]);
    page.learn('OFFICE', items[0]?.officeId);
    page.learn('OFFICE2', items[1]?.officeId);
    page.learn('BUYER', items[0]?.terms.buyer.toLowerCase());
    const { results = [] } = await answered();
    expect(results).toMatchObject([{ status: 'ACCEPTED' }, { status: 'ACCEPTED' }]);
    trade = page.learn('TRADE', results[0]?.tradeId);
    other = page.learn('TRADE2', results[1]?.tradeId);
    // Sent twice it is harmless, as the page says.
    expect(await answered(page.again())).toMatchObject({ results });
  });

  it('confirms one as its buyer, and says why neither is settled yet', async () => {
    await signIn(`${page.learned('BUYER')}-maker`);
    const waiting = await answered();
    expect(waiting.items?.map(({ tradeId }) => tradeId)).toContain(trade);
    const { own } = await answered();
    page.learn('OWN', JSON.stringify(own?.own));
    expect(await answered()).toMatchObject({ results: [{ status: 'ACCEPTED', tradeId: trade }] });

    const confirm = { kind: 'STEP', step: 'CONFIRM', mine: false };
    expect(await answered()).toMatchObject({
      tradeId: other,
      state: 'SUBMITTED',
      settled: false,
      missing: [confirm],
      headline: { en: expect.stringContaining('has to take the step "Confirm"') },
    });
    const next =
      own?.own.fund === undefined ? { kind: 'DATE' } : { kind: 'STEP', step: 'INSTRUCT' };
    const first = await answered();
    expect(first).toMatchObject({ tradeId: trade, settled: false });
    expect(first).toHaveProperty('missing.0', expect.objectContaining(next));
  });

  it(
    'settles them by the drive, after which the seller sees how, and everybody the metrics',
    async () => {
      await signIn('ksd-maker');
      expect(await answered()).toMatchObject({ state: 'RUNNING', trades: TRADES });
      expect(await answeredAtLast('DONE')).toMatchObject({ trades: TRADES, ended: TRADES });
      const settled = { tradeId: trade, seller: 'HBSEC', roles: ['seller'] };
      expect(await answeredAtLast('SETTLED')).toMatchObject(settled);
      const { steps = [] } = await answered();
      const names = steps.map(({ step }) => step);
      expect(names.slice(0, 2)).toEqual(['SUBMIT', 'CONFIRM']);
      expect(names.at(-1)).toBe('SETTLE');
      expect(await shown()).toMatch(/^bondledger_stage_seconds_count\{stage="commit"\} [1-9]/m);
    },
    TEST_MS,
  );

  it('does the same by the command', async () => {
    page.learn('PASSWORD', passwords.get('hbsec-maker'));
    const text = await shown();
    expect(text).toContain(trade);
    expect(text).toContain('SETTLED');
    expect(await shown()).toMatch(/^✔ .*block \d+/);
  });

  it(
    'settles another day beside the server, and is told to end it for its own directory',
    async () => {
      const day = await shown();
      expect(day).toMatch(/^Settled +100$/m);
      expect(day.match(/✔/g)).toHaveLength(2);
      const locked = await command(['participant', 'list', '--data', directory], { cwd });
      expect([locked.code, locked.stderr]).toEqual([
        1,
        expect.stringContaining('DIRECTORY_LOCKED'),
      ]);
      expect(await server?.interrupt()).toContain('Stopped');
    },
    TEST_MS,
  );

  it('shows the same day as two institutions see it', async () => {
    const participants = await shown();
    for (const code of ['BOK', 'DHSEC', 'HBSEC', 'KSD']) expect(participants).toContain(code);
    const seller = tradesIn(await shown());
    const stranger = tradesIn(await shown());
    expect(seller).toContain(trade);
    expect(stranger.length).toBeGreaterThan(0);
    const [theirs = expect.fail('all of them are both’s')] = stranger.filter(
      (tradeId) => !seller.includes(tradeId),
    );
    expect(seller.some((tradeId) => !stranger.includes(tradeId))).toBe(true);
    const text = await shown();
    expect(text).toContain('not readable for this institution');
    expect(await shown()).toMatch(/^ +1 +Submit +HBSEC /m);
    // What it cannot open is as unknown to it as what does not exist.
    const nowhere = `${theirs.slice(0, -4)}0000`;
    const showing = (tradeId: string) =>
      command(['trade', 'show', tradeId, '--as', 'HBSEC', '--data', directory], { cwd });
    const closed = await showing(theirs);
    expect([closed.code, closed.stderr]).toEqual([1, expect.stringContaining('TRADE_NOT_VISIBLE')]);
    expect((await showing(nowhere)).stderr).toBe(closed.stderr.replace(theirs, nowhere));
  });

  it('proves one trade, and no file of which a character was changed', async () => {
    await shown();
    expect(await shown()).toContain('✔ The evidence holds.');
    const kept = join(cwd, directory, 'evidence.json');
    const text = readFileSync(kept, 'utf8');
    const altered = join(cwd, 'altered.json');
    const genesis = join(cwd, directory, 'genesis.json');
    for (let part = 0; part < 20; part += 1) {
      const at = Math.floor((part * text.length) / 20);
      const changed = text.charAt(at) === '0' ? '1' : '0';
      writeFileSync(altered, text.slice(0, at) + changed + text.slice(at + 1));
      const ran = await command(['evidence', 'verify', altered, '--genesis', genesis]);
      expect([at, ran.code]).toEqual([at, 1]);
      expect(ran.stdout).toMatch(/EVIDENCE_[A-Z_]+/);
    }
  });

  it('checks the whole ledger, and then its own trades too, and has left nothing out', async () => {
    const sound = await shown();
    expect(sound).toContain('attested: up to block');
    expect(sound).not.toContain('of HBSEC');
    expect(await shown()).toMatch(/checked: \d+ steps of \d+ trades of HBSEC/);
    expect(page.left).toEqual([]);
  });
});
