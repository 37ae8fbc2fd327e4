import {
  buyerKeyOf,
  chainKeyOf,
  coreKeyOf,
  decodeTradeRecord,
  fromBase64,
  holdingKeyOf,
  nodeCrypto,
  openBox,
  openCore,
  openGrant,
  openRecord,
  openSide,
  paymentKeyOf,
  sellerKeyOf,
  type HoldingContent,
  type PairKey,
  type PaymentContent,
} from '../../src/index.js';
import { LEDGER_ID } from '../_kit/genesis.js';
import { INSTITUTIONS, pairOf } from '../_kit/institution.js';
import { BANK_BOND, KTB, type World } from '../_kit/world.js';

/** Accounts that anyone could guess. */
const ACCOUNTS = INSTITUTIONS.flatMap(({ code }) =>
  ['001', '002', 'F01', 'CANARY7S', 'CANARY7B'].map((number) => `${code}-${number}`),
);

const guessed = new Map<string, readonly Uint8Array[]>();

/** The keys of all the holdings that an institution can think of. */
function holdingKeys(code: string, pairs: readonly PairKey[]): readonly Uint8Array[] {
  const known = guessed.get(code);
  if (known !== undefined) return known;
  const keys = pairs.flatMap((pair) =>
    ACCOUNTS.flatMap((account) =>
      [KTB, BANK_BOND].map((isin) => holdingKeyOf(nodeCrypto, pair, account, isin)),
    ),
  );
  guessed.set(code, keys);
  return keys;
}

/** Whatever an institution can derive with a pair key, meant for it or not. */
function candidates(pair: PairKey, tradeId: string, grants: Uint8Array): Uint8Array[] {
  const keys = [coreKeyOf, sellerKeyOf, buyerKeyOf].map((derive) =>
    derive(nodeCrypto, pair, tradeId),
  );
  for (const step of ['SUBMIT', 'CONFIRM', 'REGRANT'] as const) {
    const granted = openGrant(nodeCrypto, pair, step, tradeId, grants);
    if (granted !== undefined) keys.push(granted.coreKey);
    if (granted?.sideKey !== undefined) keys.push(granted.sideKey);
  }
  return keys;
}

/** Core keys that a payment hands to whoever opens it. */
function fromPayments(world: World, pairs: readonly PairKey[]): ReadonlyMap<string, Uint8Array> {
  const found = new Map<string, Uint8Array>();
  for (const [name, box] of world.state) {
    if (!name.startsWith('payment/')) continue;
    for (const pair of pairs) {
      const key = paymentKeyOf(nodeCrypto, pair, name.slice('payment/'.length));
      const payment = openRecord<PaymentContent>(nodeCrypto, key, name, box);
      for (const [tradeId, coreKey] of payment?.trades ?? []) {
        found.set(tradeId, fromBase64(coreKey) ?? new Uint8Array(0));
      }
    }
  }
  return found;
}

/** What one trade's record shows to the keys that an institution has for it. */
function openedTrade(name: string, bytes: Uint8Array, keys: readonly Uint8Array[]): string[] {
  const tradeId = name.slice('trade/'.length);
  const record = decodeTradeRecord(bytes);
  if (record === undefined) throw new Error('not a record');
  const opened = new Set<string>();
  for (const key of keys) {
    if (openCore(nodeCrypto, key, tradeId, record.core) !== undefined) opened.add('core');
    for (const side of ['seller', 'buyer'] as const) {
      if (openSide(nodeCrypto, key, tradeId, side, record[side]) !== undefined) opened.add(side);
    }
  }
  return [...opened].map((box) => `${name} ${box}`);
}

/** Everything on the ledger that an institution opens when it tries all that it has. */
export function readBy(world: World, code: string): ReadonlySet<string> {
  const others = INSTITUTIONS.filter((each) => each.code !== code);
  const pairs = others.map((other) => pairOf(LEDGER_ID, code, other.code));
  const paid = fromPayments(world, pairs);
  const opened: string[] = [];
  for (const [name, value] of world.state) {
    if (name.startsWith('registry/')) continue;
    const id = name.slice(name.indexOf('/') + 1);
    if (name.startsWith('trade/')) {
      const { submitGrants, confirmGrants } = decodeTradeRecord(value) ?? {};
      const grants = Buffer.concat(
        [submitGrants ?? [], confirmGrants ?? []].map((each) => Buffer.from(each)),
      );
      const keys = pairs.flatMap((pair) => candidates(pair, id, grants));
      const key = paid.get(id);
      opened.push(...openedTrade(name, value, key === undefined ? keys : [...keys, key]));
      continue;
    }
    const keys = [
      ...pairs.map((pair) => chainKeyOf(nodeCrypto, pair, id)),
      ...pairs.map((pair) => paymentKeyOf(nodeCrypto, pair, id)),
      ...(name.startsWith('holding/') ? holdingKeys(code, pairs) : []),
    ];
    for (const key of keys) {
      if (openBox(nodeCrypto, key, name, value) === undefined) continue;
      const holding = openRecord<HoldingContent>(nodeCrypto, key, name, value);
      opened.push(name.startsWith('holding/') ? `holding ${holding?.account ?? ''}` : name);
    }
  }
  return new Set(opened);
}
