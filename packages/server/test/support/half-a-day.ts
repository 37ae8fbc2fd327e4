import { KSD } from '@bondledger/domain';
import type { Action, TradeView } from '@bondledger/sdk';
import type { TestConsortium } from './consortium.js';

type Plan = (view: TradeView) => Action | undefined;

/**
 * Runs a part of a day and leaves trades behind in nearly every state, some of them in chains:
 * what is left where depends on nothing but the tickets.
 */
export async function halfADay(test: Pick<TestConsortium, 'consortium' | 'day'>): Promise<void> {
  const { consortium, day } = test;
  const tickets = new Map(day.tickets.map((ticket) => [ticket.terms.reference, ticket]));
  const numberOf = new Map(day.tickets.map(({ terms }, at) => [terms.reference, at]));
  const at = (view: TradeView): number => numberOf.get(view.core.terms.reference) ?? 0;
  for (const { participant } of consortium.institutions()) {
    const submits = day.tickets.flatMap(({ terms, sellerSide }): Action[] =>
      terms.seller === participant ? [{ step: 'SUBMIT', terms, own: sellerSide }] : [],
    );
    await consortium.institution(participant).take(submits);
  }
  const take = async (participant: string, plan: Plan): Promise<void> => {
    const institution = consortium.institution(participant);
    await institution.caughtUp();
    const actions = [...institution.book.trades()].flatMap((view) => plan(view) ?? []);
    await institution.take(actions);
  };
  const everybody = async (plan: (participant: string) => Plan): Promise<void> => {
    for (const { participant } of consortium.institutions()) {
      await take(participant, plan(participant));
    }
  };
  await everybody((me) => (view) => {
    const { tradeId, core } = view;
    const own = tickets.get(core.terms.reference)?.buyerSide;
    if (core.terms.seller === me && at(view) % 17 === 4) return { step: 'WITHDRAW', tradeId };
    if (core.terms.buyer !== me || own === undefined || at(view) % 17 === 3) return undefined;
    return at(view) % 17 === 5
      ? { step: 'REJECT', tradeId, reason: 'NOT_TRADED', fields: [] }
      : { step: 'CONFIRM', tradeId, own };
  });
  for (const side of ['seller', 'buyer'] as const) {
    await everybody((me) => (view) => {
      const { tradeId, core } = view;
      const ticket = tickets.get(core.terms.reference);
      const lots = side === 'seller' ? ticket?.sellerLots : ticket?.buyerLots;
      const isMine = view[side]?.fund?.assetManager === me && core.sides[side] === 'OPEN';
      if (!isMine || lots === undefined || at(view) % 11 === 1) return undefined;
      return { step: 'INSTRUCT', tradeId, side, lots };
    });
    await everybody((me) => (view) => {
      const { tradeId, core } = view;
      const isMine = view[side]?.fund?.custodian === me && core.sides[side] === 'INSTRUCTED';
      if (!isMine || at(view) % 11 === 2) return undefined;
      if (at(view) % 11 !== 3) return { step: 'APPROVE', tradeId, side };
      return { step: 'DECLINE', tradeId, side, reason: 'UNCLEAR' };
    });
  }
  await everybody((me) => (view) => {
    const isOpen = view.core.state === 'MATCHED' || view.core.state === 'READY';
    if (!isOpen || view.core.terms.seller !== me || at(view) % 9 !== 0) return undefined;
    return { step: 'REQUEST_CANCEL', tradeId: view.tradeId, reason: 'AGREED' };
  });
  await settleSome(test, take, at);
}

async function settleSome(
  { consortium, day }: Pick<TestConsortium, 'consortium' | 'day'>,
  take: (participant: string, plan: Plan) => Promise<void>,
  at: (view: TradeView) => number,
): Promise<void> {
  const ksd = consortium.institution(KSD);
  for (const [businessDate, phase] of [
    [day.tradeDate, 'CUT_OFF'],
    [day.tradeDate, 'CLOSED'],
    [day.settlementDate, 'OPEN'],
  ] as const) {
    await ksd.take([{ step: 'SET_DAY', data: { businessDate, phase } }]);
  }
  await take(KSD, ({ tradeId, core }) =>
    core.state === 'READY' && core.cancel === undefined ? { step: 'RESTRICT', tradeId } : undefined,
  );
  await take(KSD, (view) =>
    view.core.state === 'RESTRICTED' && at(view) % 5 !== 0
      ? { step: 'REQUEST_PAYMENT', tradeId: view.tradeId }
      : undefined,
  );
  const bok = consortium.institution('BOK');
  await bok.caughtUp();
  const payments = [...bok.book.payments()].filter((_, index) => index % 4 !== 0);
  await bok.take(payments.map(({ paymentNo }) => ({ step: 'CONFIRM_PAYMENT', paymentNo })));
  await take(KSD, (view) =>
    view.core.state === 'PAID' && at(view) % 5 !== 1
      ? { step: 'SETTLE', tradeId: view.tradeId }
      : undefined,
  );
  await ksd.caughtUp();
}
