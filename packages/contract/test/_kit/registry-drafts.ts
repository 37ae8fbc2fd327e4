import {
  holdingKeyOf,
  holdingNameOf,
  nodeCrypto,
  toBase64,
  type HoldingOpening,
  type JsonObject,
  type OpeningHolding,
  type SidePart,
} from '../../src/index.js';
import { holderOf } from '@bondledger/domain';
import { freshBytes, type Draft } from './batch.js';
import { LEDGER_ID } from './genesis.js';
import { institutionOf, pairOf } from './institution.js';

const ISSUED_AT = '2026-09-21T00:00:00Z';

/** An administrative instruction of KSD. */
export const registry = (
  step: string,
  data: JsonObject,
  side: Omit<SidePart, 'operator'> = {},
  opening: Draft['opening'] = { trades: [] },
): Draft => ({
  core: { data, issuedAt: ISSUED_AT, participant: 'KSD', step },
  side: { operator: 'registrar', ...side },
  coreSalt: freshBytes(16),
  sideSalt: freshBytes(16),
  opening,
});

export const registerParticipant = (code: string, over: JsonObject = {}): Draft => {
  const { roles, sealing, sealingKeyId } = institutionOf(code);
  return registry('REGISTER_PARTICIPANT', {
    coEndorser: code,
    code,
    name: { en: code, ko: `기관 ${code}` },
    peer: true,
    roles,
    sealing: { keyId: sealingKeyId, publicKey: toBase64(sealing.point) },
    ...over,
  });
};

export const registerKey = (code: string): Draft => {
  const { certificate, keyId } = institutionOf(code);
  return registry('REGISTER_KEY', {
    certificate: toBase64(certificate),
    keyId,
    participant: code,
  });
};

export const registerIssue = (isin: string, instrumentType: string): Draft =>
  registry('REGISTER_ISSUE', {
    instrumentType,
    isin,
    maturityDate: '2036-03-10',
    name: { en: `Bond ${isin}`, ko: `채권 ${isin}` },
  });

/** Name and key of a holding, as KSD derives them. */
export function holdingOpening(account: string, isin: string): HoldingOpening {
  const pair = pairOf(LEDGER_ID, 'KSD', holderOf(account) ?? '');
  return {
    account,
    isin,
    name: holdingNameOf(nodeCrypto, pair, account, isin),
    key: holdingKeyOf(nodeCrypto, pair, account, isin),
  };
}

export const openHolding = (holding: OpeningHolding): Draft =>
  registry(
    'OPEN_HOLDING',
    {},
    { holding },
    { trades: [], holdings: [holdingOpening(holding.account, holding.isin)] },
  );

export const setDay = (businessDate: string, phase: string): Draft =>
  registry('SET_DAY', { businessDate, phase });
