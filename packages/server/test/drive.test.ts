import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { BackOffice } from '@bondledger/consortium';
import { KSD } from '@bondledger/domain';
import type { Drive } from '@bondledger/sdk/api';
import { bokHandlers } from '../src/bok/bok-handlers.js';
import { driveHandlers } from '../src/drive/drive-handlers.js';
import { Drive as Driver } from '../src/drive/drive.js';
import { startTestServer } from './support/test-server.js';
import {
  called,
  person,
  smallConsortium,
  type SmallConsortium,
} from './support/small-consortium.js';

const TRADES = 24;
const BUYER = 'SFINC';
const OPERATOR = person(KSD, 'kim', ['READ', 'OPERATE']);

let small: SmallConsortium;
let driver: Driver;
beforeAll(async () => {
  small = await smallConsortium(TRADES);
  driver = await opened();
});
afterAll(async () => {
  await driver.close();
  await small[Symbol.asyncDispose]();
});

const opened = (): Promise<Driver> => {
  const { consortium, day, desks, work } = small;
  const events = {
    publish: (institution: string | undefined, event: (typeof small.events)[number]['event']) => {
      small.events.push({ institution, event });
      for (const listener of listeners.splice(0)) listener();
    },
  };
  const office = new BackOffice(day.tickets);
  const books = {
    booksOf: () => office,
    trades: TRADES,
    tradeDates: new Set(day.tickets.map(({ terms }) => terms.tradeDate)),
  };
  return Driver.open({
    tables: work.tables,
    desks,
    wire: consortium.wire,
    events,
    now: () => new Date(),
    books: () => Promise.resolve(books),
    trades: TRADES,
  });
};
const listeners: (() => void)[] = [];

type Wish = Parameters<ReturnType<typeof driveHandlers>['setDrive']>[0]['body'];
const set = (body: Wish): Promise<Drive> =>
  driveHandlers({ drive: driver }).setDrive(called(OPERATOR, { body }));

/** Waits event by event until the drive is as expected. */
async function until(isThere: (drive: Drive) => boolean): Promise<Drive> {
  for (;;) {
    const status = driver.status();
    if (isThere(status)) return status;
    await new Promise<void>((resolve) => listeners.push(resolve));
  }
}

const takenOf = (drive: Drive, step: string): number =>
  drive.steps.find((each) => each.step === step)?.taken ?? 0;

