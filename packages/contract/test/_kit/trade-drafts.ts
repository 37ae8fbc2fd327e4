import { settlementAmountOf, type SideName, type SideWire, type Terms } from '@bondledger/domain';
import {
  buyerKeyOf,
  coreKeyOf,
  decodeTradeRecord,
  GRANT_LENGTH,
  join,
  makeGrant,
  nodeCrypto,
  openCore,
  openSide,
  sellerKeyOf,
  termsHashOf,
  tradeIdOf,
  tradeKey,
  type CorePart,
  type GrantStep,
  type JsonObject,
  type SideContent,
  type SidePart,
  type TradeCore,
  type TradeRecord,
} from '../../src/index.js';
import { encodeTerms } from '@bondledger/domain';
import { freshBytes, type Draft } from './batch.js';
import { LEDGER_ID, TODAY, TOMORROW } from './genesis.js';
import { pairOf } from './institution.js';
import { KTB, type Parties, type World } from './world.js';

export const ISSUED_AT = '2026-09-21T01:02:03.004Z';

let references = 0;

/** Valid terms: SEC1 sells a government bond to SEC2, tomorrow against payment. */
export function termsOf(over: Partial<Terms> = {}): Terms {
  references += 1;
  const { faceAmount = 10_000_000_000n, unitPrice = 9_850n } = over;
  const { seller = 'SEC1', buyer = 'SEC2' } = over;
  return {
    reference: `REF-${references}`,
    isin: KTB,
    instrumentType: 'KTB',
    settlementAmount: settlementAmountOf(faceAmount, unitPrice),
    tradeDate: TODAY,
    settlementDate: TOMORROW,
    settlementMethod: 'DVP',
    sellerKeeper: seller,
    buyerKeeper: buyer,
    ...over,
    seller,
    buyer,
    faceAmount,
    unitPrice,
  };
}

export const propSide = (code: string, account = `${code}-001`): SideWire => ({
  account,
  capacity: 'PROP',
});

export const fundSide = (manager: string, custodian: string): SideWire => ({
  account: `${custodian}-F01`,
  capacity: 'TRUST',
  fund: { assetManager: manager, code: 'FUND1', custodian },
});

export interface TradeKeys {
  readonly coreKey: Uint8Array;
  readonly sellerKey: Uint8Array;
  readonly buyerKey: Uint8Array;
}

export function keysOfTrade(tradeId: string, { seller, buyer }: Parties): TradeKeys {
  const ofSeller = pairOf(LEDGER_ID, 'KSD', seller);
  return {
    coreKey: coreKeyOf(nodeCrypto, ofSeller, tradeId),
    sellerKey: sellerKeyOf(nodeCrypto, ofSeller, tradeId),
    buyerKey: buyerKeyOf(nodeCrypto, pairOf(LEDGER_ID, 'KSD', buyer), tradeId),
  };
}

export interface TradeView {
  readonly tradeId: string;
  readonly parties: Parties;
  readonly keys: TradeKeys;
  readonly record: TradeRecord;
  readonly core: TradeCore;
  readonly seller: SideContent;
  readonly buyer: SideContent | undefined;
}

/** A trade with everything in it open, as KSD sees it. */
export function viewOf(world: World, tradeId: string): TradeView {
  const parties = world.parties.get(tradeId);
  const bytes = world.state.get(tradeKey(tradeId));
  const record = bytes && decodeTradeRecord(bytes);
  if (parties === undefined || record === undefined) throw new Error(`no trade ${tradeId}`);
  const keys = keysOfTrade(tradeId, parties);
  const core = openCore(nodeCrypto, keys.coreKey, tradeId, record.core);
  const seller = openSide(nodeCrypto, keys.sellerKey, tradeId, 'seller', record.seller);
  const buyer = openSide(nodeCrypto, keys.buyerKey, tradeId, 'buyer', record.buyer);
  if (core === undefined || seller === undefined) throw new Error(`${tradeId} does not open`);
  return { tradeId, parties, keys, record, core, seller, buyer };
}

export const stateOf = (world: World, tradeId: string): string => viewOf(world, tradeId).core.state;

/** Grants from one institution, filled up to four. */
export function grantsFrom(
  from: string,
  step: GrantStep,
  tradeId: string,
  to: readonly (readonly [string, { coreKey: Uint8Array; sideKey?: Uint8Array }])[],
): Uint8Array {
  const made = to
    .filter(([code]) => code !== from)
    .map(([code, keys]) =>
      makeGrant(nodeCrypto, pairOf(LEDGER_ID, from, code), step, tradeId, keys),
    );
  const missing = (4 - (made.length % 4)) % 4;
  return join(...made, freshBytes(64), freshBytes(64), freshBytes(64), freshBytes(64)).subarray(
    0,
    (made.length + missing) * GRANT_LENGTH,
  );
}

const fundGrants = (side: SideWire, keys: { coreKey: Uint8Array; sideKey: Uint8Array }) =>
  side.fund === undefined
    ? []
    : ([
        [side.fund.assetManager, keys],
        [side.fund.custodian, keys],
      ] as const);

