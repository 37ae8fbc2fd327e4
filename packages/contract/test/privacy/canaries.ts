import type { SideWire, Step, Terms } from '@bondledger/domain';
import { encodeTransaction, type Applied } from '../../src/index.js';
import { batchOf, type Draft } from '../_kit/batch.js';
import { TOMORROW } from '../_kit/genesis.js';
import { CHAIN, chained } from '../_kit/journey.js';
import { market, moveTo } from '../_kit/market.js';
import { openHolding } from '../_kit/registry-drafts.js';
import { settlement } from '../_kit/settlement-drafts.js';
import { withCore, withSide } from '../_kit/spoil.js';
import { party, submit, termsOf } from '../_kit/trade-drafts.js';
import type { World } from '../_kit/world.js';
import { KTB } from '../_kit/world.js';

/** Values that stand nowhere else: where one shows, a trade has leaked. */
export const TERMS: Partial<Terms> = {
  reference: 'CANARY-REF-7Q',
  faceAmount: 7_313_370_000n,
  unitPrice: 9_417n,
  yield: '3.91733',
};
export const FOP: Partial<Terms> = {
  ...TERMS,
  reference: 'CANARY-REF-8Q',
  settlementMethod: 'FOP',
  fopReason: '카나리아 담보 이전',
};

export const SELLER: SideWire = {
  account: 'CUS1-CANARY7S',
  capacity: 'TRUST',
  fund: { assetManager: 'AMC1', code: 'CANARYFUNDS', custodian: 'CUS1' },
};
export const BUYER: SideWire = {
  account: 'CUS2-CANARY7B',
  capacity: 'TRUST',
  fund: { assetManager: 'AMC2', code: 'CANARYFUNDB', custodian: 'CUS2' },
};
const LOTS = [
  { faceAmount: 7_313_360_000n, fundCode: 'CANARYLOT1', orderNo: 'CANARY-ORDER-1' },
  { faceAmount: 10_000n, fundCode: 'CANARYLOT2' },
];
const OPERATOR = '카나리아 홍길동';
const ISSUED_AT = '2026-09-21T07:17:27.377Z';
export const HELD = '7373737370000';

/** Every planted value as it would be written. */
export const CANARIES: readonly string[] = [
  'CANARY-REF',
  '7313370000',
  '"9417"',
  '6886800', // the first digits of the settlement amount
  '3.91733',
  '카나리아',
  'CANARY7S',
  'CANARY7B',
  'CANARYFUND',
  'CANARYLOT',
  'CANARY-ORDER',
  '7313360000',
  '07:17:27.377',
  HELD,
  'TRUST',
  'unitPrice',
  'assetManager',
  'SUBMITTED',
  'operator',
];

const planted = (draft: Draft): Draft =>
  withSide(withCore(draft, { issuedAt: ISSUED_AT }), { operator: OPERATOR });

/** Everything that a ledger keeps or says, of every transaction. */
export interface Traces {
  readonly world: World;
  readonly tradeIds: readonly string[];
  readonly kept: readonly Uint8Array[];
  readonly said: readonly string[];
}

class Recorder {
  readonly world = market();
  readonly kept: Uint8Array[] = [];
  readonly said: string[] = [];

  send(code: string, ...drafts: readonly Draft[]): void {
    const applied = this.world.transact([batchOf(code, drafts.map(planted))]);
    this.keep(applied);
    const refused = applied.batches[0]?.outcomes.find(({ status }) => status === 'REFUSED');
    if (refused !== undefined) throw new Error(JSON.stringify(refused));
  }

  keep({ batches, logged }: Applied): void {
    if (logged !== undefined) this.kept.push(encodeTransaction(logged));
    for (const { outcomes, receipts, rejection } of batches) {
      this.kept.push(receipts);
      this.said.push(JSON.stringify([outcomes, rejection]));
    }
  }
}

function settleFund(recorder: Recorder): string {
  const { world } = recorder;
  const draft = submit(world, termsOf(TERMS), SELLER);
  const { tradeId } = draft;
  recorder.send('SEC1', draft);
  recorder.send('SEC2', party(world, 'SEC2', 'CONFIRM', tradeId, { own: BUYER }));
  for (const [side, manager, custodian] of [
    ['seller', 'AMC1', 'CUS1'],
    ['buyer', 'AMC2', 'CUS2'],
  ] as const) {
    recorder.send(manager, party(world, manager, 'INSTRUCT', tradeId, { side, lots: LOTS }));
    recorder.send(custodian, party(world, custodian, 'DECLINE', tradeId, { side }));
    recorder.send(manager, party(world, manager, 'INSTRUCT', tradeId, { side, lots: LOTS }));
    recorder.send(custodian, party(world, custodian, 'APPROVE', tradeId, { side }));
  }
  return tradeId;
}

const END: readonly Step[] = [
  'RESTRICT',
  'REQUEST_PAYMENT',
  'REVOKE_PAYMENT',
  'CONFIRM_REVOKED',
  'REQUEST_PAYMENT',
  'CONFIRM_PAYMENT',
  'SETTLE',
];

/** A trade of two funds to its end, one that is rejected, and a chain: canaries everywhere. */
export function leaveTraces(): Traces {
  const recorder = new Recorder();
  const { world } = recorder;
  recorder.send('KSD', openHolding({ account: SELLER.account, balance: HELD, isin: KTB }));
  const tradeId = settleFund(recorder);
  const rejected = submit(world, termsOf(FOP), SELLER);
  recorder.send('SEC1', rejected);
  recorder.send('SEC2', party(world, 'SEC2', 'REJECT', rejected.tradeId));
  const members = chained(world);
  moveTo(world, TOMORROW);
  for (const step of END) {
    const draft = settlement(world, step, { tradeId });
    recorder.send(draft.core.participant, draft);
  }
  recorder.send('KSD', settlement(world, 'RESTRICT', { chainId: CHAIN }));
  const { kept, said } = recorder;
  return { world, tradeIds: [tradeId, rejected.tradeId, ...members], kept, said };
}
