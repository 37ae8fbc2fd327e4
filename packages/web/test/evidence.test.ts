import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import {
  createConsortium,
  openConsortium,
  referenceDay,
  type Consortium,
} from '@bondledger/consortium';
import { nodeCrypto } from '@bondledger/contract';
import { collectEvidence } from '@bondledger/sdk';
import { encodeEvidence, parseEvidence, verifyEvidence } from '@bondledger/sdk/verify';
import { browserCrypto } from '../app/src/evidence/browser-crypto.js';
import { checkEvidence } from '../app/src/evidence/check-evidence.js';

let directory: string;
let consortium: Consortium;
let tradeId: string;
let text: string;
let genesis: string;
const day = referenceDay({ trades: 4, seed: 'evidence' });

beforeAll(async () => {
  directory = await mkdtemp(join(tmpdir(), 'bondledger-web-'));
  await createConsortium({ directory, day });
  consortium = await openConsortium({ directory });
  const [ticket] = day.tickets;
  if (ticket === undefined) throw new Error('no ticket');
  const { terms, sellerSide, buyerSide } = ticket;
  await consortium.institution(terms.seller).take([{ step: 'SUBMIT', terms, own: sellerSide }]);
  const buyer = consortium.institution(terms.buyer);
  await buyer.caughtUp();
  const [view] = [...buyer.book.trades()];
  if (view === undefined) throw new Error('no trade');
  ({ tradeId } = view);
  await buyer.take([{ step: 'CONFIRM', tradeId, own: buyerSide }]);
  const keys = buyer.book.trade(tradeId)?.keys ?? view.keys;
  const { transport } = consortium;
  const evidence = await collectEvidence({ transport, crypto: nodeCrypto, tradeId, keys });
  text = encodeEvidence(evidence);
  genesis = await transport.genesis();
});
afterAll(async () => {
  await consortium.close();
  await rm(directory, { recursive: true, force: true });
});

it('is found by a browser to prove what a node finds that it proves', () => {
  const evidence = parseEvidence(text);
  if (!evidence.ok) throw new Error(evidence.rejection.code);
  const here = checkEvidence(tradeId, text, genesis);
  expect(here).toEqual(verifyEvidence(evidence.value, genesis, nodeCrypto));
  expect(here).toMatchObject({ ok: true, steps: [{ step: 'SUBMIT' }, { step: 'CONFIRM' }] });
});

it('is refused by both where a byte of a signature is another one', () => {
  const forged = text.replace(
    /"signature":"(.)/,
    (_, first: string) => `"signature":"${first === 'A' ? 'B' : 'A'}`,
  );
  expect(forged).not.toBe(text);
  expect(checkEvidence(tradeId, forged, genesis).ok).toBe(false);
});

it('reads a certificate as Node does', () => {
  const certificates = [...genesis.matchAll(/"([A-Za-z0-9+/_=-]{300,})"/g)].map(
    ([, der = '']) => new Uint8Array(Buffer.from(der, 'base64')),
  );
  expect(certificates.length).toBeGreaterThan(0);
  for (const der of certificates) {
    expect(browserCrypto.readCertificate(der)).toEqual(nodeCrypto.readCertificate(der));
    for (const other of certificates) {
      expect(browserCrypto.certificateIssuedBy(der, other)).toBe(
        nodeCrypto.certificateIssuedBy(der, other),
      );
    }
  }
});
