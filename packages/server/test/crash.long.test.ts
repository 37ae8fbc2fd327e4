import type { ChildProcess } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { createConsortium, openConsortium } from '@bondledger/consortium';
import { ownTicket, ticketFile } from '@bondledger/legacy';
import type { ItemResult, OfficeTrade } from '@bondledger/sdk/api';
import { childDay, startServerChild, type ServerChild } from './support/server-child.js';
import { submitsAs } from './support/small-consortium.js';
import { nextKey, signIn, type SignedInClient } from './support/test-server.js';

const SELLER = 'HBSEC';
const ROWS = 15_480;
const OFFICE_ROWS = 1_000;
/** Two servers start and a consortium is opened, one after the other. */
const SLOW_MACHINE_MS = 300_000;
type OfficeState = OfficeTrade['state'];

let directory = '';
let children: readonly ChildProcess[] = [];
beforeAll(async () => {
  directory = await mkdtemp(join(tmpdir(), 'bondledger-crash-'));
});
afterAll(async () => {
  for (const child of children) child.kill('SIGKILL');
  await rm(directory, { recursive: true, force: true });
});

async function started(home: string): Promise<ServerChild> {
  const server = await startServerChild(home);
  children = [...children, server.child];
  return server;
}

async function killed(child: ChildProcess): Promise<void> {
  const ended = new Promise((resolve) => child.once('exit', resolve));
  child.kill('SIGKILL');
  await ended;
}

async function resultsOf(client: SignedInClient, jobId: string): Promise<readonly ItemResult[]> {
  const found: ItemResult[] = [];
  for (let cursor: string | undefined; ;) {
    const query = { limit: 1000, ...(cursor === undefined ? {} : { cursor }) };
    const page = await client.call('jobResults', { params: { jobId }, query });
    found.push(...page.items);
    if (page.next === undefined) return found;
    cursor = page.next;
  }
}

test(
  'a server killed in the middle of a job goes on, and each row is submitted once',
  async () => {
    const day = childDay();
    const home = join(directory, 'job');
    await createConsortium({ directory: join(home, 'demo'), day });
    const references = Array.from({ length: ROWS }, (_, at) => `C-${at.toString()}`);
    const body = submitsAs(day, SELLER, references);

    const first = await started(home);
    const { password = '' } = first.accounts.find(({ user }) => user === 'hbsec-maker') ?? {};
    const client = await signIn(first.url, 'hbsec-maker', password);
    const idempotencyKey = nextKey();
    const reply = await client.call('takeSteps', { body }, { idempotencyKey });
    if (reply.kind !== 'JOB') throw new Error(reply.kind);
    const { jobId } = reply.job;
    let done = 0;
    while (done === 0) ({ done } = await client.call('job', { params: { jobId } }));
    await killed(first.child);
    expect(done).toBeLessThan(ROWS);

    const second = await started(home);
    const again = await signIn(second.url, 'hbsec-maker', password);
    const results = await resultsOf(again, jobId);
    expect(results.map(({ index }) => index)).toEqual(references.map((_, at) => at));
    expect(new Set(results.map(({ status }) => status))).toEqual(new Set(['ACCEPTED']));
    expect(new Set(results.map(({ tradeId }) => tradeId)).size).toBe(ROWS);
    await killed(second.child);

    await using consortium = await openConsortium({ directory: join(home, 'demo') });
    const { book } = consortium.institution(SELLER);
    const views = [...book.trades()];
    expect(views.map(({ core }) => core.terms.reference).sort()).toEqual([...references].sort());
    expect(views.every(({ core }) => core.revision === 1)).toBe(true);
    const ids = new Set(views.map(({ tradeId }) => tradeId));
    expect(results.every(({ tradeId }) => ids.has(tradeId ?? ''))).toBe(true);
  },
  SLOW_MACHINE_MS,
);

const stateCount = async (client: SignedInClient, state: OfficeState): Promise<number> => {
  const query = { reference: 'B-', role: 'seller', state, limit: 1 } as const;
  return (await client.call('officeTrades', { query })).totals.count;
};

test(
  'a server killed between sending an entry and its answer knows afterwards what became of it',
  async () => {
    const day = childDay();
    const home = join(directory, 'office');
    await createConsortium({ directory: join(home, 'demo'), day });
    const ticket = day.tickets.find(({ terms }) => terms.seller === SELLER);
    const own = (ticket && ownTicket(SELLER, ticket)) ?? expect.fail(`${SELLER} sells nothing`);
    const references = Array.from({ length: OFFICE_ROWS }, (_, at) => `B-${at.toString()}`);
    const file = await ticketFile(
      references.map((reference) => ({ ...own, terms: { ...own.terms, reference } })),
      'csv',
    );

    const first = await started(home);
    const { password = '' } = first.accounts.find(({ user }) => user === 'hbsec-maker') ?? {};
    const client = await signIn(first.url, 'hbsec-maker', password);
    const uploaded = await fetch(`${first.url}/api/back-office/imports?format=csv`, {
      method: 'POST',
      headers: {
        ...client.headers,
        'content-type': 'application/octet-stream',
        'idempotency-key': nextKey(),
      },
      body: new Uint8Array(file),
    });
    const { importId } = (await uploaded.json()) as { importId: string };
    await client.call('runImport', { params: { importId }, body: {} });
    const query = { reference: 'B-', role: 'seller', limit: 1000 } as const;
    const { items } = await client.call('officeTrades', { query });
    const officeIds = items.map(({ officeId }) => officeId);
    expect(officeIds).toHaveLength(OFFICE_ROWS);
    const answered = client.call('submitOffice', { body: { officeIds } }).then(
      () => true,
      () => false,
    );
    let sent = 0;
    while (sent === 0) sent = await stateCount(client, 'SENT');
    await killed(first.child);
    expect(await answered).toBe(false);

    const second = await started(home);
    const again = await signIn(second.url, 'hbsec-maker', password);
    await expect.poll(() => stateCount(again, 'SENT'), { timeout: SLOW_MACHINE_MS }).toBe(0);
    // What had not reached the ledger is as if it had not been sent, and can be sent now.
    const left = await again.call('officeTrades', { query: { ...query, state: 'NEW' } });
    if (left.items.length > 0) {
      const body = { officeIds: left.items.map(({ officeId }) => officeId) };
      await again.call('submitOffice', { body });
    }
    expect(await stateCount(again, 'ON_LEDGER')).toBe(OFFICE_ROWS);
    await killed(second.child);

    await using consortium = await openConsortium({ directory: join(home, 'demo') });
    const views = [...consortium.institution(SELLER).book.trades()];
    expect(views.map(({ core }) => core.terms.reference).sort()).toEqual([...references].sort());
    expect(views.every(({ core }) => core.revision === 1)).toBe(true);
  },
  SLOW_MACHINE_MS,
);
