import { parseTerms } from '@bondledger/domain';
import {
  buyerKeyOf,
  canonicalText,
  chainKeyOf,
  commitmentKey,
  commitmentOf,
  coreKeyOf,
  encodeBatchHeader,
  encodeHeader,
  encodeTransaction,
  entryHash,
  fromBase64,
  fromHex,
  grantTag,
  hashOfHeader,
  holdingKeyOf,
  holdingNameOf,
  keyIdOf,
  leafOf,
  legsCommitment,
  makeGrant,
  merkleRoot,
  MerkleTree,
  nodeCrypto as crypto,
  openBox,
  openReceipts,
  pairKeyOf,
  parseCanonical,
  partHash,
  paymentKeyOf,
  paymentNoOf,
  rootOf,
  sealBox,
  sellerKeyOf,
  settlementNoOf,
  signedHeadMessage,
  stateHash,
  termsHashOf,
  textOf,
  toBase64,
  toHex,
  tradeIdOf,
  transactionDigest,
  transactionHash,
  utf8,
  verifyPath,
  type BatchHeader,
  type BlockHeader,
  type GrantStep,
} from '../../src/index.js';
import type { Fields } from './fields.js';
import { decodeTransactionOf, evidence, ledger, record } from './compute-ledger.js';

/** The bytes of a hex field. */
const hex = (fields: Fields, name: string): Uint8Array => {
  const bytes = fromHex(String(fields[name]));
  if (bytes === undefined) throw new Error(`${name} is no hex`);
  return bytes;
};
const base64 = (fields: Fields, name: string): Uint8Array => {
  const bytes = fromBase64(String(fields[name]));
  if (bytes === undefined) throw new Error(`${name} is no base64`);
  return bytes;
};
const text = (fields: Fields, name: string): string => String(fields[name]);
const texts = (fields: Fields, name: string): readonly string[] => fields[name] as string[];

const canonical = (given: Fields): Fields => {
  const value = parseCanonical(text(given, 'text'));
  return value === undefined
    ? { isCanonical: false }
    : { isCanonical: true, sha256: toHex(crypto.sha256(utf8(canonicalText(value)))) };
};

const leaf = (given: Fields): Fields => {
  const coreHash = partHash(crypto, hex(given, 'coreSalt'), text(given, 'core'));
  const sideHash = partHash(crypto, hex(given, 'sideSalt'), text(given, 'side'));
  return {
    coreHash: toHex(coreHash),
    sideHash: toHex(sideHash),
    leaf: toHex(leafOf(crypto, coreHash, sideHash)),
  };
};

/** Entries are hashed once more, as leaves are not: they are entry hashes already. */
const merkle = (given: Fields): Fields => {
  const hashes = texts(given, 'entries').map((entry) => entryHash(crypto, utf8(entry)));
  const tree = new MerkleTree(crypto, hashes);
  const paths = hashes.map((_, at) => tree.path(at));
  const verified = hashes.map((hash, at) =>
    verifyPath(crypto, hash, at, hashes.length, paths[at] ?? [], tree.root),
  );
  return {
    root: toHex(merkleRoot(crypto, hashes)),
    paths: paths.map((path) => path.map(toHex)),
    verified: verified.every((each) => each),
  };
};

const header = (given: Fields): Fields => {
  const encoded = encodeBatchHeader(given['header'] as BatchHeader);
  const [spki, signature] = [hex(given, 'spki'), hex(given, 'signature')];
  return {
    text: encoded,
    keyId: keyIdOf(crypto, spki),
    isSigned: crypto.verifyEs256(spki, utf8(encoded), signature),
  };
};

const pair = (given: Fields): Fields => {
  const key = pairKeyOf(
    crypto,
    text(given, 'ledgerId'),
    hex(given, 'sharedSecret'),
    { participant: text(given, 'one'), sealingKeyId: text(given, 'oneKeyId') },
    { participant: text(given, 'other'), sealingKeyId: text(given, 'otherKeyId') },
  );
  const { tradeDate, submitter, reference } = given as Record<string, string>;
  const tradeId = tradeIdOf(crypto, key, tradeDate ?? '', submitter ?? '', reference ?? '');
  const [account, isin] = [text(given, 'account'), text(given, 'isin')];
  return {
    pairKey: toHex(key),
    tradeId,
    coreKey: toHex(coreKeyOf(crypto, key, tradeId)),
    sellerKey: toHex(sellerKeyOf(crypto, key, tradeId)),
    buyerKey: toHex(buyerKeyOf(crypto, key, tradeId)),
    holdingName: holdingNameOf(crypto, key, account, isin),
    holdingKey: toHex(holdingKeyOf(crypto, key, account, isin)),
    chainKey: toHex(chainKeyOf(crypto, key, text(given, 'chainId'))),
    paymentKey: toHex(paymentKeyOf(crypto, key, text(given, 'paymentNo'))),
  };
};

