import { KSD, type SideName } from '@bondledger/domain';
import type { Action, TradeView } from '@bondledger/sdk';
import type { World } from './world.js';

type Plan = (view: TradeView, at: number) => Action | undefined;

/** Runs a part of a day, so that every screen has something to show and to do. */
export async function halfADay({ consortium, day }: World): Promise<void> {
  const tickets = new Map(day.tickets.map((ticket) => [ticket.terms.reference, ticket]));
  const numbers = new Map(day.tickets.map(({ terms }, at) => [terms.reference, at]));
  const everybody = consortium.institutions();
  const take = async (participant: string, plan: Plan): Promise<void> => {
    const institution = consortium.institution(participant);
    await institution.caughtUp();
    const actions = [...institution.book.trades()].flatMap(
      (view) => plan(view, numbers.get(view.core.terms.reference) ?? 0) ?? [],
    );
    await institution.take(actions);
  };
  const instructed = (
    view: TradeView,
    side: SideName,
    participant: string,
    at: number,
  ): Action | undefined => {
    const ticket = tickets.get(view.core.terms.reference);
    const lots = side === 'seller' ? ticket?.sellerLots : ticket?.buyerLots;
    const isMine = view[side]?.fund?.assetManager === participant;
    if (!isMine || view.core.sides[side] !== 'OPEN' || lots === undefined || at % 5 === 0) {
      return undefined;
    }
    return { step: 'INSTRUCT', tradeId: view.tradeId, side, lots };
  };
  for (const { participant } of everybody) {
    const submits = day.tickets.flatMap(({ terms, sellerSide }): Action[] =>
      terms.seller === participant ? [{ step: 'SUBMIT', terms, own: sellerSide }] : [],
    );
    await consortium.institution(participant).take(submits);
  }
  for (const { participant } of everybody) {
    await take(participant, ({ tradeId, core }, at) => {
      const own = tickets.get(core.terms.reference)?.buyerSide;
      if (core.terms.buyer !== participant || own === undefined || at % 4 === 0) return undefined;
      return { step: 'CONFIRM', tradeId, own };
    });
  }
  for (const side of ['seller', 'buyer'] as const) {
    for (const { participant } of everybody) {
      await take(participant, (view, at) => instructed(view, side, participant, at));
    }
    for (const { participant } of everybody) {
      await take(participant, (view, at) =>
        view[side]?.fund?.custodian === participant &&
        view.core.sides[side] === 'INSTRUCTED' &&
        at % 7 !== 0
          ? { step: 'APPROVE', tradeId: view.tradeId, side }
          : undefined,
      );
    }
  }
  await toSettlementDate({ consortium, day });
  await take(KSD, ({ tradeId, core }, at) =>
    core.state === 'READY' && at % 3 === 1 ? { step: 'RESTRICT', tradeId } : undefined,
  );
  await take(KSD, ({ tradeId, core }, at) =>
    core.state === 'RESTRICTED' && at % 2 === 1 ? { step: 'REQUEST_PAYMENT', tradeId } : undefined,
  );
}

/** KSD closes the trade date and opens the settlement date. */
export async function toSettlementDate({
  consortium,
  day,
}: Pick<World, 'consortium' | 'day'>): Promise<void> {
  for (const [businessDate, phase] of [
    [day.tradeDate, 'CUT_OFF'],
    [day.tradeDate, 'CLOSED'],
    [day.settlementDate, 'OPEN'],
  ] as const) {
    await consortium.institution(KSD).take([{ step: 'SET_DAY', data: { businessDate, phase } }]);
  }
}