/** SUBMIT by the seller of the terms. The world remembers the parties of the trade. */
export function submit(world: World, terms: Terms, side: SideWire): Draft & { tradeId: string } {
  const { seller, buyer } = terms;
  const pair = pairOf(LEDGER_ID, 'KSD', seller);
  const tradeId = tradeIdOf(nodeCrypto, pair, terms.tradeDate, seller, terms.reference);
  world.parties.set(tradeId, { seller, buyer });
  const { coreKey, sellerKey } = keysOfTrade(tradeId, { seller, buyer });
  const grants = grantsFrom(seller, 'SUBMIT', tradeId, [
    ['KSD', { coreKey }],
    [buyer, { coreKey }],
    ...fundGrants(side, { coreKey, sideKey: sellerKey }),
  ]);
  return {
    tradeId,
    core: {
      data: { terms: encodeTerms(terms) },
      issuedAt: ISSUED_AT,
      participant: seller,
      step: 'SUBMIT',
      termsHash: termsHashOf(nodeCrypto, LEDGER_ID, tradeId, terms),
      tradeId,
    },
    side: { operator: 'trader', side },
    coreSalt: freshBytes(16),
    sideSalt: freshBytes(16),
    opening: { trades: [{ tradeId, coreKey, sellerKey }], grants },
  };
}

/** The newest accepted leaf of a step, of a side where it is given. */
export const leafOfStep = (
  { core }: Pick<TradeView, 'core'>,
  step: string,
  side?: SideName,
): string | undefined =>
  core.steps.findLast(
    ([, taken, , of]) => taken === step && (side === undefined || of === side),
  )?.[0];

interface PartyOptions {
  readonly side?: SideName;
  /** The buyer's own side, with CONFIRM. */
  readonly own?: SideWire;
  readonly lots?: SidePart['lots'];
  readonly data?: JsonObject;
}

function answersOf(view: TradeView, step: string, side: SideName): string | undefined {
  switch (step) {
    case 'CONFIRM':
    case 'REJECT':
    case 'WITHDRAW':
      return leafOfStep(view, 'SUBMIT');
    case 'INSTRUCT':
      return leafOfStep(view, side === 'seller' ? 'SUBMIT' : 'CONFIRM');
    case 'APPROVE':
    case 'DECLINE':
      return leafOfStep(view, 'INSTRUCT', side);
    case 'CONFIRM_CANCEL':
    case 'DROP_CANCEL':
      return view.core.cancel?.leaf;
    default:
      return undefined;
  }
}

function dataOf(step: string, side: SideName): JsonObject {
  switch (step) {
    case 'REJECT':
      return { fields: ['unitPrice'], reason: 'TERMS_DIFFER' };
    case 'INSTRUCT':
    case 'APPROVE':
      return { side };
    case 'DECLINE':
      return { reason: 'MANDATE', side };
    case 'REQUEST_CANCEL':
      return { reason: 'AGREED' };
    default:
      return {};
  }
}

/** Any step of a seller, buyer, asset manager or custodian. */
export function party(
  world: World,
  code: string,
  step: string,
  tradeId: string,
  options: PartyOptions = {},
): Draft {
  const view = viewOf(world, tradeId);
  const { side = 'seller', own, data } = options;
  const { coreKey, sellerKey, buyerKey } = view.keys;
  const answers = answersOf(view, step, side);
  const core: CorePart = {
    ...(answers === undefined ? {} : { answers }),
    data: data ?? dataOf(step, side),
    issuedAt: ISSUED_AT,
    participant: code,
    step,
    termsHash: view.core.termsHash,
    tradeId,
  };
  const isOfSide = step === 'INSTRUCT' || step === 'APPROVE' || step === 'DECLINE';
  const sideKey = side === 'seller' ? { sellerKey } : { buyerKey };
  const keys = step === 'CONFIRM' ? { buyerKey } : isOfSide ? sideKey : {};
  const defaultLots = [{ faceAmount: BigInt(view.core.terms.faceAmount), fundCode: 'FUND1' }];
  const lots = step === 'INSTRUCT' ? (options.lots ?? defaultLots) : options.lots;
  const confirming = step === 'CONFIRM' ? (own ?? propSide(code)) : own;
  return {
    core,
    side: {
      operator: `desk of ${code}`,
      ...(confirming === undefined ? {} : { side: confirming }),
      ...(lots === undefined ? {} : { lots }),
    },
    coreSalt: freshBytes(16),
    sideSalt: freshBytes(16),
    opening: {
      trades: [{ tradeId, coreKey, ...keys }],
      ...(step === 'CONFIRM' && confirming !== undefined
        ? {
            grants: grantsFrom(
              code,
              'CONFIRM',
              tradeId,
              fundGrants(confirming, { coreKey, sideKey: buyerKey }),
            ),
          }
        : {}),
    },
  };
}
