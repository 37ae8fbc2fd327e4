import {
  holderOf,
  isChainId,
  isInstitutionCode,
  isIsin,
  isPaymentNo,
  isTradeId,
} from '@bondledger/domain';
import { isObject, type Json } from '../bytes/canonical.js';
import { fromBase64 } from '../bytes/text.js';
import {
  acceptedKey,
  CALENDAR_KEY,
  DAY_KEY,
  issueKey,
  keyKey,
  participantKey,
  readRegistry,
  type KeyRecord,
} from '../registry/records.js';
import { isRegistryStep } from '../registry/instruction.js';
import { chainRecordKey, paymentRecordKey } from '../record/sealed-json.js';
import { tradeKey } from '../record/trade-record.js';
import { registryKeys } from '../registry/registry-keys.js';
import type { Reads } from './environment.js';
import type { Prepared, PreparedInstruction } from './prepare.js';

const HOLDING_NAME = /^holding\/[0-9a-f]{64}$/;

/** Every ledger key that applying the transaction may read or write: sorted, each once. */
export function keysOf(prepared: Prepared): readonly string[] {
  const keys = new Set<string>([DAY_KEY, CALENDAR_KEY]);
  for (const { header, instructions } of prepared.batches) {
    if (header === undefined) continue;
    if (isInstitutionCode(header.participant)) keys.add(participantKey(header.participant));
    keys.add(keyKey(header.keyId));
    for (const instruction of instructions) addInstruction(keys, instruction);
  }
  return [...keys].sort();
}

/** The ledger keys of the trades that it may write: work on them excludes other work on them. */
export function tradesOf(prepared: Prepared): readonly string[] {
  const trades = new Set<string>();
  for (const { instructions } of prepared.batches) {
    for (const { opening } of instructions) {
      for (const { tradeId } of opening.trades) trades.add(tradeKey(tradeId));
    }
  }
  return [...trades];
}

function addInstruction(keys: Set<string>, { read, opening, leaf }: PreparedInstruction): void {
  if (!read.ok) return;
  const { core, side } = read.value;
  if (isRegistryStep(core.step)) {
    keys.add(acceptedKey(leaf));
    for (const key of registryKeys(core, side)) keys.add(key);
  }
  for (const { tradeId } of opening.trades) if (isTradeId(tradeId)) keys.add(tradeKey(tradeId));
  for (const { name } of opening.holdings ?? []) if (HOLDING_NAME.test(name)) keys.add(name);
  if (core.chainId !== undefined && isChainId(core.chainId)) keys.add(chainRecordKey(core.chainId));
  const { paymentNo, terms } = core.data;
  if (typeof paymentNo === 'string' && isPaymentNo(paymentNo)) {
    keys.add(paymentRecordKey(paymentNo));
  }
  if (terms !== undefined) addTerms(keys, terms);
  const { fund, account } = side.side ?? {};
  if (fund !== undefined) {
    keys.add(participantKey(fund.assetManager));
    keys.add(participantKey(fund.custodian));
  }
  const holder = account === undefined ? undefined : holderOf(account);
  if (holder !== undefined) keys.add(participantKey(holder));
}

function addTerms(keys: Set<string>, terms: Json): void {
  if (!isObject(terms)) return;
  const { isin, buyer } = terms;
  if (typeof isin === 'string' && isIsin(isin)) keys.add(issueKey(isin));
  if (typeof buyer === 'string' && isInstitutionCode(buyer)) keys.add(participantKey(buyer));
}

/** One signature to check: apply will ask for exactly these. */
export interface SignatureCheck {
  readonly spki: Uint8Array;
  readonly message: Uint8Array;
  readonly signature: Uint8Array;
}

/**
 * The checks that apply will make, for a shell that has another processor to make them on ahead
 * of time. The results of apply never depend on it.
 */
export function signatureChecks(prepared: Prepared, reads: Reads): readonly SignatureCheck[] {
  const checks: SignatureCheck[] = [];
  for (const { header, headerBytes, submission, rejection } of prepared.batches) {
    if (header === undefined || rejection !== undefined) continue;
    const key = readRegistry<KeyRecord>(reads.get(keyKey(header.keyId)));
    const spki = key === undefined ? undefined : fromBase64(key.spki);
    if (spki === undefined) continue;
    const { batch } = submission;
    checks.push({ spki, message: headerBytes, signature: batch.signature });
  }
  return checks;
}
