import { describe, expect, it } from 'vitest';
import { encodeTerms, settlementAmountOf, type Terms } from '@bondledger/domain';
import {
  fromHex,
  holdingNameOf,
  join,
  leafOf,
  nodeCrypto,
  openRecord,
  partHash,
  termsHashOf,
  toBase32,
  toHex,
  tradeIdOf,
  utf8,
} from '../../src/index.js';
import { GENESIS, LEDGER_ID } from '../_kit/genesis.js';
import { INSTITUTIONS, pairOf } from '../_kit/institution.js';
import { KTB } from '../_kit/world.js';
import { leaveTraces, SELLER, TERMS } from './canaries.js';
import { viewOf } from '../_kit/trade-drafts.js';

const { world, kept, tradeIds } = leaveTraces();
const [tradeId = ''] = tradeIds;
const { core } = viewOf(world, tradeId);
const WINDOW = 8;

/** Every run of 8 bytes that the ledger keeps, and every text that its keys hold. */
const windows = new Set<string>();
for (const bytes of [...kept, ...world.state.values()]) {
  const text = Buffer.from(bytes).toString('latin1');
  for (let at = 0; at + WINDOW <= text.length; at += 1) windows.add(text.slice(at, at + WINDOW));
}
const keys = [...world.state.keys()].filter((key) => !key.startsWith('registry/')).join('\n');
for (const key of keys.split('\n')) {
  const bytes = fromHex(key.slice(key.indexOf('/') + 1));
  if (bytes !== undefined) windows.add(Buffer.from(bytes.subarray(0, WINDOW)).toString('latin1'));
}

/** Does the ledger hold a hash, whole or cut, as bytes or in any writing? */
function isKept(hash: Uint8Array): boolean {
  const raw = Buffer.from(hash);
  if (windows.has(raw.toString('latin1', 0, WINDOW))) return true;
  const forms = [toHex(hash).slice(0, 16), raw.toString('base64').slice(0, 12), toBase32(hash, 13)];
  return forms.some((form) => windows.has(form.slice(0, WINDOW)) || keys.includes(form));
}

/** What everybody knows: identities, public keys, identifiers on the ledger. */
const PUBLIC: readonly Uint8Array[] = [
  utf8(LEDGER_ID),
  fromHex(LEDGER_ID) ?? new Uint8Array(0),
  utf8(GENESIS.name),
  utf8(tradeId),
  utf8(KTB),
  new Uint8Array(32),
  ...INSTITUTIONS.flatMap(({ code, sealing, signing }) => [
    utf8(code),
    sealing.point,
    nodeCrypto.sha256(sealing.point),
    nodeCrypto.sha256(signing.spki),
  ]),
];

/** The true terms but for what is guessed: the outsider is as well informed as can be. */
const termsWith = (over: Partial<Terms>): Terms => {
  const { faceAmount, settlementAmount, unitPrice, ...rest } = core.terms;
  const known = {
    ...rest,
    faceAmount: BigInt(faceAmount),
    settlementAmount: BigInt(settlementAmount),
    unitPrice: BigInt(unitPrice),
  };
  const face = over.faceAmount ?? known.faceAmount;
  const price = over.unitPrice ?? known.unitPrice;
  return { ...known, ...over, settlementAmount: settlementAmountOf(face, price) };
};

/** Plausible prices, quantities and references, the true ones among them. */
const GUESSES: readonly Partial<Terms>[] = [
  ...Array.from({ length: 120 }, (_, at) => ({ unitPrice: 9_357n + BigInt(at) })),
  ...Array.from({ length: 60 }, (_, at) => ({
    faceAmount: 7_313_070_000n + BigInt(at) * 10_000n,
  })),
  ...Array.from({ length: 20 }, (_, at) => ({ reference: `CANARY-REF-${at}Q` })),
];

const textsOf = (guess: Partial<Terms>): readonly string[] => {
  const terms = encodeTerms(termsWith(guess));
  const [value = ''] = Object.values(guess).map(String);
  const data = { terms };
  return [
    value,
    JSON.stringify(terms),
    JSON.stringify({ ledgerId: LEDGER_ID, terms, tradeId }),
    JSON.stringify(data),
    `${terms.seller}|${terms.reference}`,
    `trade-id|${terms.tradeDate}|${terms.seller}|${terms.reference}`,
    `${terms.isin}|${terms.faceAmount}|${terms.unitPrice}`,
  ];
};

describe('guessing prices, quantities and references', () => {
  it('finds no hash of a guess, plain or keyed with anything public', () => {
    const hits: string[] = [];
    let tried = 0;
    for (const guess of GUESSES) {
      const hashes = textsOf(guess).flatMap((text) => {
        const bytes = utf8(text);
        return [
          nodeCrypto.sha256(bytes),
          nodeCrypto.sha256(nodeCrypto.sha256(bytes)),
          partHash(nodeCrypto, new Uint8Array(16), text),
          ...PUBLIC.flatMap((known) => [
            nodeCrypto.hmacSha256(known, bytes),
            nodeCrypto.sha256(join(known, bytes)),
          ]),
        ];
      });
      hashes.push(
        fromHex(termsHashOf(nodeCrypto, LEDGER_ID, tradeId, termsWith(guess))) ??
          hashes[0] ??
          new Uint8Array(0),
      );
      tried += hashes.length;
      if (hashes.some(isKept)) hits.push(JSON.stringify(Object.values(guess).map(String)));
    }
    expect(hits).toEqual([]);
    expect(tried).toBeGreaterThan(50_000);
  });

  it('finds no leaf of a guess, even with the true text of the side part', () => {
    const { evidence } = core;
    expect(evidence).toBeDefined();
    for (const salt of [new Uint8Array(16), nodeCrypto.sha256(utf8(tradeId)).subarray(0, 16)]) {
      const coreHash = partHash(nodeCrypto, salt, evidence?.core ?? '');
      const sideHash = fromHex(evidence?.sideHash ?? '') ?? salt;
      expect(isKept(leafOf(nodeCrypto, coreHash, sideHash))).toBe(false);
    }
  });

  it('finds no holding by its account and issue with anything public', () => {
    for (const known of PUBLIC) {
      expect(keys).not.toContain(holdingNameOf(nodeCrypto, known, SELLER.account, KTB));
    }
  });

  it('and would find them with the pair key: the test can fail', () => {
    const pair = pairOf(LEDGER_ID, 'KSD', 'SEC1');
    const own = tradeIdOf(nodeCrypto, pair, core.terms.tradeDate, 'SEC1', TERMS.reference ?? '');
    expect(keys).toContain(own);
    const name = holdingNameOf(nodeCrypto, pairOf(LEDGER_ID, 'KSD', 'CUS1'), SELLER.account, KTB);
    expect(keys).toContain(name);
    expect(isKept(fromHex(name.slice('holding/'.length)) ?? new Uint8Array(8))).toBe(true);
    expect(openRecord(nodeCrypto, pair, name, world.state.get(name) ?? pair)).toBeUndefined();
  });
});
