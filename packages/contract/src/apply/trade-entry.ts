import { isTradeId, refuse, accept, type Result, type SideName } from '@bondledger/domain';
import type { Crypto } from '../crypto/crypto.js';
import type { WriteEvidence } from '../record/evidence-codec.js';
import type { TradeOpening } from '../transaction/opening.js';
import {
  decodeTradeRecord,
  encodeTradeRecord,
  openCoreState,
  openSideState,
  rememberContent,
  sealContent,
  tradeKey,
  type SideContent,
  type TradeCore,
  type TradeRecord,
} from '../record/trade-record.js';
import type { Workspace } from './workspace.js';

/** A trade as a transaction holds it: the record, and what of it the opening opened. */
export interface TradeEntry {
  readonly record: TradeRecord;
  readonly core: TradeCore;
  readonly seller: SideContent | undefined;
  readonly buyer: SideContent | undefined;
}

/** A trade that exists. TRADE_UNKNOWN, OPENING_WRONG. */
export function openTrade(workspace: Workspace, opening: TradeOpening): Result<TradeEntry> {
  const found = findTrade(workspace, opening);
  if (!found.ok) return found;
  return found.value === undefined ? refuse('TRADE_UNKNOWN') : accept(found.value);
}

/** A trade, or undefined where it is not on the ledger. */
export function findTrade(
  workspace: Workspace,
  opening: TradeOpening,
): Result<TradeEntry | undefined> {
  const { tradeId, coreKey, sellerKey, buyerKey } = opening;
  if (!isTradeId(tradeId)) return refuse('FIELD_INVALID', { field: 'tradeId' });
  if (coreKey.length !== 32) return refuse('OPENING_WRONG');
  return workspace.get(tradeKey(tradeId), coreKey, (bytes): TradeEntry | undefined => {
    const { crypto } = workspace;
    const record = decodeTradeRecord(bytes);
    const core = record && openCoreState(crypto, coreKey, tradeId, record);
    if (record === undefined || core === undefined) return undefined;
    const sides: { seller?: SideContent; buyer?: SideContent } = {};
    for (const [side, key] of [
      ['seller', sellerKey],
      ['buyer', buyerKey],
    ] as const) {
      if (key === undefined || record[side].length === 0) continue;
      const content = openSideState(crypto, key, tradeId, side, record);
      if (content === undefined) return undefined;
      sides[side] = content;
    }
    return { record, core, seller: sides.seller, buyer: sides.buyer };
  });
}

/** The trade as this transaction has changed it, if it has. */
export const changedTrade = (workspace: Workspace, tradeId: string): TradeEntry | undefined =>
  workspace.held(tradeKey(tradeId)) as TradeEntry | undefined;

/** A side that the opening was to open. OPENING_WRONG. */
export function sideOf(entry: TradeEntry, side: SideName): Result<SideContent> {
  const content = entry[side];
  return content === undefined ? refuse('OPENING_WRONG') : accept(content);
}

/** What a step leaves in the boxes: a side's box is sealed anew only where it is named. */
export interface StepEvidence {
  /** None where the side's box holds all of it. */
  readonly core: WriteEvidence;
  readonly side?: { readonly name: SideName; readonly evidence: WriteEvidence };
}

/**
 * Puts a trade back with the evidence of the step; boxes that it does not touch stay as they are.
 */
export function putTrade(
  workspace: Workspace,
  opening: TradeOpening,
  entry: TradeEntry,
  evidence: StepEvidence,
): void {
  const { crypto } = workspace;
  const { tradeId } = opening;
  workspace.put(tradeKey(tradeId), opening.coreKey, entry, () => {
    const { coreKey } = opening;
    const { record } = entry;
    const core = sealContent(crypto, coreKey, tradeId, 'core', entry.core, evidence.core);
    const box = sealedSide(crypto, opening, entry, evidence);
    const bytes = encodeTradeRecord({
      core,
      seller: box !== undefined && evidence.side?.name === 'seller' ? box : record.seller,
      buyer: box !== undefined && evidence.side?.name === 'buyer' ? box : record.buyer,
      submitGrants: record.submitGrants,
      confirmGrants: record.confirmGrants,
      regrants: record.regrants,
    });
    return sealed(bytes, opening, entry);
  });
}

/** The box of the side that a step writes; undefined where it writes none. */
function sealedSide(
  crypto: Crypto,
  { tradeId, sellerKey, buyerKey }: TradeOpening,
  entry: TradeEntry,
  { side }: StepEvidence,
): Uint8Array | undefined {
  if (side === undefined) return undefined;
  const key = side.name === 'seller' ? sellerKey : buyerKey;
  const content = entry[side.name];
  if (key === undefined || content === undefined) return undefined;
  return sealContent(crypto, key, tradeId, side.name, content, side.evidence);
}

/** A record with some of its parts replaced. */
export const withBoxes = (record: TradeRecord, changed: Partial<TradeRecord>): TradeRecord => ({
  core: record.core,
  seller: record.seller,
  buyer: record.buyer,
  submitGrants: record.submitGrants,
  confirmGrants: record.confirmGrants,
  regrants: record.regrants,
  ...changed,
});

/** Who sealed a record need not open it to know what it holds. */
function sealed(bytes: Uint8Array, opening: TradeOpening, entry: TradeEntry): Uint8Array {
  const record = decodeTradeRecord(bytes);
  if (record === undefined) return bytes;
  const { tradeId } = opening;
  rememberContent(record, tradeId, 'core', opening.coreKey, entry.core);
  const { seller, buyer } = entry;
  if (seller !== undefined && opening.sellerKey !== undefined) {
    rememberContent(record, tradeId, 'seller', opening.sellerKey, seller);
  }
  if (buyer !== undefined && opening.buyerKey !== undefined) {
    rememberContent(record, tradeId, 'buyer', opening.buyerKey, buyer);
  }
  return bytes;
}
