import { randomBytes } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import {
  commitmentKey,
  commitmentOf,
  nodeCrypto,
  settlementNoOf,
  termsHashOf,
  type CorePart,
  type JsonObject,
} from '@bondledger/contract';
import { BOK, encodeTerms, KSD, type ErrorCode, type Terms } from '@bondledger/domain';
import { testAuthority } from '../../test/support/certificate.js';
import { Consortium, fundSide, propSide } from '../../test/support/consortium.js';
import { Forger, type Forgery } from '../../test/support/forger.js';
import { generateKeys } from '../keys/key-pairs.js';
import type { Evidence, ShownStep } from './evidence.js';
import type { EvidenceReport } from './report.js';
import { verifyEvidence } from './verify-evidence.js';

/**
 * What somebody could do who runs the ledger's node and minds no rule. The node signs any block;
 * that the evidence still fails is owed to the institutions' own keys and to the rules.
 */
const TRADE_ID = `20260921-${'A'.repeat(26)}`;
const ISSUED_AT = '2026-09-21T01:02:03.004Z';

let consortium: Consortium;
let terms: Terms;
let termsHash: string;
beforeAll(async () => {
  consortium = await Consortium.open();
  terms = consortium.terms();
  termsHash = termsHashOf(nodeCrypto, consortium.ledger.ledgerId, TRADE_ID, terms);
});
afterAll(() => consortium.close());

type Change = Partial<Forgery>;

/** Forges the steps of one trade, one after the other, each as its rules want it unless said. */
class Forgeries {
  readonly steps: ShownStep[] = [];
  readonly #forger = new Forger(consortium.ledger.ledgerId, consortium.nodeKey);

  get leaf(): string {
    return this.steps.at(-1)?.leaf ?? '';
  }

