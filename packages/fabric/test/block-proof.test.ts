import { generateKeyPairSync } from 'node:crypto';
import { beforeAll, describe, expect, it } from 'vitest';
import type { common } from '@hyperledger/fabric-protos';
import {
  checkBlockProof,
  decodeAnswer,
  encodeGenesis,
  encodeHeader,
  fromBase64,
  hashOfHeader,
  ledgerIdOf,
  loggedBatches,
  nodeCrypto,
  parseGenesis,
  pathOf,
  signedHeadMessage,
  toBase64,
  toHex,
  transactionDigest,
  transactionHash,
  utf8,
  verifyBlockProof,
  type BlockProof,
  type FabricProof,
  type Genesis,
  type LoggedTransaction,
} from '@bondledger/contract';
import { makeBlock, NO_BLOCK, signEs256 } from '@bondledger/ledger/engine';
import { proveInBlock } from '../src/adapter/prove-block.js';
import { encodeAnswer } from '../src/wire/answer.js';
import {
  endorsedEnvelope,
  genesisOf,
  institutionOf,
  signedBlock,
  type Institution,
  type MadeCall,
  type Node,
} from './support/signed-channel.js';

const nodeKey = generateKeyPairSync('ec', { namedCurve: 'P-256' });
const ANSWER = answerWith('receipts');
const TRADE_KEY = 'trade/20260921-4C0R1VM8T5XQWJ2Z7K9P3NDHAB';
const WRITES = [{ key: TRADE_KEY, value: utf8('sealed') }];

let ksd: Institution;
let bok: Institution;
let seller: Institution;
let genesis: Genesis;
let ledgerId: string;

beforeAll(async () => {
  [ksd, bok, seller] = await Promise.all(['KSD', 'BOK', 'SELLER'].map(institutionOf)).then(
    ([first, second, third]) => [
      first ?? expect.fail(),
      second ?? expect.fail(),
      third ?? expect.fail(),
    ],
  );
  genesis = {
    authorities: [],
    businessDate: '2026-09-21',
    fabric: genesisOf([ksd, bok, seller]),
    format: 'bondledger/genesis/1',
    holidays: [],
    name: 'sample',
    nodes: [toBase64(nodeKey.publicKey.export({ format: 'der', type: 'spki' }))],
    participants: [],
    rulesVersion: 1,
  };
  ledgerId = ledgerIdOf(nodeCrypto, genesis);
});

function answerWith(receipts: string): Uint8Array {
  const logged = {
    leaves: new Uint8Array(32).fill(7),
    accepted: Uint8Array.of(128),
    receipts: utf8(receipts),
  };
  return encodeAnswer(
    nodeCrypto,
    { submissions: [], skip: [] },
    {
      batches: [{ outcomes: [], receipts: logged.receipts }],
      logged: { batches: [logged], writes: [] },
    },
  );
}

const call = (changes: Partial<MadeCall> = {}): Uint8Array =>
  endorsedEnvelope({
    answer: ANSWER,
    writes: [...WRITES, { key: '~registry', value: utf8('the engine’s own') }],
    endorsers: [ksd.peer, seller.peer],
    client: ksd.admin,
    ...changes,
  });

const logged = (writes = WRITES): LoggedTransaction => ({
  batches: loggedBatches(decodeAnswer(ANSWER) ?? []),
  writes,
});

/** The proof of a transaction, at this place of a block of the channel. */
async function proofOf(
  block: common.Block,
  index = 0,
  transaction = logged(),
): Promise<BlockProof & { readonly fabric: FabricProof }> {
  const before = { height: -1, hash: NO_BLOCK };
  const made = makeBlock(nodeCrypto, ledgerId, before, '2026-09-21T00:00:00.000Z', [transaction]);
  const { header } = made.block;
  const hash = hashOfHeader(nodeCrypto, header);
  const signature = await signEs256(nodeKey.privateKey, signedHeadMessage(ledgerId, 0, hash));
  return {
    fabric: proveInBlock(block, index),
    head: { hash, height: 0, signature: toBase64(signature) },
    headers: [encodeHeader(header)],
    height: 0,
    path: pathOf(nodeCrypto, [transactionHash(nodeCrypto, transaction)], 0).map(toHex),
    transaction: transactionDigest(nodeCrypto, transaction),
    transactionIndex: 0,
  };
}

const codeOf = (proof: BlockProof, against = genesis): string | undefined =>
  verifyBlockProof(nodeCrypto, against, ledgerId, proof)?.code;

const ordered = (envelope: Uint8Array, orderers?: readonly Node[]): common.Block =>
  signedBlock(9, [envelope], orderers ?? [ksd.orderer]);

