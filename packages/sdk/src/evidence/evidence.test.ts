import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { nodeCrypto } from '@bondledger/contract';
import { KSD, type SideName } from '@bondledger/domain';
import { Consortium } from '../../test/support/consortium.js';
import { keysOf, runTrades, type Trades } from '../../test/support/trades.js';
import { collectEvidence } from './collect-evidence.js';
import { encodeEvidence, isWithheld, type Evidence } from './evidence.js';
import { parseEvidence } from './parse-evidence.js';
import type { EvidenceReport, VerifiedEvidence } from './report.js';
import { verifyEvidence } from './verify-evidence.js';
import { withholdSides } from './withhold-sides.js';

let consortium: Consortium;
let trades: Trades;
let genesis: string;

beforeAll(async () => {
  consortium = await Consortium.open();
  trades = await runTrades(consortium);
  genesis = await consortium.ledger.genesis();
});
afterAll(() => consortium.close());

async function collect(
  code: string,
  tradeId: string,
  sides?: readonly SideName[],
): Promise<Evidence> {
  const keys = await keysOf(consortium, code, tradeId);
  const parts = { transport: consortium.ledger, crypto: nodeCrypto, tradeId, keys };
  return collectEvidence(sides === undefined ? parts : { ...parts, sides });
}

const verify = (evidence: Evidence): EvidenceReport =>
  verifyEvidence(evidence, genesis, nodeCrypto);

function verified(evidence: Evidence): VerifiedEvidence {
  const report = verify(evidence);
  if (!report.ok) throw new Error(JSON.stringify(report.rejection));
  return report;
}

const SEEN_BY_KSD = [
  'SUBMIT SELLER seller-desk',
  'CONFIRM BUYER buyer-desk',
  'INSTRUCT MANAGER manager-desk seller',
  'DECLINE KEEPER keeper-desk seller',
  'REQUEST_CANCEL BUYER',
  'INSTRUCT MANAGER manager-desk buyer',
  'INSTRUCT MANAGER manager-desk seller',
  'APPROVE KEEPER keeper-desk seller',
  'DROP_CANCEL BUYER',
  'APPROVE VAULT vault-desk buyer',
  'RESTRICT KSD',
  'REQUEST_PAYMENT KSD',
  'REVOKE_PAYMENT KSD',
  'CONFIRM_REVOKED BOK',
  'RELEASE KSD',
  'RESTRICT KSD',
  'REQUEST_PAYMENT KSD',
  'CONFIRM_PAYMENT BOK',
  'SETTLE KSD',
];

const lines = ({ steps }: VerifiedEvidence): readonly string[] =>
  steps.map(({ step, participant, operator, side }) =>
    [step, participant, operator, side].filter((word) => word !== undefined).join(' '),
  );

