import { toBase64, type JsonObject } from '../../src/index.js';
import type { Draft } from '../_kit/batch.js';
import { attempt, type Attempt, type Case } from '../_kit/case.js';
import { certify, STRANGER } from '../_kit/certificate.js';
import { institution, institutionOf } from '../_kit/institution.js';
import { market } from '../_kit/market.js';
import {
  holdingOpening,
  openHolding,
  registerIssue,
  registerKey,
  registerParticipant,
  registry,
  setDay,
} from '../_kit/registry-drafts.js';
import { flipped, withCore, withData, withOpening, withSide } from '../_kit/spoil.js';
import { propSide } from '../_kit/trade-drafts.js';
import { KTB, UNKNOWN_ISIN, type World } from '../_kit/world.js';

const ksd =
  (draft: () => Draft, change: (world: World) => void = () => undefined) =>
  (): Attempt => {
    const world = market();
    change(world);
    return attempt(world, 'KSD', draft());
  };

/** A certificate for a second key of SEC1, spoilt. */
const keyWith =
  (over: Partial<Parameters<typeof certify>[0]>, data: JsonObject = {}) =>
  (): Attempt => {
    const { keyId, signing } = institution('SEC1 again', 'BANK');
    const certificate = certify({ organisation: 'SEC1', spki: signing.spki, ...over });
    const draft = registry('REGISTER_KEY', {
      certificate: toBase64(certificate),
      keyId,
      participant: 'SEC1',
    });
    return attempt(market(), 'KSD', withData(draft, data));
  };

/** The point of a real key with one bit of its y coordinate turned. */
const OFF_CURVE = toBase64(flipped(institutionOf('SEC1').sealing.point, 64));

const NEW = { account: 'SEC1-002', balance: '1000', isin: KTB };
const opening = (over: Partial<typeof NEW>): Draft => openHolding({ ...NEW, ...over });
const newFirm =
  (over: JsonObject): (() => Draft) =>
  () =>
    registerParticipant('SEC1', { code: 'NEW1', ...over });
const closed = (world: World): void =>
  world.must('KSD', setDay('2026-09-21', 'CUT_OFF'), setDay('2026-09-21', 'CLOSED'));

