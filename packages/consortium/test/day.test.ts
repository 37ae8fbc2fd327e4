import { readdirSync, readFileSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { verifyDirectory } from '@bondledger/ledger';
import type { Ticket } from '@bondledger/legacy';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import {
  consortiumLayout,
  createConsortium,
  openAs,
  openConsortium,
  referenceDay,
  runDay,
  type ConsortiumOptions,
  type DayReport,
} from '../src/index.js';

const TRADES = 60;
const seed = process.env['DAY_SEED'] ?? String(Date.now() % 1_000_000);
process.stdout.write(`days of the consortium: seed ${seed}\n`);
const day = referenceDay({ trades: TRADES, seed });

let base = '';
beforeAll(async () => {
  base = await mkdtemp(join(tmpdir(), 'bondledger-day-'));
});
afterAll(async () => {
  await rm(base, { recursive: true, force: true });
});

async function created(name: string): Promise<string> {
  const directory = join(base, name);
  await createConsortium({ directory, day });
  return directory;
}

/** A whole day on a new directory. */
async function settled(
  name: string,
  faults: Pick<ConsortiumOptions, 'bokFaults'> = {},
): Promise<{ readonly directory: string; readonly report: DayReport; readonly payments: number }> {
  const directory = await created(name);
  await using consortium = await openConsortium({ directory, ...faults });
  const report = await runDay(consortium, day, { batchSize: 20 });
  const paid = [...consortium.institution('BOK').book.payments()].filter(
    ({ state, legs }) => state === 'PAID' && legs.length > 0,
  );
  return { directory, report, payments: paid.length };
}

/** What of a trade stands nowhere else, as it would be written. */
const secretsOf = ({ terms, sellerSide, buyerSide, sellerLots, buyerLots }: Ticket): string[] => [
  terms.reference,
  terms.faceAmount.toString(),
  terms.settlementAmount.toString(),
  `"${terms.unitPrice.toString()}"`,
  ...(terms.yield === undefined ? [] : [`"${terms.yield}"`]),
  ...[sellerSide, buyerSide].flatMap(({ account, fund }) => [
    account,
    ...(fund === undefined ? [] : [`"${fund.code}"`]),
  ]),
  ...[...(sellerLots ?? []), ...(buyerLots ?? [])].flatMap(({ orderNo }) =>
    orderNo === undefined ? [] : [orderNo],
  ),
];

const SOUND = { securities: true, cash: true };

describe('a day', () => {
  test('settles to the last trade, and the ledger verifies', async () => {
    const { directory, report } = await settled('plain');
    expect(report.byState).toEqual({ SETTLED: TRADES });
    expect(report.conserved).toMatchObject(SOUND);
    const verified = await verifyDirectory({ directory });
    expect(verified).toMatchObject({ ok: true, stateHash: report.stateHash });
    expect(verified.height + 1).toBeGreaterThanOrEqual(report.blocks);
  });

  test('shows each institution its own trades and no other', async () => {
    const directory = join(base, 'plain');
    for (const code of ['HBSEC', 'DHSEC', 'SFINC', 'SJINS', 'NRAMC', 'CWBK']) {
      const opened = await openAs({ directory, participant: code, write: false });
      const seen = [...opened.institution.book.trades()];
      const expected = day.tickets.filter(({ terms, sellerSide, buyerSide }) =>
        [
          terms.seller,
          terms.buyer,
          ...[sellerSide, buyerSide].flatMap(({ fund }) =>
            fund === undefined ? [] : [fund.assetManager, fund.custodian],
          ),
        ].includes(code),
      );
      expect(seen.map(({ core }) => core.terms.reference).sort()).toEqual(
        expected.map(({ terms }) => terms.reference).sort(),
      );
      for (const { core, seller, buyer } of seen) {
        if (core.terms.seller !== code && seller !== undefined) {
          expect([seller.fund?.assetManager, seller.fund?.custodian]).toContain(code);
        }
        if (core.terms.buyer !== code && buyer !== undefined) {
          expect([buyer.fund?.assetManager, buyer.fund?.custodian]).toContain(code);
        }
      }
      await opened.close();
    }
  });

  test('leaves nothing of a trade in any file of the ledger', async () => {
    const directory = join(base, 'plain');
    const secrets = day.tickets.flatMap(secretsOf);
    const found = (path: string): readonly string[] => {
      const bytes = readFileSync(path);
      return secrets.filter((secret) => bytes.includes(secret));
    };
    const files = readdirSync(directory, { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile())
      .map((entry) => join(entry.parentPath, entry.name));
    expect(files.length).toBeGreaterThan(15);
    // The central bank's own book is none of the ledger, and has the amounts: the test can fail.
    const journal = consortiumLayout(directory).bokWire;
    expect(found(journal).length).toBeGreaterThan(0);
    for (const path of files) if (path !== journal) expect([path, ...found(path)]).toEqual([path]);
  });

  test('goes on where an abort stopped it', async () => {
    const directory = await created('aborted');
    const abort = new AbortController();
    await using consortium = await openConsortium({ directory });
    const first = runDay(consortium, day, {
      batchSize: 20,
      signal: abort.signal,
      onProgress: ({ step }) => {
        if (step === 'RESTRICT') {
          abort.abort(new Error('stop here'));
        }
      },
    });
    await expect(first).rejects.toThrow();
    const report = await runDay(consortium, day, { batchSize: 20 });
    expect(report.byState).toEqual({ SETTLED: TRADES });
    expect(report.conserved).toMatchObject(SOUND);
  });
});

describe('what goes wrong at the central bank', () => {
  test.each([
    ['answers come late', { slow: 2 }],
    ['answers are lost', { loseAnswers: 2 }],
    ['answers come twice', { doubleAnswers: 1 }],
    ['all of it', { slow: 1, loseAnswers: 3, doubleAnswers: 2 }],
  ])('%s: no settlement is lost or doubled', async (name, bokFaults) => {
    const plain = await settled(`reference for ${name}`);
    const { report, payments } = await settled(name, { bokFaults });
    expect(report.byState).toEqual({ SETTLED: TRADES });
    expect(report.conserved).toMatchObject(SOUND);
    expect(payments).toBe(plain.payments);
  });

  test('without money payments are asked back, and what waited for them fails', async () => {
    const directory = join(base, 'short');
    const poor = {
      ...day,
      openingCash: day.openingCash.map(({ institution }) => ({ institution, balance: 0n })),
    };
    await createConsortium({ directory, day: poor });
    await using consortium = await openConsortium({ directory });
    const report = await runDay(consortium, poor, { batchSize: 20 });
    expect(report.conserved).toMatchObject(SOUND);
    expect(report.byState.FAILED ?? 0).toBeGreaterThan(0);
    expect(report.byState.PAYMENT_REQUESTED).toBeUndefined();
    expect((report.byState.FAILED ?? 0) + (report.byState.SETTLED ?? 0)).toBe(TRADES);
  });
});