describe('evidence of a trade', () => {
  it('proves every step, from the genesis alone', async () => {
    const report = verified(await collect(KSD, trades.eventful));
    expect(lines(report)).toEqual(SEEN_BY_KSD);
    expect(report).toMatchObject({ finalState: 'SETTLED', withheld: 0, tradeId: trades.eventful });
    expect(report.terms).toMatchObject({ faceAmount: '5000000000', seller: 'SELLER' });
    expect(report.proved).toEqual([
      'GENESIS',
      'SIGNATURES',
      'TERMS',
      'ORDER',
      'ACCEPTED',
      'SELLER_SIDE',
      'BUYER_SIDE',
    ]);
    expect(report.notProved).toEqual([
      'CERTIFICATE_DATES',
      'TIMES',
      'BUSINESS_RULES',
      'LATER_STEPS',
    ]);
  });

  it('is a file that reads back as it was written', async () => {
    const evidence = await collect(KSD, trades.eventful);
    const text = encodeEvidence(evidence);
    const parsed = parseEvidence(text);
    expect(parsed).toEqual({ ok: true, value: evidence });
    expect(parsed.ok && encodeEvidence(parsed.value)).toBe(text);
  });

  it('withholds the side that its exporter cannot open', async () => {
    const evidence = await collect('SELLER', trades.eventful);
    expect(encodeEvidence(evidence)).not.toContain('CANARYBUY');
    expect(encodeEvidence(evidence)).toContain('CANARYSELL');
    const report = verified(evidence);
    expect(report).toMatchObject({ finalState: 'SETTLED', withheld: 2 });
    expect(lines(report)).toEqual(
      SEEN_BY_KSD.filter((line) => !line.endsWith('desk buyer')).map((line) =>
        line.startsWith('CONFIRM BUYER') ? 'CONFIRM BUYER' : line,
      ),
    );
    expect(report.notProved).toEqual(expect.arrayContaining(['BUYER_SIDE', 'WITHHELD_STEPS']));
  });

  it('leaves out the sides that it is told to', async () => {
    for (const [code, sides] of [
      [KSD, []],
      [KSD, ['buyer']],
      ['SELLER', []],
      ['BUYER', ['buyer']],
    ] as const) {
      const evidence = await collect(code, trades.eventful, sides);
      const text = encodeEvidence(evidence);
      expect(text.includes('CANARYSELL')).toBe(false);
      expect(text.includes('CANARYBUY')).toBe(sides.length > 0);
      expect(text.includes('seller-desk')).toBe(false);
      expect(verified(evidence).finalState).toBe('SETTLED');
    }
  });

  it('can have a side left out afterwards, without the ledger', async () => {
    const evidence = await collect(KSD, trades.eventful);
    const without = withholdSides(nodeCrypto, evidence, ['seller']);
    expect(without).toEqual(await collect('BUYER', trades.eventful));
    expect(without.steps.filter(isWithheld)).toHaveLength(4);
    const neither = withholdSides(nodeCrypto, without, ['seller', 'buyer']);
    expect(verified(neither)).toMatchObject({ withheld: 6, finalState: 'SETTLED' });
    expect(encodeEvidence(neither)).not.toMatch(/CANARY|KEEPER|VAULT|MANAGER/);
  });

  it.each([
    ['plain', 'SETTLED', 'CONFIRM_PAYMENT'],
    ['free', 'SETTLED', 'RESTRICT'],
    ['netted', 'SETTLED', 'REQUEST_PAYMENT'],
    ['rejected', 'REJECTED', 'SUBMIT'],
    ['withdrawn', 'CANCELLED', 'SUBMIT'],
    ['cancelled', 'CANCELLED', 'REQUEST_CANCEL'],
    ['failed', 'FAILED', 'RESTRICT'],
  ] as const)('of a trade that is %s ends %s', async (name, finalState, before) => {
    for (const code of [KSD, 'SELLER', 'BUYER']) {
      const report = verified(await collect(code, trades[name]));
      expect(report.finalState).toBe(finalState);
      expect(report.steps.at(-2)?.step).toBe(before);
    }
  });

  it('of a chain shows each member its own trade and none of the others', async () => {
    const [first, second] = trades.chained;
    const evidence = await collect('SELLER', first);
    expect(encodeEvidence(evidence)).not.toContain(second);
    expect(encodeEvidence(evidence)).not.toContain('BUYER');
    const report = verified(evidence);
    expect(report.finalState).toBe('SETTLED');
    expect(report.steps.map(({ step }) => step)).toEqual([
      'SUBMIT',
      'CONFIRM',
      'MERGE',
      'SPLIT',
      'MERGE',
      'RESTRICT',
      'REQUEST_PAYMENT',
      'CONFIRM_PAYMENT',
      'SETTLE',
    ]);
    for (const code of ['MIDDLE', 'BUYER', KSD]) {
      expect(verified(await collect(code, second)).finalState).toBe('SETTLED');
    }
  });

  it('is not to be had without the keys of the trade', async () => {
    const keys = await keysOf(consortium, KSD, trades.plain);
    const parts = { transport: consortium.ledger, crypto: nodeCrypto, keys };
    const other = collectEvidence({ ...parts, tradeId: trades.free });
    await expect(other).rejects.toMatchObject({ code: 'TRADE_NOT_VISIBLE' });
    const none = collectEvidence({ ...parts, tradeId: `20260921-${'0'.repeat(26)}` });
    await expect(none).rejects.toMatchObject({ code: 'TRADE_UNKNOWN' });
  });

  it('up to an earlier step proves that step', async () => {
    const evidence = await collect(KSD, trades.plain);
    const states = evidence.steps.map((_, at) => {
      const { finalState } = verified({ ...evidence, steps: evidence.steps.slice(0, at + 1) });
      return finalState;
    });
    // A request may ask for nothing where all nets are zero; only a later step tells.
    const request = [undefined, 'PAID', 'SETTLED'];
    expect(states).toEqual(['SUBMITTED', 'READY', 'RESTRICTED', ...request]);
  });
});