describe('the drive of a day', () => {
  test('takes what is due, and waits for who plays by hand', async () => {
    expect(driver.status()).toMatchObject({ state: 'IDLE', trades: TRADES, ended: 0, speed: 0 });
    await set({ action: 'START', byHand: [BUYER] });
    const status = await until(({ waitsFor }) => waitsFor !== undefined);
    expect(status.waitsFor?.en).toContain('Daon Securities Finance');
    expect(takenOf(status, 'SUBMIT')).toBeGreaterThan(0);
    const book = small.consortium.institution(BUYER).book;
    const own = [...book.trades()].filter(({ core }) => core.terms.buyer === BUYER);
    expect(own.length).toBeGreaterThan(0);
    expect(new Set(own.map(({ core }) => core.state))).toEqual(new Set(['SUBMITTED']));
    expect(small.consortium.institution(KSD).book.day?.businessDate).toBe(small.day.tradeDate);
  });

  test('is paused, and goes on in a new process as it was left', async () => {
    expect(await set({ action: 'PAUSE', speed: 400 })).toMatchObject({ state: 'PAUSED' });
    await driver.close();
    driver = await opened();
    expect(driver.status()).toMatchObject({ state: 'PAUSED', speed: 400, byHand: [BUYER] });
  });

  test('lets a person take a step first, and takes the others', async () => {
    const institution = small.consortium.institution(BUYER);
    const mine = [...institution.book.trades()].find(
      ({ core }) => core.terms.buyer === BUYER && core.state === 'SUBMITTED',
    );
    const ticket = small.day.tickets.find(
      ({ terms }) =>
        terms.reference === mine?.core.terms.reference && terms.seller === mine.core.terms.seller,
    );
    if (mine === undefined || ticket === undefined) throw new Error('nothing to confirm');
    const { tradeId } = mine;
    const [, confirmed] = await Promise.all([
      set({ action: 'RESUME', byHand: [] }),
      institution.take([{ step: 'CONFIRM', tradeId, own: ticket.buyerSide }]),
    ]);
    const state = (): string => institution.book.trade(tradeId)?.core.state ?? '';
    await until(() => state() !== 'SUBMITTED');
    const steps = institution.book.trade(tradeId)?.core.steps ?? [];
    const leaves = steps.filter(([, step]) => step === 'CONFIRM').map(([leaf]) => leaf);
    expect(leaves).toHaveLength(1);
    const [answer] = confirmed;
    expect(answer?.status === 'ACCEPTED' ? [answer.leaf] : leaves).toEqual(leaves);
  });

  test('goes on by itself to the end of the day when the process that ran it is gone', async () => {
    await driver.close();
    driver = await opened();
    expect(driver.status().state).toBe('RUNNING');
    await set({ speed: 0 });
    const done = await until(({ state }) => state === 'DONE');
    expect(done).toMatchObject({ trades: TRADES, ended: TRADES });
    expect(takenOf(done, 'SETTLE')).toBeGreaterThan(0);
    expect(takenOf(done, 'SET_DAY')).toBe(5);
    const ksd = small.consortium.institution(KSD);
    expect(new Set([...ksd.book.trades()].map(({ core }) => core.state))).toEqual(
      new Set(['SETTLED']),
    );
    expect(ksd.book.day).toEqual({ businessDate: small.day.settlementDate, phase: 'CLOSED' });
  });
});

describe("the simulator of the central bank's system", () => {
  test('says its accounts, and goes wrong as it is asked to', async () => {
    const bok = person('BOK', 'choi');
    const handlers = bokHandlers({ demo: small });
    const seen = await handlers.bok(called(bok, {}));
    expect(seen).toMatchObject({
      faults: { slow: 0, loseAnswers: 0, doubleAnswers: 0 },
      queued: 0,
    });
    expect(seen.accounts.length).toBeGreaterThan(3);
    await handlers.setBok(called(bok, { body: { slow: 2, loseAnswers: 3 } }));
    const set = await handlers.setBok(called(bok, { body: { slow: 0 } }));
    expect(set.faults).toEqual({ slow: 0, loseAnswers: 3, doubleAnswers: 0 });
    expect(small.consortium.wire.faults).toEqual({ loseAnswers: 3 });
  });
});

describe('the drive of a server', () => {
  test('runs the day out of the back offices, over HTTP', async () => {
    await using server = await startTestServer({ trades: 12 });
    const ksd = await server.as('ksd-maker');
    // A person captures a trade that its buyer has not in its books.
    const seller = await server.as('hbsec-maker');
    const query = { role: 'seller', limit: 1 } as const;
    const [sold] = (await seller.call('officeTrades', { query })).items;
    if (sold?.own === undefined) throw new Error('nothing was sold');
    const terms = { ...sold.terms, reference: 'BY-HAND' };
    await seller.call('addOfficeTrade', { body: { role: 'seller', terms, own: sold.own } });
    await ksd.call('setDrive', { body: { action: 'START' } });
    let drive = await ksd.call('drive', {});
    while (drive.state === 'RUNNING') drive = await ksd.call('drive', {});
    expect(drive).toMatchObject({ state: 'DONE', ended: 13, trades: 13 });
    const { book } = server.consortium.institution(KSD);
    const byHand = [...book.trades()].find(({ core }) => core.terms.reference === 'BY-HAND');
    // Nobody rejects it in the buyer's name: it waited for a person until its time was over.
    expect(byHand?.core.state).toBe('EXPIRED');
  });
});