  add(
    code: string,
    core: Partial<CorePart> & { readonly step: string },
    change: Change = {},
  ): this {
    const keys = consortium.keysOf(code);
    const { certificate } = consortium.participant(code);
    const named = { tradeId: TRADE_ID, termsHash };
    const part = { ...named, data: {}, issuedAt: ISSUED_AT, participant: code, ...core };
    this.steps.push(this.#forger.step({ keys, certificate, core: part, ...change }));
    return this;
  }

  submit(core: Partial<CorePart> = {}, change: Change = {}): this {
    const data = { terms: { ...encodeTerms(terms) } };
    const side = { operator: 'desk', side: propSide('SELLER') };
    return this.add('SELLER', { step: 'SUBMIT', data, ...core }, { side, ...change });
  }

  confirm(core: Partial<CorePart> = {}, change: Change = {}): this {
    const side = { operator: 'desk', side: propSide('BUYER') };
    const { leaf } = this;
    return this.add('BUYER', { step: 'CONFIRM', answers: leaf, ...core }, { side, ...change });
  }

  /** A step of KSD's, committed to the trade at its revision. */
  settle(step: string, data: JsonObject = {}, revision = this.steps.length, code = KSD): this {
    const coreSalt = randomBytes(16);
    const key = commitmentKey(nodeCrypto, randomBytes(32), coreSalt);
    const trades = [commitmentOf(nodeCrypto, key, { tradeId: TRADE_ID, termsHash, revision })];
    return this.add(code, { step, data: { ...data, trades } }, { commitmentKey: key, coreSalt });
  }

  pay(answers: string, data: JsonObject, code = BOK): this {
    return this.add(code, { step: 'CONFIRM_PAYMENT', answers, data });
  }

  report(): EvidenceReport {
    const { ledgerId } = consortium.ledger;
    const { steps } = this;
    const format = 'bondledger/evidence/1';
    const evidence: Evidence = { format, ledgerId, steps, tradeId: TRADE_ID };
    return verifyEvidence(evidence, genesisText(), nodeCrypto);
  }
}

let text = '';
const genesisText = (): string => text;
beforeAll(async () => {
  text = await consortium.ledger.genesis();
});

const payment = (): JsonObject => ({
  payment: 'a'.repeat(64),
  paymentNo: `${settlementNoOf(nodeCrypto, TRADE_ID)}-1`,
});
const refused = (code: ErrorCode) => ({ ok: false, rejection: { code } });

const requested = (): Forgeries =>
  new Forgeries().submit().confirm().settle('RESTRICT').settle('REQUEST_PAYMENT', payment());

describe('steps that everyone signed as the rules want it', () => {
  it('hold, so what fails below fails for what is named there', () => {
    const forged = requested();
    forged.pay(forged.leaf, payment()).settle('SETTLE');
    expect(forged.report()).toMatchObject({ ok: true, finalState: 'SETTLED' });
  });

  it('hold with sides hidden, and leave open what follows from them', () => {
    const hidden = { isSideHidden: true };
    const forged = new Forgeries().submit({}, hidden).confirm({}, hidden);
    expect(forged.report()).toMatchObject({
      ok: true,
      finalState: undefined,
      notProved: expect.arrayContaining(['SELLER_SIDE', 'BUYER_SIDE', 'FINAL_STATE']),
    });
  });
});

describe('who signed', () => {
  const stranger = generateKeys('BUYER');
  it.each<readonly [string, ErrorCode, () => Change]>([
    [
      'a key of another institution under its own certificate',
      'EVIDENCE_CERTIFICATE_WRONG',
      () => ({
        keys: consortium.keysOf('SELLER'),
        certificate: consortium.participant('SELLER').certificate,
        participant: 'BUYER',
      }),
    ],
    [
      "a key of another institution under the buyer's certificate",
      'EVIDENCE_SIGNATURE_WRONG',
      () => ({ keys: consortium.keysOf('SELLER'), participant: 'BUYER' }),
    ],
    [
      'a key that an authority of the same name certified',
      'EVIDENCE_CERTIFICATE_WRONG',
      () => {
        const authority = testAuthority(generateKeys('CA').signing.privateKey);
        return { keys: stranger, certificate: authority.certify('BUYER', stranger.signing.spki) };
      },
    ],
    [
      'a key that an institution certified with its own',
      'EVIDENCE_CERTIFICATE_WRONG',
      () => {
        const seller = testAuthority(consortium.keysOf('SELLER').signing.privateKey);
        return { keys: stranger, certificate: seller.certify('BUYER', stranger.signing.spki) };
      },
    ],
    [
      'a key that is named otherwise',
      'EVIDENCE_SIGNATURE_WRONG',
      () => ({ keyId: '0'.repeat(32) }),
    ],
    ['for another ledger', 'EVIDENCE_WRONG_GENESIS', () => ({ ledgerId: '0'.repeat(64) })],
    ['what the ledger refused', 'EVIDENCE_BLOCK_WRONG', () => ({ isAccepted: false })],
  ])('%s', (_, code, change) => {
    expect(new Forgeries().submit().confirm({}, change()).report()).toMatchObject(refused(code));
  });

  it('one institution in the header and another in the core part', () => {
    const forged = new Forgeries().submit().confirm({ participant: 'SELLER' });
    expect(forged.report()).toMatchObject(refused('EVIDENCE_SIGNATURE_WRONG'));
  });

  it('what is no instruction', () => {
    const core = { issuedAt: 'yesterday' };
    expect(new Forgeries().submit(core).report()).toMatchObject(refused('EVIDENCE_MALFORMED'));
    const forged = new Forgeries().submit({}, { side: { operator: '' } });
    expect(forged.report()).toMatchObject(refused('EVIDENCE_MALFORMED'));
  });
});

const OTHER = { answers: 'b'.repeat(64) };
const SIDE = { operator: 'desk', side: propSide('SELLER') };

describe('what the rules do not allow', () => {
  it.each<readonly [string, () => Forgeries]>([
    ['nothing submitted', () => new Forgeries().confirm(OTHER)],
    ['a submission for another', () => new Forgeries().submit({ tradeId: `${TRADE_ID}B` })],
    ['a submission of other terms', () => new Forgeries().submit({ termsHash: '0'.repeat(64) })],
    ['a submission without terms', () => new Forgeries().submit({ data: {} })],
    ['a submission by an agent', () => new Forgeries().submit({ onBehalfOf: 'MIDDLE' })],
    ['a submission in answer', () => new Forgeries().submit(OTHER)],
    ['a submission in a chain', () => new Forgeries().submit({ chainId: '20260921-C0' })],
    [
      "a side with another's account",
      () => new Forgeries().submit({}, { side: { operator: 'd', side: propSide('BUYER') } }),
    ],
    ['submitted twice', () => new Forgeries().submit().submit()],
    [
      'confirmed by the seller',
      () => {
        const forged = new Forgeries().submit();
        const core = { step: 'CONFIRM', answers: forged.leaf };
        return forged.add('SELLER', core, { side: SIDE });
      },
    ],
    [
      'confirmed for other terms',
      () => new Forgeries().submit().confirm({ termsHash: '1'.repeat(64) }),
    ],
    ['confirmed for another submission', () => new Forgeries().submit().confirm(OTHER)],
    ['confirmed by an agent', () => new Forgeries().submit().confirm({ onBehalfOf: 'MIDDLE' })],
    [
      'rejected after it was confirmed',
      () => {
        const forged = new Forgeries().submit();
        const { leaf } = forged;
        return forged.confirm().add('BUYER', { step: 'REJECT', answers: leaf });
      },
    ],
    [
      'withdrawn by the buyer',
      () => {
        const forged = new Forgeries().submit();
        return forged.add('BUYER', { step: 'WITHDRAW', answers: forged.leaf });
      },
    ],
    ['a step that is none', () => new Forgeries().submit().add('SELLER', { step: 'BLESS' })],
    ['a step of the registry', () => new Forgeries().submit().add(KSD, { step: 'SET_DAY' })],
    [
      'restricted by the seller',
      () => new Forgeries().submit().confirm().settle('RESTRICT', {}, 2, 'SELLER'),
    ],
    [
      'restricted at another revision',
      () => new Forgeries().submit().confirm().settle('RESTRICT', {}, 3),
    ],
    ['restricted before it was confirmed', () => new Forgeries().submit().settle('RESTRICT')],
    [
      'settled without payment',
      () => new Forgeries().submit().confirm().settle('RESTRICT').settle('SETTLE'),
    ],
    [
      'paid by KSD',
      () => {
        const forged = requested();
        return forged.pay(forged.leaf, payment(), KSD);
      },
    ],
    ['paid in answer to something else', () => requested().pay('c'.repeat(64), payment())],
    [
      'paid another amount',
      () => {
        const forged = requested();
        return forged.pay(forged.leaf, { ...payment(), payment: 'd'.repeat(64) });
      },
    ],
    [
      'paid under another number',
      () => {
        const forged = requested();
        const paymentNo = `${settlementNoOf(nodeCrypto, TRADE_ID)}-2`;
        return forged.pay(forged.leaf, { ...payment(), paymentNo });
      },
    ],
    [
      'a payment revoked that nobody asked back',
      () => {
        const forged = requested();
        const core = { step: 'CONFIRM_REVOKED', answers: forged.leaf, data: payment() };
        return forged.add(BOK, core);
      },
    ],
    [
      "a payment under another trade's number",
      () => {
        const paymentNo = `20260921-${'B'.repeat(13)}-1`;
        const restricted = new Forgeries().submit().confirm().settle('RESTRICT');
        return restricted.settle('REQUEST_PAYMENT', { ...payment(), paymentNo });
      },
    ],
    [
      'an own request to cancel confirmed',
      () => {
        const forged = new Forgeries().submit().confirm();
        forged.add('SELLER', { step: 'REQUEST_CANCEL' });
        return forged.add('SELLER', { step: 'CONFIRM_CANCEL', answers: forged.leaf });
      },
    ],
    [
      "another's request to cancel dropped",
      () => {
        const forged = new Forgeries().submit().confirm();
        forged.add('SELLER', { step: 'REQUEST_CANCEL' });
        return forged.add('BUYER', { step: 'DROP_CANCEL', answers: forged.leaf });
      },
    ],
    [
      'a cancel that nobody asked for',
      () => new Forgeries().submit().confirm().add('BUYER', { step: 'CONFIRM_CANCEL' }),
    ],
    [
      'a cancel asked for by a third',
      () => new Forgeries().submit().confirm().add('MIDDLE', { step: 'REQUEST_CANCEL' }),
    ],
    [
      'a chain that the trade is not in',
      () => {
        const chainId = '20260921-C0000000000000';
        const forged = new Forgeries().submit().confirm();
        return forged.add(KSD, { step: 'RESTRICT', chainId });
      },
    ],
  ])('%s', (_, forge) => {
    expect(forge().report()).toMatchObject(refused('EVIDENCE_STEPS_WRONG'));
  });
});

describe('the steps of a side', () => {
  const sideOfSeller = { operator: 'desk', side: fundSide('KEEPER-F01', 'FUND') };
  const matched = (isSideHidden: boolean): Forgeries =>
    new Forgeries().submit({}, { side: sideOfSeller, isSideHidden }).confirm();
  const instruct = (forged: Forgeries, code: string): Forgeries => {
    const answers = forged.steps[0]?.leaf ?? '';
    return forged.add(code, { step: 'INSTRUCT', answers, data: { side: 'seller' } });
  };
  const approve = (forged: Forgeries, code: string, side = 'seller'): Forgeries =>
    forged.add(code, { step: 'APPROVE', answers: forged.leaf, data: { side } });

  it('are those of its own asset manager and custodian', () => {
    const forged = approve(instruct(matched(false), 'MANAGER'), 'KEEPER');
    expect(forged.report()).toMatchObject({ ok: true, finalState: 'READY' });
    const wrong = refused('EVIDENCE_STEPS_WRONG');
    expect(instruct(matched(false), 'KEEPER').report()).toMatchObject(wrong);
    expect(approve(instruct(matched(false), 'MANAGER'), 'VAULT').report()).toMatchObject(wrong);
  });

  it('cannot be told from others where the side is hidden, and the report says so', () => {
    const report = approve(instruct(matched(true), 'MIDDLE'), 'VAULT').report();
    expect(report).toMatchObject({ ok: true, finalState: 'READY' });
    expect(report).toMatchObject({ notProved: expect.arrayContaining(['SELLER_SIDE']) });
  });

  it('follow one another on one side', () => {
    const wrong = refused('EVIDENCE_STEPS_WRONG');
    expect(approve(matched(false), 'KEEPER').report()).toMatchObject(wrong);
    const crossed = approve(instruct(matched(false), 'MANAGER'), 'KEEPER', 'buyer');
    expect(crossed.report()).toMatchObject(wrong);
    const unnamed = approve(instruct(matched(false), 'MANAGER'), 'KEEPER', 'both');
    expect(unnamed.report()).toMatchObject(wrong);
  });

  it('bring no side of their own', () => {
    const forged = matched(false);
    const answers = forged.steps[0]?.leaf ?? '';
    const core = { step: 'INSTRUCT', answers, data: { side: 'seller' } };
    forged.add('MANAGER', core, { side: sideOfSeller });
    expect(forged.report()).toMatchObject(refused('EVIDENCE_STEPS_WRONG'));
  });
});
