import { nodeCrypto } from '@bondledger/contract';
import { BondledgerError } from '@bondledger/domain';
import { collectEvidence, encodeEvidence, type TradeKeys } from '@bondledger/sdk';
import type { Why } from '@bondledger/sdk/api';
import type { Desk, Desks } from '../desks/desk.js';
import type { Handlers } from '../http/handler.js';
import { whyNot } from '../why/why-not.js';
import { historyOf } from './history.js';
import { findTrade } from './trade-handlers.js';
import { whyFactsOf, type WhyParts } from './why-facts.js';

/** The story of one trade: its steps, what it waits for, and the proof of all of it. */
export function storyHandlers(
  parts: WhyParts & { readonly desks: Desks },
): Pick<Handlers, 'history' | 'why' | 'whys' | 'evidence'> {
  const { desks, readModel } = parts;
  return {
    history: async ({ principal: { institution }, params: { tradeId } }) => {
      const desk = desks.of(institution);
      const keys = keysOf(desk, tradeId);
      const { transport } = desk;
      return { tradeId, steps: await historyOf(transport, tradeId, keys, institution) };
    },
    why: async ({ principal: { institution }, params: { tradeId } }) => {
      const trade = await findTrade(readModel, institution, tradeId);
      return whyNot(
        await whyFactsOf(parts, institution, trade, await parts.approvalsOf(institution)),
      );
    },
    whys: async ({ principal: { institution }, query: { tradeId: wanted } }) => {
      const approvals = await parts.approvalsOf(institution);
      const whys: Why[] = [];
      for (const tradeId of wanted) {
        const trade = await readModel.trade(institution, tradeId);
        if (trade === undefined) continue;
        whys.push(whyNot(await whyFactsOf(parts, institution, trade, approvals)));
      }
      return { whys };
    },
    evidence: async ({ principal: { institution }, params: { tradeId } }) => {
      const desk = desks.of(institution);
      const keys = keysOf(desk, tradeId);
      const { transport } = desk;
      const evidence = await collectEvidence({ transport, crypto: nodeCrypto, tradeId, keys });
      return JSON.parse(encodeEvidence(evidence)) as Record<string, unknown>;
    },
  };
}

/**
 * The keys that the institution holds. Another's trade is answered like one that does not exist.
 *
 * @throws BondledgerError TRADE_UNKNOWN
 */
function keysOf({ institution }: Desk, tradeId: string): TradeKeys {
  const view = institution.book.trade(tradeId);
  if (view !== undefined) return view.keys;
  throw new BondledgerError({ code: 'TRADE_UNKNOWN', params: { trade: tradeId } });
}
