import { mkdtemp, readFile, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { BOK, KSD, settlementAmountOf } from '@bondledger/domain';
import type { Action, Institution } from '@bondledger/sdk';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openKeptAuthority } from '../src/authority/keep-authority.js';
import { validityOf } from '../src/authority/validity.js';
import {
  consortiumLayout,
  createConsortium,
  openAs,
  openConsortium,
  readPassphrase,
  referenceDay,
  type Consortium,
  type ParticipantProfile,
} from '../src/index.js';

const day = referenceDay({ trades: 12, seed: 'join' });
const PROFILE: ParticipantProfile = {
  code: 'NEWSEC',
  roles: ['SECURITIES_FIRM'],
  name: { en: 'Newcomer Securities', ko: '새내기증권' },
  peer: false,
  coEndorser: BOK,
};

let directory = '';
let consortium: Consortium;
beforeAll(async () => {
  directory = join(await mkdtemp(join(tmpdir(), 'bondledger-join-')), 'demo');
  await createConsortium({ directory, day });
  consortium = await openConsortium({ directory });
});
afterAll(async () => {
  await consortium.close();
  await rm(dirname(directory), { recursive: true, force: true });
});

async function take(institution: Institution, action: Action): Promise<string> {
  await institution.caughtUp();
  const [result] = await institution.take([action]);
  if (result?.status !== 'ACCEPTED') throw new Error(JSON.stringify(result));
  return result.tradeId ?? '';
}

describe('the authority of a demo', () => {
  it('lies in its own folder, encrypted, for its owner alone', async () => {
    const layout = consortiumLayout(directory);
    expect((await stat(dirname(layout.authorityKey))).mode & 0o777).toBe(0o700);
    expect((await stat(layout.authorityKey)).mode & 0o777).toBe(0o600);
    expect(await readFile(layout.authorityKey, 'utf8')).toMatch(/^-----BEGIN ENCRYPTED PRIVATE/);
    const wrong = openKeptAuthority(layout, 'another passphrase');
    await expect(wrong).rejects.toMatchObject({ code: 'KEYSTORE_PASSPHRASE_WRONG' });
    const nowhere = openKeptAuthority(consortiumLayout(`${directory}-none`), 'p');
    await expect(nowhere).rejects.toMatchObject({ code: 'KEYSTORE_UNREADABLE' });
  });

  it('is the one that the genesis names', async () => {
    const layout = consortiumLayout(directory);
    const authority = await openKeptAuthority(layout, await readPassphrase(layout));
    const genesis = JSON.parse(await readFile(layout.genesis, 'utf8')) as {
      readonly authorities: readonly string[];
    };
    expect(genesis.authorities).toEqual([authority.certificate.der]);
  });

  it('certifies for the years around a date', () => {
    expect(validityOf('2026-09-21')).toEqual({ notBefore: '2025-01-01', notAfter: '2035-12-31' });
  });
});

describe('an institution that joins while the others are at work', () => {
  it("passes KSD's guard and trades with one of them", async () => {
    const seller = await consortium.join(PROFILE);
    const buyer = consortium.institution('HBSEC');
    const [ticket] = day.tickets;
    if (ticket === undefined) throw new Error('no ticket');
    const { isin, instrumentType, tradeDate, settlementDate } = ticket.terms;
    const faceAmount = 20_000_000_000n;
    const terms = {
      reference: 'NEW-1',
      isin,
      instrumentType,
      faceAmount,
      unitPrice: 10_000n,
      settlementAmount: settlementAmountOf(faceAmount, 10_000n),
      tradeDate,
      settlementDate,
      settlementMethod: 'DVP' as const,
      seller: 'NEWSEC',
      buyer: 'HBSEC',
      sellerKeeper: 'NEWSEC',
      buyerKeeper: 'HBSEC',
    };
    const prop = (code: string) => ({ account: `${code}-001`, capacity: 'PROP' as const });
    const tradeId = await take(seller, { step: 'SUBMIT', terms, own: prop('NEWSEC') });
    await take(buyer, { step: 'CONFIRM', tradeId, own: prop('HBSEC') });
    for (const code of ['NEWSEC', 'HBSEC', KSD]) {
      const institution = consortium.institution(code);
      await institution.caughtUp();
      expect(institution.book.trade(tradeId)?.core.state).toBe('READY');
    }
    expect(consortium.institution('DHSEC').book.trade(tradeId)).toBeUndefined();
  });

  it('is there when the directory is opened again', async () => {
    await consortium.close();
    const opened = await openAs({ directory, participant: 'NEWSEC', write: false });
    expect([...opened.institution.book.trades()]).toHaveLength(1);
    await opened.close();
    consortium = await openConsortium({ directory });
    expect(consortium.institutions().map(({ participant }) => participant)).toContain('NEWSEC');
  });

  it('joins once', async () => {
    await expect(consortium.join(PROFILE)).rejects.toMatchObject({ code: 'REGISTRY_EXISTS' });
  });
});