describe('the genesis of a ledger on Fabric', () => {
  it('reads back as it was written, and has another identity than without', () => {
    const { fabric, ...plain } = genesis;
    expect(parseGenesis(encodeGenesis(genesis))).toEqual(genesis);
    expect(fabric).toBeDefined();
    expect(encodeGenesis(plain)).not.toContain('fabric');
    expect(ledgerIdOf(nodeCrypto, plain)).not.toBe(ledgerId);
  });

  it.each<[string, (text: string) => string]>([
    ['a root that is no base 64', (text) => text.replace('"rootCertificates":["', '$&!')],
    ['an institution twice', (text) => text.replace('"institution":"BOK"', '"institution":"KSD"')],
    ['an MSP twice', (text) => text.replace('"mspId":"BOKMSP"', '"mspId":"KSDMSP"')],
    ['no channel', (text) => text.replace('"channel":"bonds",', '')],
    ['a member of no meaning', (text) => text.replace('"fabric":{', '"fabric":{"a":1,')],
  ])('is none with %s', (_, change) => {
    const text = encodeGenesis(genesis);
    expect(change(text)).not.toBe(text);
    expect(parseGenesis(change(text))).toBeUndefined();
  });
});

describe('the proof of a transaction on Fabric', () => {
  it('says who endorsed it, in which block of the channel, and who ordered that', async () => {
    for (const number of [0, 9, 127, 128, 255, 256, 70_000]) {
      const others = [call(), call({ endorsers: [] })];
      const block = signedBlock(number, [others[0] ?? ANSWER, call(), ...others], [ksd.orderer]);
      const proved = checkBlockProof(nodeCrypto, genesis, ledgerId, await proofOf(block, 1));
      const facts = { block: number, endorsers: ['KSD', 'SELLER'], orderers: ['KSD'] };
      const fabric = { facts, wrote: new Set([TRADE_KEY]) };
      expect(proved).toMatchObject({ ok: true, value: { fabric } });
    }
  });

  it('takes what settles from KSD and BOK alone', async () => {
    for (const prefix of ['holding', 'chain', 'payment']) {
      const writes = [{ key: `${prefix}/1`, value: utf8('sealed') }, ...WRITES];
      const proof = async (by: Institution) =>
        proofOf(ordered(call({ writes, endorsers: [by.peer, ksd.peer] })), 0, logged(writes));
      expect(codeOf(await proof(bok))).toBeUndefined();
      expect(codeOf(await proof(seller))).toBe('EVIDENCE_ENDORSEMENT_WRONG');
    }
  });

  it('takes no write from a chaincode whose it is not', async () => {
    const writes = [{ key: 'holding/1', value: utf8('sealed') }, ...WRITES];
    const made = { writes, endorsers: [bok.peer, ksd.peer], isCrossed: true };
    const proof = await proofOf(ordered(call(made)), 0, logged(writes));
    expect(codeOf(proof)).toBe('EVIDENCE_BLOCK_WRONG');
  });

  it.each<[string, () => Partial<MadeCall>]>([
    ['no endorsement', () => ({ endorsers: [] })],
    ['that of KSD alone', () => ({ endorsers: [ksd.peer] })],
    ['two of KSD', () => ({ endorsers: [ksd.peer, ksd.peer] })],
    ['none of KSD', () => ({ endorsers: [bok.peer, seller.peer] })],
    ['three', () => ({ endorsers: [ksd.peer, bok.peer, seller.peer] })],
    ['that of an administrator', () => ({ endorsers: [ksd.peer, seller.admin] })],
    ['that of an orderer', () => ({ endorsers: [ksd.orderer, seller.peer] })],
    ['a certificate of another root', () => ({ endorsers: [ksd.peer, posing(bok.peer)] })],
    ['an institution outside', () => ({ endorsers: [ksd.peer, posing(seller.peer, 'NOBODY')] })],
  ])('refuses a transaction with %s', async (_, changes) => {
    const proof = await proofOf(ordered(call(changes())));
    expect(codeOf(proof)).toBe('EVIDENCE_ENDORSEMENT_WRONG');
  });

  /** A node that gives itself out for another institution's. */
  const posing = (node: Node, institution = 'SELLER'): Node => ({ ...node, institution });

  it.each<[string, () => Partial<MadeCall>]>([
    ['another answer', () => ({ answer: answerWith('other receipts') })],
    ['another write', () => ({ writes: [{ key: TRADE_KEY, value: utf8('other') }] })],
    ['another key', () => ({ writes: [{ key: 'trade/1', value: utf8('sealed') }] })],
    ['one write more', () => ({ writes: [...WRITES, { key: 'trade/2', value: utf8('x') }] })],
    ['another channel', () => ({ channel: 'other' })],
    ['another chaincode', () => ({ chaincode: 'other' })],
    ['the answer to another proposal', () => ({ isMisplaced: true })],
  ])('refuses the envelope of another transaction: %s', async (_, changes) => {
    expect(codeOf(await proofOf(ordered(call(changes()))))).toBe('EVIDENCE_BLOCK_WRONG');
  });

  it.each<[string, () => readonly Node[]]>([
    ['nobody', () => []],
    ['a peer', () => [ksd.peer]],
    ['an institution without orderers', () => [bok.orderer]],
    ['an orderer and someone else', () => [ksd.orderer, seller.admin]],
  ])('refuses a block signed by %s', async (_, orderers) => {
    const proof = await proofOf(ordered(call(), orderers()));
    expect(codeOf(proof)).toBe('EVIDENCE_ORDERER_WRONG');
  });

  it('refuses another genesis: other roots, none, and a ledger that is not on Fabric', async () => {
    const proof = await proofOf(ordered(call()));
    const fabric = genesis.fabric ?? expect.fail();
    const organisations = fabric.organisations.map((each, at) => ({
      ...each,
      rootCertificates: fabric.organisations[(at + 1) % 3]?.rootCertificates ?? [],
    }));
    const rooted = { ...genesis, fabric: { ...fabric, organisations } };
    const elsewhere: Genesis = { ...genesis };
    Reflect.deleteProperty(elsewhere, 'fabric');
    expect(codeOf(proof)).toBeUndefined();
    expect(codeOf(proof, rooted)).toBe('EVIDENCE_ENDORSEMENT_WRONG');
    expect(codeOf(proof, elsewhere)).toBe('EVIDENCE_BLOCK_WRONG');
    const stripped: BlockProof = { ...proof };
    Reflect.deleteProperty(stripped, 'fabric');
    expect(codeOf(stripped)).toBe('EVIDENCE_BLOCK_WRONG');
  });
});