const box = (given: Fields): Fields => {
  const key = hex(given, 'key');
  const sealed = sealBox(crypto, key, text(given, 'place'), utf8(text(given, 'content')));
  const opened = openBox(crypto, key, text(given, 'place'), sealed);
  return {
    box: toHex(sealed),
    opened: opened && textOf(opened),
    openedElsewhere: openBox(crypto, key, `${text(given, 'place')}x`, sealed) !== undefined,
  };
};

const grant = (given: Fields): Fields => {
  const [step, tradeId] = [text(given, 'step') as GrantStep, text(given, 'tradeId')];
  const pairKey = hex(given, 'pairKey');
  const sideKey = given['sideKey'] === undefined ? {} : { sideKey: hex(given, 'sideKey') };
  const keys = { coreKey: hex(given, 'coreKey'), ...sideKey };
  return {
    tag: toHex(grantTag(crypto, pairKey, step, tradeId)),
    grant: toHex(makeGrant(crypto, pairKey, step, tradeId, keys)),
  };
};

const numbers = (given: Fields): Fields => {
  const settlementNo = settlementNoOf(crypto, text(given, 'tradeId'));
  const terms = parseTerms(given['terms']);
  if (!terms.ok) throw new Error(terms.rejection.code);
  const ledgerId = text(given, 'ledgerId');
  return {
    settlementNo,
    paymentNo: paymentNoOf(settlementNo, Number(given['attempt'])),
    termsHash: termsHashOf(crypto, ledgerId, text(given, 'tradeId'), terms.value),
  };
};

const commitment = (given: Fields): Fields => {
  const key = commitmentKey(crypto, hex(given, 'coreKey'), hex(given, 'coreSalt'));
  const trade = {
    tradeId: text(given, 'tradeId'),
    termsHash: text(given, 'termsHash'),
    revision: Number(given['revision']),
  };
  const legs = given['legs'] as [string, string][];
  const paymentNo = text(given, 'paymentNo');
  return {
    commitmentKey: toHex(key),
    commitment: commitmentOf(crypto, key, trade),
    legs: legsCommitment(crypto, hex(given, 'paymentKey'), paymentNo, legs),
  };
};

const receipts = (given: Fields): Fields => ({
  receipts: openReceipts(
    crypto,
    hex(given, 'receiptKey'),
    text(given, 'root'),
    base64(given, 'sealed'),
  ),
});

const block = (given: Fields): Fields => {
  const bytes = base64(given, 'transaction');
  const transaction = decodeTransactionOf(bytes);
  const hash = transactionHash(crypto, transaction);
  const root = toHex(rootOf(crypto, [hash]));
  const head = { ...(given['header'] as BlockHeader), root };
  const blockHash = hashOfHeader(crypto, head);
  const message = signedHeadMessage(head.ledgerId, head.height, blockHash);
  return {
    keys: transaction.writes.map(({ key }) => key),
    digest: transactionDigest(crypto, transaction),
    transactionHash: toHex(hash),
    emptyRoot: toHex(rootOf(crypto, [])),
    header: encodeHeader(head),
    blockHash,
    headMessage: textOf(message),
    encodedAgain: toBase64(encodeTransaction(transaction)) === text(given, 'transaction'),
  };
};

const state = (given: Fields): Fields => {
  const count = Number(given['count']);
  const entries = Array.from({ length: count }, (_, at): [string, Uint8Array] => [
    `key/${String(at).padStart(5, '0')}`,
    crypto.sha256(utf8(`value ${at}`)),
  ]);
  return { stateHash: stateHash(crypto, entries) };
};

/** The files of vectors, and how each of their cases is computed. */
export const VECTORS: Readonly<Record<string, (given: Fields) => Fields>> = {
  canonical,
  leaf,
  merkle,
  header,
  pair,
  box,
  grant,
  numbers,
  commitment,
  receipts,
  record,
  evidence,
  block,
  state,
  ledger,
};
