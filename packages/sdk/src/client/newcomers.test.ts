import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { fromBase64, equalBytes } from '@bondledger/contract';
import { BOK, BondledgerError, KSD } from '@bondledger/domain';
import { Consortium, fundSide, ISIN, propSide } from '../../test/support/consortium.js';
import type { Signer } from '../keys/signer.js';
import { Institution } from './institution.js';

const NEWCOMER = 'NEWCOMER';
let consortium: Consortium;
beforeEach(async () => {
  consortium = await Consortium.open();
});
afterEach(() => consortium.close());

/** A signer that cannot derive with one participant, for as long as `isBroken` says so. */
function brokenFor(code: string, by: string, isBroken = (): boolean => true): Signer {
  const signer = consortium.signerOf(by);
  const point = fromBase64(consortium.keysOf(code).sealing.publicKey) ?? new Uint8Array(0);
  return {
    ...signer,
    derive: (publicKey) =>
      isBroken() && equalBytes(publicKey, point)
        ? Promise.reject(new BondledgerError({ code: 'FIELD_INVALID' }))
        : signer.derive(publicKey),
  };
}

const submitTo = (buyer: string, seller = NEWCOMER): Promise<string> =>
  consortium.take(seller, {
    step: 'SUBMIT',
    terms: consortium.terms({ seller, buyer }),
    own: propSide(seller),
  });

describe('a participant who joins while the others are at work', () => {
  it('sells to one of them, and the trade settles', async () => {
    await consortium.join(NEWCOMER);
    const account = `${NEWCOMER}-001`;
    const balance = 100_000_000_000n;
    await consortium.take(KSD, { step: 'OPEN_HOLDING', account, isin: ISIN, balance });
    const tradeId = await submitTo('BUYER');
    await consortium.take('BUYER', { step: 'CONFIRM', tradeId, own: propSide('BUYER') });
    await consortium.nextDay();
    await consortium.take(KSD, { step: 'RESTRICT', tradeId });
    await consortium.take(KSD, { step: 'REQUEST_PAYMENT', tradeId });
    await consortium.of(BOK).caughtUp();
    const paymentNo = [...consortium.of(BOK).book.payments()].at(-1)?.paymentNo ?? '';
    await consortium.take(BOK, { step: 'CONFIRM_PAYMENT', paymentNo });
    await consortium.take(KSD, { step: 'SETTLE', tradeId });
    for (const code of [NEWCOMER, 'BUYER', KSD]) {
      await consortium.of(code).caughtUp();
      expect(consortium.of(code).book.trade(tradeId)?.core.state).toBe('SETTLED');
    }
    expect(consortium.of('MIDDLE').book.trade(tradeId)).toBeUndefined();
  });

  it('buys for a fund, which those who manage and keep it see', async () => {
    await submitTo('BUYER', 'SELLER');
    await consortium.join(NEWCOMER);
    const tradeId = await submitTo(NEWCOMER, 'SELLER');
    const own = fundSide('KEEPER-F09', 'F9');
    await consortium.take(NEWCOMER, { step: 'CONFIRM', tradeId, own });
    const lots = [{ faceAmount: '10000000000', fundCode: 'F9' }];
    await consortium.take('MANAGER', { step: 'INSTRUCT', tradeId, side: 'buyer', lots });
    await consortium.take('KEEPER', { step: 'APPROVE', tradeId, side: 'buyer' });
    await consortium.of(NEWCOMER).caughtUp();
    expect(consortium.of(NEWCOMER).book.trade(tradeId)?.core.state).toBe('READY');
  });

  it('is known to the one who registered it as soon as that is answered', async () => {
    const { pairKey } = consortium.of(KSD);
    expect(pairKey.call(consortium.of(KSD), NEWCOMER)).toBeUndefined();
    await consortium.join(NEWCOMER);
    expect(consortium.of(KSD).pairKey(NEWCOMER)).toHaveLength(32);
  });
});

describe('a participant with whom no key can be derived', () => {
  it('is left out, and the others are not', async () => {
    const signer = brokenFor('BUYER', 'SELLER');
    await using seller = await Institution.open({ transport: consortium.ledger, signer });
    expect(seller.pairKey('BUYER')).toBeUndefined();
    const actions = ['BUYER', 'MIDDLE'].map((buyer) => ({
      step: 'SUBMIT' as const,
      terms: consortium.terms({ buyer }),
      own: propSide('SELLER'),
    }));
    const [refused, accepted] = await seller.take(actions);
    expect(refused).toMatchObject({ status: 'REFUSED', code: 'COUNTERPARTY_UNKNOWN' });
    expect(accepted).toMatchObject({ status: 'ACCEPTED' });
  });

  it('is tried again when asked for, and its trades show when written next', async () => {
    let isBroken = true;
    const signer = brokenFor('SELLER', 'BUYER', () => isBroken);
    await using buyer = await Institution.open({ transport: consortium.ledger, signer });
    const tradeId = await submitTo('BUYER', 'SELLER');
    await buyer.caughtUp();
    expect(buyer.book.trade(tradeId)).toBeUndefined();
    isBroken = false;
    await buyer.refreshParticipants();
    await consortium.take('SELLER', { step: 'WITHDRAW', tradeId });
    await buyer.caughtUp();
    expect(buyer.book.trade(tradeId)?.core.state).toBe('CANCELLED');
  });

  it.each([KSD, BOK])('stops everything where it is %s', async (code) => {
    const signer = brokenFor(code, 'SELLER');
    const opening = Institution.open({ transport: consortium.ledger, signer });
    await expect(opening).rejects.toMatchObject({ code: 'FIELD_INVALID' });
  });
});