/** Section 6 of the catalogue and what the steps of administration share with the others. */
export const REGISTRY_CASES: readonly Case[] = [
  [
    'ROLE_NOT_ALLOWED',
    'a firm sets the day',
    () => {
      const draft = withCore(setDay('2026-09-21', 'CUT_OFF'), { participant: 'SEC1' });
      return attempt(market(), 'SEC1', draft);
    },
  ],
  [
    'FIELD_UNKNOWN',
    'comes before the role',
    () => {
      const draft = withCore(setDay('2026-09-21', 'CUT_OFF'), { participant: 'SEC1' });
      return attempt(market(), 'SEC1', withData(draft, { hour: '17' }));
    },
  ],
  [
    'FIELD_UNKNOWN',
    'a tradeId',
    ksd(() =>
      withCore(setDay('2026-09-21', 'CUT_OFF'), { tradeId: '20260921-00000000000000000000000000' }),
    ),
  ],
  [
    'FIELD_MISSING',
    'a phase left out',
    ksd(() => withData(setDay('2026-09-21', 'CUT_OFF'), { phase: undefined })),
  ],
  ['FIELD_INVALID', 'no such phase', ksd(() => setDay('2026-09-21', 'LUNCH'))],
  ['FIELD_INVALID', 'a second depository', ksd(newFirm({ roles: ['DEPOSITORY'] }))],
  ['FIELD_INVALID', 'no role', ksd(newFirm({ roles: [] }))],
  ['FIELD_INVALID', 'a code in small letters', ksd(newFirm({ code: 'new1' }))],
  ['FIELD_INVALID', 'a name in one language', ksd(newFirm({ name: { en: 'New' } }))],
  ['FIELD_INVALID', 'a name with a tab', ksd(newFirm({ name: { en: 'a\tb', ko: '가' } }))],
  [
    'FIELD_INVALID',
    'a sealing key that is not on the curve',
    ksd(newFirm({ sealing: { keyId: '0'.repeat(32), publicKey: OFF_CURVE } })),
  ],
  [
    'FIELD_INVALID',
    'a sealing key that is no point',
    ksd(newFirm({ sealing: { keyId: '0'.repeat(32), publicKey: 'AAAA' } })),
  ],
  [
    'TEXT_NOT_NFC',
    'a name in NFD',
    ksd(newFirm({ name: { en: 'New', ko: '기관'.normalize('NFD') } })),
  ],
  ['FIELD_INVALID', 'a keyId of another key', keyWith({}, { keyId: '0'.repeat(32) })],
  ['FIELD_INVALID', 'a certificate that is not base64', keyWith({}, { certificate: '***' })],
  ['REGISTRY_EXISTS', 'a participant twice', ksd(() => registerParticipant('SEC1'))],
  ['REGISTRY_EXISTS', 'a key twice', ksd(() => registerKey('SEC1'))],
  ['REGISTRY_EXISTS', 'an issue twice', ksd(() => registerIssue(KTB, 'KTB'))],
  [
    'REGISTRY_UNKNOWN',
    'a key of nobody',
    keyWith({ organisation: 'NOBODY' }, { participant: 'NOBODY' }),
  ],
  [
    'REGISTRY_UNKNOWN',
    'nobody to suspend',
    ksd(() => registry('SUSPEND_PARTICIPANT', { code: 'NOBODY', reason: 'x' })),
  ],
  [
    'REGISTRY_UNKNOWN',
    'nobody to resume',
    ksd(() => registry('RESUME_PARTICIPANT', { code: 'NOBODY' })),
  ],
  [
    'REGISTRY_UNKNOWN',
    'no key to revoke',
    ksd(() => registry('REVOKE_KEY', { keyId: '0'.repeat(32), reason: 'x' })),
  ],
  ['CERTIFICATE_INVALID', 'of another institution', keyWith({ organisation: 'SEC2' })],
  [
    'CERTIFICATE_INVALID',
    'bytes that are none',
    keyWith({}, { certificate: toBase64(new Uint8Array(40)) }),
  ],
  ['CERTIFICATE_UNTRUSTED', 'from an authority of the same name', keyWith({ issuer: STRANGER })],
  ['CERTIFICATE_OUT_OF_DATES', 'from next year on', keyWith({ notBefore: '2027-01-01' })],
  [
    'CERTIFICATE_OUT_OF_DATES',
    'until last year',
    keyWith({ notBefore: '2025-01-01', notAfter: '2025-12-31' }),
  ],
  ['BUSINESS_DATE_HOLIDAY', 'a Saturday', ksd(() => setDay('2026-09-26', 'OPEN'), closed)],
  ['DATE_INVALID', 'no such day', ksd(() => setDay('2026-13-01', 'OPEN'))],
  [
    'DATE_INVALID',
    'a holiday that is no day',
    ksd(() => registry('ADD_HOLIDAYS', { holidays: ['2026-02-30'] })),
  ],
  ['BUSINESS_DATE_BACKWARDS', 'yesterday', ksd(() => setDay('2026-09-18', 'OPEN'))],
  ['PHASE_ORDER_WRONG', 'CLOSED without a cut-off', ksd(() => setDay('2026-09-21', 'CLOSED'))],
  ['PHASE_ORDER_WRONG', 'OPEN again', ksd(() => setDay('2026-09-21', 'OPEN'))],
  ['PHASE_ORDER_WRONG', 'tomorrow while today is open', ksd(() => setDay('2026-09-22', 'OPEN'))],
  [
    'PHASE_ORDER_WRONG',
    'tomorrow begins with its cut-off',
    ksd(() => setDay('2026-09-22', 'CUT_OFF'), closed),
  ],
  ['ISIN_INVALID', 'a wrong check digit', ksd(() => registerIssue('KR103502GE90', 'KTB'))],
  ['FIELD_INVALID', 'no kind of bond', ksd(() => registerIssue(UNKNOWN_ISIN, 'EQUITY'))],
  ['HOLDING_EXISTS', 'opened twice', ksd(() => openHolding({ ...NEW, account: 'SEC1-001' }))],
  ['FIELD_MISSING', 'no holding', ksd(() => withSide(registry('OPEN_HOLDING', {}), {}))],
  [
    'FIELD_UNKNOWN',
    'a side beside the holding',
    ksd(() => withSide(opening({}), { side: propSide('SEC1') })),
  ],
  [
    'FIELD_INVALID',
    'a holding on no account',
    ksd(() => withSide(opening({}), { holding: { ...NEW, account: 'x' } })),
  ],
  ['AMOUNT_INVALID', 'a holding of nothing', ksd(() => opening({ balance: '0' }))],
  [
    'ISIN_INVALID',
    'a holding of no issue',
    ksd(() => withSide(opening({}), { holding: { ...NEW, isin: 'KR' } })),
  ],
  [
    'ISSUE_UNKNOWN',
    'a holding of an issue that is not registered',
    ksd(() => opening({ isin: UNKNOWN_ISIN })),
  ],
  [
    'REGISTRY_UNKNOWN',
    'a holding of nobody',
    ksd(() => {
      const account = 'NOBODY-1';
      const holdings = [{ ...holdingOpening('SEC1-009', KTB), account }];
      return withOpening(withSide(opening({}), { holding: { ...NEW, account } }), { holdings });
    }),
  ],
  [
    'OPENING_WRONG',
    'no opening of the holding',
    ksd(() => withOpening(opening({}), { holdings: [] })),
  ],
  [
    'OPENING_WRONG',
    'a key that does not open what is there',
    ksd(() => {
      const known = holdingOpening('SEC1-001', KTB);
      const holdings = [{ ...known, key: flipped(known.key) }];
      return withOpening(opening({ account: 'SEC1-001' }), { holdings });
    }),
  ],
  [
    'OPENING_WRONG',
    'another holding hidden before the one that is there',
    ksd(() => {
      const holdings = [holdingOpening('SEC1-003', KTB)];
      return withOpening(opening({ account: 'SEC1-001' }), { holdings });
    }),
  ],
  ['STEP_NOT_OFFERED', 'a new sealing key', ksd(() => registry('REPLACE_SEALING_KEY', {}))],
  [
    'AGENT_NOT_OFFERED',
    'on behalf of another',
    ksd(() =>
      withCore(setDay('2026-09-21', 'CUT_OFF'), { onBehalfOf: institutionOf('SEC1').code }),
    ),
  ],
];
