import type { Role } from '@bondledger/domain';
import { keyIdOf, nodeCrypto, pairKeyOf, type PairKey } from '../../src/index.js';
import { certify } from './certificate.js';
import { testKey, type TestKey } from './keys.js';

/** An institution of the tests, with its own keys. */
export interface Institution {
  readonly code: string;
  readonly roles: readonly Role[];
  readonly signing: TestKey;
  readonly keyId: string;
  readonly certificate: Uint8Array;
  readonly sealing: TestKey;
  readonly sealingKeyId: string;
}

export function institution(code: string, ...roles: readonly Role[]): Institution {
  const signing = testKey(`${code} signing`);
  const sealing = testKey(`${code} sealing`);
  return {
    code,
    roles,
    signing,
    keyId: keyIdOf(nodeCrypto, signing.spki),
    certificate: certify({ organisation: code, spki: signing.spki }),
    sealing,
    sealingKeyId: keyIdOf(nodeCrypto, sealing.spki),
  };
}

export const INSTITUTIONS: readonly Institution[] = [
  institution('KSD', 'DEPOSITORY'),
  institution('BOK', 'CENTRAL_BANK'),
  institution('SEC1', 'SECURITIES_FIRM'),
  institution('SEC2', 'SECURITIES_FIRM'),
  institution('INS1', 'INSURER'),
  institution('AMC1', 'ASSET_MANAGER'),
  institution('AMC2', 'ASSET_MANAGER'),
  institution('CUS1', 'CUSTODIAN', 'BANK'),
  institution('CUS2', 'CUSTODIAN'),
];

const byCode = new Map(INSTITUTIONS.map((each) => [each.code, each]));

export function institutionOf(code: string): Institution {
  const found = byCode.get(code);
  if (found === undefined) throw new Error(`no institution ${code} in the tests`);
  return found;
}

const pairs = new Map<string, PairKey>();

/** The pair key of two institutions, as either of them computes it. */
export function pairOf(ledgerId: string, one: string, other: string): PairKey {
  const name = `${ledgerId}|${one}|${other}`;
  const known = pairs.get(name);
  if (known !== undefined) return known;
  const [left, right] = [institutionOf(one), institutionOf(other)];
  const pair = pairKeyOf(
    nodeCrypto,
    ledgerId,
    left.sealing.agree(right.sealing.point),
    { participant: left.code, sealingKeyId: left.sealingKeyId },
    { participant: right.code, sealingKeyId: right.sealingKeyId },
  );
  pairs.set(name, pair);
  return pair;
}
