import type { SideWire, State, Terms } from '@bondledger/domain';
import { TOMORROW } from './genesis.js';
import { moveTo } from './market.js';
import { settlement } from './settlement-drafts.js';
import { fundSide, party, propSide, submit, termsOf } from './trade-drafts.js';
import type { World } from './world.js';

export interface TradeOptions {
  readonly terms?: Partial<Terms>;
  readonly seller?: SideWire;
  readonly buyer?: SideWire;
}

export const FUNDS = {
  seller: fundSide('AMC1', 'CUS1'),
  buyer: fundSide('AMC2', 'CUS2'),
};

/** A submitted trade; its tradeId. */
export function submitted(world: World, options: TradeOptions = {}): string {
  const terms = termsOf(options.terms);
  const draft = submit(world, terms, options.seller ?? propSide(terms.seller));
  world.must(terms.seller, draft);
  return draft.tradeId;
}

/** A confirmed trade: MATCHED where a side is a fund, else READY. */
export function confirmed(world: World, options: TradeOptions = {}): string {
  const tradeId = submitted(world, options);
  const buyer = world.parties.get(tradeId)?.buyer ?? '';
  const own = options.buyer ?? propSide(buyer);
  world.must(buyer, party(world, buyer, 'CONFIRM', tradeId, { own }));
  return tradeId;
}

/** READY, by every side's asset manager and custodian where it is a fund. */
export function ready(world: World, options: TradeOptions = {}): string {
  const tradeId = confirmed(world, options);
  for (const side of ['seller', 'buyer'] as const) {
    const fund = options[side]?.fund;
    if (fund === undefined) continue;
    world.must(fund.assetManager, party(world, fund.assetManager, 'INSTRUCT', tradeId, { side }));
    world.must(fund.custodian, party(world, fund.custodian, 'APPROVE', tradeId, { side }));
  }
  return tradeId;
}

export const CHAIN = '20260922-C0000000000001';

/** SEC1 → SEC2 → INS1, merged into one chain; its trades. */
export function chained(
  world: World,
  chainId = CHAIN,
  options: TradeOptions = {},
): readonly string[] {
  const { buyer } = options;
  const terms = { seller: 'SEC2', buyer: 'INS1', faceAmount: 4_000_000_000n };
  const first = ready(world, options);
  const second = ready(world, { terms, ...(buyer === undefined ? {} : { seller: buyer }) });
  const tradeIds = [first, second];
  world.must('KSD', settlement(world, 'MERGE', { chainId, tradeIds }));
  return tradeIds;
}

/** Brings a new trade of no chain to any state. */
export function reach(world: World, state: State, options: TradeOptions = {}): string {
  const step = (name: Parameters<typeof settlement>[1], tradeId: string): void => {
    const draft = settlement(world, name, { tradeId });
    world.must(draft.core.participant, draft);
  };
  switch (state) {
    case 'SUBMITTED':
      return submitted(world, options);
    case 'MATCHED':
      return confirmed(world, options);
    case 'READY':
      return ready(world, options);
    case 'CHAINED':
      return chained(world, CHAIN, options)[0] ?? '';
    case 'CANCELLED':
    case 'REJECTED': {
      const tradeId = submitted(world, options);
      const { seller = '', buyer = '' } = world.parties.get(tradeId) ?? {};
      const [code, name] = state === 'REJECTED' ? [buyer, 'REJECT'] : [seller, 'WITHDRAW'];
      world.must(code, party(world, code, name, tradeId));
      return tradeId;
    }
    case 'EXPIRED': {
      const tradeId = submitted(world, options);
      moveTo(world, TOMORROW, 'CUT_OFF');
      step('EXPIRE', tradeId);
      return tradeId;
    }
    case 'FAILED': {
      const tradeId = ready(world, options);
      moveTo(world, TOMORROW, 'CUT_OFF');
      step('FAIL', tradeId);
      return tradeId;
    }
    case 'RESTRICTED':
    case 'PAYMENT_REQUESTED':
    case 'PAID':
    case 'SETTLED': {
      const tradeId = ready(world, options);
      moveTo(world, TOMORROW);
      for (const name of ['RESTRICT', 'REQUEST_PAYMENT', 'CONFIRM_PAYMENT', 'SETTLE'] as const) {
        step(name, tradeId);
        const reached = { RESTRICT: 'RESTRICTED', REQUEST_PAYMENT: 'PAYMENT_REQUESTED' } as const;
        const now =
          name === 'CONFIRM_PAYMENT' ? 'PAID' : name === 'SETTLE' ? 'SETTLED' : reached[name];
        if (now === state) return tradeId;
      }
      return tradeId;
    }
    case 'NONE':
      throw new Error('a trade that is not there cannot be reached');
  }
}
