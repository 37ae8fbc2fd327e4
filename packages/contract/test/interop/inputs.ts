import { encodeTerms } from '@bondledger/domain';
import {
  encodeCorePart,
  encodeGenesis,
  encodeSidePart,
  encodeSubmission,
  encodeTransaction,
  nodeCrypto as crypto,
  parseBatchHeader,
  parseCanonical,
  toBase64,
  toHex,
  utf8,
  type LoggedTransaction,
  type Submission,
} from '../../src/index.js';
import { batchOf } from '../_kit/batch.js';
import { GENESIS, LEDGER_ID } from '../_kit/genesis.js';
import { institutionOf, pairOf } from '../_kit/institution.js';
import { openMarket } from '../_kit/market.js';
import { fundSide, party, submit, termsOf, viewOf } from '../_kit/trade-drafts.js';
import { KTB, World } from '../_kit/world.js';
import type { Fields } from './fields.js';

/** 16 or 32 bytes that are easy to recognise. */
const bytes = (length: number, first: number): string =>
  toHex(Uint8Array.from({ length }, (_, at) => first + at));

const TRADE_ID = '20260921-0123456789ABCDEFGHJKMNPQRS';
const PAYMENT_NO = '20260921-0123456789ABC-1';

const canonical: readonly Fields[] = [
  '{}',
  '{"a":1,"b":[true,"x"],"c":{"d":"가"}}',
  '{"b":1,"a":2}',
  '{"a":1,"a":1}',
  '{"a": 1}',
  '{"a":1.0}',
  '{"a":1e3}',
  '{"a":null}',
  '{"a":"\\u0041"}',
  '{"a":"\\ud800"}',
  '{"a":"\\u000b\\n"}',
  '[]',
  '{"__proto__":1}',
].map((text) => ({ text }));

const merkle: readonly Fields[] = [1, 2, 3, 4, 5, 6, 7, 8, 13].map((count) => ({
  entries: Array.from({ length: count }, (_, at) => `entry ${at}`),
}));

const boxes: readonly Fields[] = [
  '',
  '{"a":1}',
  'x'.repeat(252),
  'x'.repeat(253),
  '가'.repeat(200),
].map((content) => ({ key: bytes(32, 1), place: `trade/${TRADE_ID}|core`, content }));

/** A trade of two funds that is submitted and confirmed, and what is left of it on the ledger. */
interface Day {
  readonly world: World;
  readonly tradeId: string;
  /** The ledger when the trade was confirmed. */
  readonly confirmed: World;
  readonly confirmation: Submission;
  readonly logged: LoggedTransaction;
  readonly receipts: Uint8Array;
}

function playDay(): Day {
  const world = openMarket();
  const terms = termsOf({ reference: 'VECTOR-1', yield: '3.125' });
  const draft = submit(world, terms, fundSide('AMC1', 'CUS1'));
  const { tradeId } = draft;
  world.must('SEC1', draft);
  const own = fundSide('AMC2', 'CUS2');
  const confirmation = batchOf('SEC2', [party(world, 'SEC2', 'CONFIRM', tradeId, { own })]);
  const { batches, logged } = world.transact([confirmation]);
  const receipts = batches[0]?.receipts;
  if (logged === undefined || receipts === undefined) throw new Error('nothing was confirmed');
  const confirmed = new World(world);
  return { world, tradeId, confirmed, confirmation, logged, receipts };
}

function recordInput({ world, tradeId, confirmed }: Day): Fields {
  const { keys } = viewOf(confirmed, tradeId);
  world.must('AMC1', party(world, 'AMC1', 'INSTRUCT', tradeId));
  return {
    tradeId,
    record: toBase64(world.state.get(`trade/${tradeId}`) ?? new Uint8Array(0)),
    coreKey: toHex(keys.coreKey),
    sellerKey: toHex(keys.sellerKey),
    buyerKey: toHex(keys.buyerKey),
  };
}

function evidenceInput({ confirmed, tradeId }: Day): Fields {
  const { core, buyer } = viewOf(confirmed, tradeId);
  const spki = toBase64(institutionOf('SEC2').signing.spki);
  return { evidence: core.evidence, side: buyer?.evidence, spki };
}

