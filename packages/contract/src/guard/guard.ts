import { compactDate, holderOf, isIsoDate } from '@bondledger/domain';
import { isObject } from '../bytes/canonical.js';
import { equalBytes } from '../bytes/text.js';
import type { Crypto } from '../crypto/crypto.js';
import type { CorePart } from '../instruction/core-part.js';
import type { Prepared, PreparedInstruction } from '../apply/prepare.js';
import { openGrant } from '../sealing/grant.js';
import {
  buyerKeyOf,
  chainKeyOf,
  coreKeyOf,
  holdingKeyOf,
  holdingNameOf,
  paymentKeyOf,
  sellerKeyOf,
  tradeIdOf,
  type PairKey,
} from '../sealing/pair-key.js';
import type { HoldingOpening } from '../transaction/opening.js';

/** KSD's pair key with an institution, or undefined where it has none yet. */
export type PairKeys = (institution: string) => PairKey | undefined;

/**
 * KSD's guard, in KSD's own endorser only: it derives again what a sender was to derive from the
 * keys that it shares with KSD. It may only refuse leaves; it never changes a result.
 */
export interface Guard {
  /** The leaves (hex) that KSD refuses to endorse. */
  check(prepared: Prepared): readonly string[];
}

/** A guard that knows KSD's pair keys. */
export function createGuard(crypto: Crypto, pairKeys: PairKeys): Guard {
  return {
    check(prepared) {
      const refused: string[] = [];
      for (const { instructions } of prepared.batches) {
        for (const instruction of instructions) {
          if (prepared.skip.has(instruction.leaf) || !instruction.read.ok) continue;
          const { core } = instruction.read.value;
          if (!isRight(crypto, pairKeys, core, instruction)) refused.push(instruction.leaf);
        }
      }
      return refused;
    },
  };
}

function isRight(
  crypto: Crypto,
  pairKeys: PairKeys,
  core: CorePart,
  { opening }: PreparedInstruction,
): boolean {
  if (opening.holdings?.some((holding) => !holdingFits(crypto, pairKeys, holding)) === true) {
    return false;
  }
  const bok = pairKeys('BOK');
  if (core.chainId !== undefined && opening.chainKey !== undefined) {
    if (bok === undefined) return false;
    if (!equalBytes(opening.chainKey, chainKeyOf(crypto, bok, core.chainId))) return false;
  }
  const { paymentNo } = core.data;
  if (typeof paymentNo === 'string' && opening.paymentKey !== undefined) {
    if (bok === undefined) return false;
    if (!equalBytes(opening.paymentKey, paymentKeyOf(crypto, bok, paymentNo))) return false;
  }
  if (core.step === 'SUBMIT') return submitFits(crypto, pairKeys, core, opening);
  if (core.step === 'CONFIRM') return confirmFits(crypto, pairKeys, core, opening.trades[0]);
  return true;
}

type TradeOpening = PreparedInstruction['opening']['trades'][number];

function submitFits(
  crypto: Crypto,
  pairKeys: PairKeys,
  core: CorePart,
  { trades: [opening], grants }: PreparedInstruction['opening'],
): boolean {
  const pair = pairKeys(core.participant);
  const { terms } = core.data;
  // What is no trade at all is the contract's to refuse, with a code that says why.
  if (!isObject(terms) || opening?.sellerKey === undefined) return true;
  if (pair === undefined) return false;
  const { tradeDate, reference } = terms;
  if (typeof tradeDate !== 'string' || typeof reference !== 'string') return true;
  if (!isIsoDate(tradeDate) || !opening.tradeId.startsWith(compactDate(tradeDate))) return true;
  const { tradeId } = opening;
  return (
    tradeId === tradeIdOf(crypto, pair, tradeDate, core.participant, reference) &&
    equalBytes(opening.coreKey, coreKeyOf(crypto, pair, tradeId)) &&
    equalBytes(opening.sellerKey, sellerKeyOf(crypto, pair, tradeId)) &&
    isGrantedToKsd(crypto, pair, opening, grants)
  );
}

/** Without a grant that it finds, KSD would never see the trade that it is to settle. */
function isGrantedToKsd(
  crypto: Crypto,
  pair: PairKey,
  { tradeId, coreKey }: TradeOpening,
  grants: Uint8Array | undefined,
): boolean {
  const granted = openGrant(crypto, pair, 'SUBMIT', tradeId, grants ?? new Uint8Array(0));
  return granted !== undefined && equalBytes(granted.coreKey, coreKey);
}

function confirmFits(
  crypto: Crypto,
  pairKeys: PairKeys,
  core: CorePart,
  opening: TradeOpening | undefined,
): boolean {
  const pair = pairKeys(core.participant);
  if (opening?.buyerKey === undefined) return true;
  if (pair === undefined) return false;
  return equalBytes(opening.buyerKey, buyerKeyOf(crypto, pair, opening.tradeId));
}

function holdingFits(crypto: Crypto, pairKeys: PairKeys, opening: HoldingOpening): boolean {
  const { account, isin, name, key } = opening;
  const pair = pairKeys(holderOf(account) ?? '');
  return (
    pair !== undefined &&
    name === holdingNameOf(crypto, pair, account, isin) &&
    equalBytes(key, holdingKeyOf(crypto, pair, account, isin))
  );
}