describe('a proof on Fabric in which something was altered', () => {
  it('does not hold: any byte of the transactions, the metadata and the signatures', async () => {
    const proof = await proofOf(signedBlock(300, [call(), call({ endorsers: [] })], [ksd.orderer]));
    const { fabric } = proof;
    const [signature] = fabric.metadata.signatures;
    const { header = '', signature: der = '' } = signature ?? {};
    const { value } = fabric.metadata;
    const altered: FabricProof[] = [
      ...eachByte(value).map((text) => ({
        ...fabric,
        metadata: { ...fabric.metadata, value: text },
      })),
      ...eachByte(header).map((text) => withSignature(fabric, { header: text, signature: der })),
      ...eachByte(der).map((text) => withSignature(fabric, { header, signature: text })),
      ...fabric.envelopes.flatMap((envelope, at) =>
        eachByte(envelope, STRIDE).map((text) => ({
          ...fabric,
          envelopes: fabric.envelopes.map((each, place) => (place === at ? text : each)),
        })),
      ),
    ];
    expect(codeOf(proof)).toBeUndefined();
    expect(altered.filter((each) => codeOf({ ...proof, fabric: each }) === undefined)).toEqual([]);
    expect(altered.length).toBeGreaterThan(1_000);
  }, 60_000);

  it.each<[string, (fabric: FabricProof) => FabricProof]>([
    ['the number', (fabric) => ({ ...fabric, number: fabric.number + 1 })],
    ['a number that is none', (fabric) => ({ ...fabric, number: -1 })],
    ['the block before', (fabric) => ({ ...fabric, previous: '0'.repeat(64) })],
    ['no block before', (fabric) => ({ ...fabric, previous: '' })],
    ['the place', (fabric) => ({ ...fabric, index: 1 })],
    ['a place outside', (fabric) => ({ ...fabric, index: 7 })],
    ['the order', (fabric) => ({ ...fabric, envelopes: fabric.envelopes.toReversed(), index: 1 })],
    ['one left out', (fabric) => ({ ...fabric, envelopes: fabric.envelopes.slice(0, 1) })],
    ['two as one', (fabric) => ({ ...fabric, envelopes: [joined(fabric.envelopes)] })],
    [
      'one cut in two',
      (fabric) => ({
        ...fabric,
        envelopes: [fabric.envelopes[0] ?? '', ...halves(fabric.envelopes[1] ?? '')],
      }),
    ],
  ])('does not hold: %s', async (_, change) => {
    const proof = await proofOf(signedBlock(5, [call(), call({ endorsers: [] })], [ksd.orderer]));
    const code = codeOf({ ...proof, fabric: change(proof.fabric) });
    expect(WRONG).toContain(code);
  });
});

/** A prime: no period of the format hides behind it. */
const STRIDE = 7;
const WRONG = ['EVIDENCE_BLOCK_WRONG', 'EVIDENCE_ENDORSEMENT_WRONG', 'EVIDENCE_ORDERER_WRONG'];

const bytesOf = (text: string): Uint8Array => fromBase64(text) ?? expect.fail();

/** The same base 64 with one bit of one byte turned, for each byte, or one in so many. */
const eachByte = (text: string, one = 1): readonly string[] => {
  const bytes = bytesOf(text);
  return Array.from(bytes, (byte, at) => [at, byte] as const)
    .filter(([at]) => at % one === 0)
    .map(([at, byte]) => toBase64(bytes.with(at, byte ^ (1 << (at % 8)))));
};

const withSignature = (
  fabric: FabricProof,
  signature: FabricProof['metadata']['signatures'][number],
): FabricProof => ({ ...fabric, metadata: { ...fabric.metadata, signatures: [signature] } });

const joined = (texts: readonly string[]): string =>
  toBase64(Buffer.concat(texts.map((text) => bytesOf(text))));

const halves = (text: string): readonly string[] => {
  const bytes = bytesOf(text);
  return [bytes.subarray(0, 40), bytes.subarray(40)].map(toBase64);
};