const headerInput = ({ confirmation: { batch } }: Day): Fields => ({
  header: parseCanonical(batch.header),
  spki: toHex(institutionOf('SEC2').signing.spki),
  signature: toHex(batch.signature),
});

const receiptsInput = ({ confirmation: { batch, opening }, receipts }: Day): Fields => ({
  receiptKey: toHex(opening.receiptKey),
  root: parseBatchHeader(batch.header)?.root ?? '',
  sealed: toBase64(receipts),
});

const blockInput = ({ logged }: Day): Fields => ({
  transaction: toBase64(encodeTransaction(logged)),
  header: {
    count: 1,
    domain: 'bondledger/block/1',
    height: 7,
    ledgerId: LEDGER_ID,
    previous: '0'.repeat(64),
    root: '',
    time: '2026-09-21T00:00:00.000Z',
  },
});

/** The whole day, with a step at its end that is refused. */
function ledgerInput({ world, confirmed, tradeId }: Day): Fields {
  const late = batchOf('SEC2', [party(confirmed, 'SEC2', 'REJECT', tradeId)]);
  const submissions = [...world.history.slice(0, 3), ...world.history.slice(-3), late];
  return {
    genesis: encodeGenesis(GENESIS),
    submissions: submissions.map((each) => toBase64(encodeSubmission(each))),
  };
}

const leafInput = (): Fields => ({
  core: encodeCorePart({
    data: { side: 'seller' },
    issuedAt: '2026-09-21T00:00:00Z',
    participant: 'AMC1',
    step: 'APPROVE',
    tradeId: TRADE_ID,
  }),
  coreSalt: bytes(16, 0),
  side: encodeSidePart({ operator: '홍길동', side: fundSide('AMC1', 'CUS1') }),
  sideSalt: bytes(16, 16),
});

function pairInput(): Fields {
  const [ksd, firm] = [institutionOf('KSD'), institutionOf('SEC1')];
  return {
    ledgerId: LEDGER_ID,
    one: 'KSD',
    oneKeyId: ksd.sealingKeyId,
    onePrivateKey: toHex(ksd.sealing.scalar),
    other: 'SEC1',
    otherKeyId: firm.sealingKeyId,
    otherPublicKey: toHex(firm.sealing.point),
    sharedSecret: toHex(ksd.sealing.agree(firm.sealing.point)),
    tradeDate: '2026-09-21',
    submitter: 'SEC1',
    reference: 'VECTOR-1',
    account: 'SEC1-001',
    isin: KTB,
    chainId: '20260922-C0123456789ABC',
    paymentNo: PAYMENT_NO,
  };
}

const commitmentInput = (): Fields => ({
  coreKey: bytes(32, 1),
  coreSalt: bytes(16, 0),
  tradeId: TRADE_ID,
  termsHash: toHex(crypto.sha256(utf8('terms'))),
  revision: 3,
  paymentKey: toHex(pairOf(LEDGER_ID, 'KSD', 'BOK')),
  paymentNo: PAYMENT_NO,
  legs: [
    ['CUS2', '-9850000000'],
    ['SEC1', '9850000000'],
  ],
});

/** What every file of vectors is given. */
export function vectorInputs(): Readonly<Record<string, readonly Fields[]>> {
  const day = playDay();
  const grant = { pairKey: bytes(32, 64), tradeId: TRADE_ID, coreKey: bytes(32, 1) };
  const terms = encodeTerms(termsOf({ reference: 'VECTOR-1' }));
  return {
    canonical,
    leaf: [leafInput()],
    merkle,
    header: [headerInput(day)],
    pair: [pairInput()],
    box: boxes,
    grant: [
      { ...grant, step: 'SUBMIT' },
      { ...grant, step: 'CONFIRM', sideKey: bytes(32, 33) },
    ],
    numbers: [{ ledgerId: LEDGER_ID, tradeId: TRADE_ID, attempt: 2, terms }],
    commitment: [commitmentInput()],
    receipts: [receiptsInput(day)],
    record: [recordInput(day)],
    evidence: [evidenceInput(day)],
    block: [blockInput(day)],
    state: [0, 1, 2, 1023, 1024, 1025, 2048].map((count) => ({ count })),
    ledger: [ledgerInput(day)],
  };
}
