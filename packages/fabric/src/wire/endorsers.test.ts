import { describe, expect, it } from 'vitest';
import { participantKey, utf8, type Submission } from '@bondledger/contract';
import { SampleMarket } from '@bondledger/ledger/testkit';
import { coEndorserOf, laneOf } from './endorsers.js';

const mspOf = { KSD: 'KsdMSP', BOK: 'BokMSP', SELLER: 'SellerMSP', HBSEC: 'HbsecMSP' };

/** A registry in which the seller names a co-endorser. */
const naming = (coEndorser: string | undefined) => (key: string) =>
  key === participantKey('SELLER') && coEndorser !== undefined
    ? utf8(JSON.stringify({ coEndorser }))
    : undefined;

describe('who endorses', () => {
  const market = new SampleMarket();
  const ofSeller = async (): Promise<Submission> => (await market.submit(1)).submission;

  it.each([
    ['its own peer', 'SELLER', 'SELLER'],
    ['another that it named', 'HBSEC', 'HBSEC'],
    ['BOK, where the named one has no peer here', 'BUYER', 'BOK'],
    ['BOK, where KSD is named: two institutions endorse', 'KSD', 'BOK'],
    ['BOK, where it is not registered', undefined, 'BOK'],
  ])('an institution: %s', async (_, named, expected) => {
    const submission = await ofSeller();
    expect(coEndorserOf(submission, naming(named), mspOf)).toBe(expected);
    expect(laneOf(submission, naming(named), mspOf)).toBe(`trades/${expected}`);
  });

  it('what KSD does: BOK, in a lane of its own', async () => {
    const submission = await market.issue();
    expect(coEndorserOf(submission, naming('SELLER'), mspOf)).toBe('BOK');
    expect(laneOf(submission, naming('SELLER'), mspOf)).toBe('settlement');
  });

  it('what is no batch at all: BOK, for the contract to refuse', async () => {
    const submission = await ofSeller();
    const broken = { ...submission, batch: { ...submission.batch, header: '{' } };
    expect(coEndorserOf(broken, naming('SELLER'), mspOf)).toBe('BOK');
  });
});
