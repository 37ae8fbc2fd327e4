import { holderOf, isInstitutionCode, isIsin } from '@bondledger/domain';
import type { CorePart } from '../instruction/core-part.js';
import type { SidePart } from '../instruction/side-part.js';
import { AUTHORITIES_KEY, issueKey, keyKey, participantKey } from './records.js';

const KEY_ID = /^[0-9a-f]{32}$/;

/** The registry keys that an administrative instruction reads or writes. */
export function registryKeys(core: CorePart, side: SidePart): readonly string[] {
  const keys: string[] = [];
  const { code, participant, keyId, isin } = core.data;
  for (const name of [code, participant]) {
    if (typeof name === 'string' && isInstitutionCode(name)) keys.push(participantKey(name));
  }
  if (typeof keyId === 'string' && KEY_ID.test(keyId)) {
    keys.push(keyKey(keyId), AUTHORITIES_KEY);
  }
  if (typeof isin === 'string' && isIsin(isin)) keys.push(issueKey(isin));
  if (side.holding !== undefined) {
    const holder = holderOf(side.holding.account);
    if (holder !== undefined) keys.push(participantKey(holder));
    if (isIsin(side.holding.isin)) keys.push(issueKey(side.holding.isin));
  }
  return keys;
}
