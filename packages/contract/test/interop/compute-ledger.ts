import {
  apply,
  decodeSubmission,
  decodeTradeRecord,
  decodeTransaction,
  encodeTransaction,
  fromBase64,
  fromHex,
  genesisWrites,
  keysOf,
  leafOf,
  ledgerIdOf,
  nodeCrypto as crypto,
  openCore,
  openSide,
  parseBatchHeader,
  parseGenesis,
  partHash,
  prepare,
  stateHash,
  toBase64,
  toHex,
  utf8,
  verifyPath,
  type CoreEvidence,
  type LoggedTransaction,
} from '../../src/index.js';
import type { Fields } from './fields.js';

const bytesOf = (value: unknown): Uint8Array => fromBase64(String(value)) ?? new Uint8Array(0);
const keyOf = (value: unknown): Uint8Array => fromHex(String(value)) ?? new Uint8Array(0);

export function decodeTransactionOf(bytes: Uint8Array): LoggedTransaction {
  const transaction = decodeTransaction(bytes);
  if (transaction === undefined) throw new Error('no transaction');
  return transaction;
}

/** A trade's record, opened with its keys. */
export function record(given: Fields): Fields {
  const tradeId = String(given['tradeId']);
  const decoded = decodeTradeRecord(bytesOf(given['record']));
  if (decoded === undefined) throw new Error('no record');
  return {
    core: openCore(crypto, keyOf(given['coreKey']), tradeId, decoded.core),
    seller: openSide(crypto, keyOf(given['sellerKey']), tradeId, 'seller', decoded.seller),
    buyer: openSide(crypto, keyOf(given['buyerKey']), tradeId, 'buyer', decoded.buyer),
    submitGrants: toHex(decoded.submitGrants),
    confirmGrants: toHex(decoded.confirmGrants),
    regrants: toHex(decoded.regrants),
  };
}

/** From the parts of one instruction up to the signature over its batch. */
export function evidence(given: Fields): Fields {
  const shown = given['evidence'] as CoreEvidence;
  const coreHash = partHash(crypto, bytesOf(shown.coreSalt), shown.core);
  const sideHash = keyOf(shown.sideHash);
  const leaf = leafOf(crypto, coreHash, sideHash);
  const header = parseBatchHeader(shown.header);
  const joined = bytesOf(shown.path);
  const path = Array.from({ length: joined.length >> 5 }, (_, at) =>
    joined.subarray(at * 32, at * 32 + 32),
  );
  const root = keyOf(header?.root);
  const side = given['side'] as { side: string; sideSalt: string };
  const ofSide = partHash(crypto, bytesOf(side.sideSalt), side.side);
  return {
    leaf: toHex(leaf),
    sideFits: toHex(ofSide) === shown.sideHash,
    pathFits: verifyPath(crypto, leaf, shown.index, header?.count ?? 0, path, root),
    isSigned: crypto.verifyEs256(
      bytesOf(given['spki']),
      utf8(shown.header),
      bytesOf(shown.signature),
    ),
  };
}

/** Submissions applied one after the other to a ledger's first block. */
export function ledger(given: Fields): Fields {
  const genesis = parseGenesis(String(given['genesis']));
  if (genesis === undefined) throw new Error('no genesis');
  const ledgerId = ledgerIdOf(crypto, genesis);
  const state = new Map(genesisWrites(crypto, genesis).map(({ key, value }) => [key, value]));
  const hash = (): string => {
    const sorted = [...state].sort(([left], [right]) => (left < right ? -1 : 1));
    return stateHash(
      crypto,
      sorted.map(([key, value]) => [key, crypto.sha256(value)]),
    );
  };
  const hashes = [hash()];
  const logged: (string | null)[] = [];
  const outcomes: unknown[] = [];
  for (const encoded of given['submissions'] as string[]) {
    const submission = decodeSubmission(bytesOf(encoded));
    if (submission === undefined) throw new Error('no submission');
    const prepared = prepare({ submissions: [submission], skip: [] }, { crypto, ledgerId });
    const reads = new Map<string, Uint8Array>();
    for (const key of keysOf(prepared)) {
      const value = state.get(key);
      if (value !== undefined) reads.set(key, value);
    }
    const applied = apply(prepared, reads, { crypto, ledgerId });
    for (const { key, value } of applied.logged?.writes ?? []) state.set(key, value);
    logged.push(applied.logged === undefined ? null : toBase64(encodeTransaction(applied.logged)));
    outcomes.push(applied.batches[0]?.outcomes);
    hashes.push(hash());
  }
  return { ledgerId, outcomes, transactions: logged, stateHashes: hashes };
}
