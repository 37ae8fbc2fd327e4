import {
  ledgerIdOf,
  nodeCrypto,
  toBase64,
  type Genesis,
  type GenesisParticipant,
} from '../../src/index.js';
import { AUTHORITY, authorityCertificate } from './certificate.js';
import { institutionOf } from './institution.js';
import { testKey } from './keys.js';

/** A Monday. */
export const TODAY = '2026-09-21';
export const TOMORROW = '2026-09-22';
export const NODE = testKey('node');

const participant = (code: string, ko: string): GenesisParticipant => {
  const { certificate, roles, sealing, sealingKeyId } = institutionOf(code);
  return {
    certificate: toBase64(certificate),
    code,
    coEndorser: code,
    name: { en: code, ko },
    peer: true,
    roles,
    sealing: { keyId: sealingKeyId, publicKey: toBase64(sealing.point) },
  };
};

export const GENESIS: Genesis = {
  authorities: [toBase64(authorityCertificate(AUTHORITY))],
  businessDate: TODAY,
  format: 'bondledger/genesis/1',
  holidays: ['2026-09-24', '2026-09-25'],
  name: 'the ledger of the tests',
  nodes: [toBase64(NODE.spki)],
  participants: [participant('KSD', '예탁결제원'), participant('BOK', '한국은행')],
  rulesVersion: 1,
};

export const LEDGER_ID = ledgerIdOf(nodeCrypto, GENESIS);
