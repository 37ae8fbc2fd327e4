import { KSD, type SideName } from '@bondledger/domain';
import type { ReferenceDay } from '@bondledger/consortium';
import type { World } from './world.js';

type Ticket = ReferenceDay['tickets'][number];
type IsWanted = (ticket: Ticket) => boolean;

/** A trade between two who need nobody's instruction. */
export const isPlain: IsWanted = ({ sellerSide, buyerSide }) =>
  sellerSide.fund === undefined && buyerSide.fund === undefined;

/** A trade that a fund buys, so that its manager and its custodian have work. */
export const isForFund: IsWanted = ({ sellerSide, buyerSide }) =>
  sellerSide.fund === undefined && buyerSide.fund !== undefined;

/** The day's first such trade whose securities are there, so that it settles by itself. */
export async function ticketFor({ consortium, day }: World, wanted: IsWanted): Promise<Ticket> {
  const ksd = consortium.institution(KSD);
  for (const ticket of day.tickets) {
    const { terms, sellerSide } = ticket;
    if (!wanted(ticket) || terms.settlementMethod !== 'DVP') continue;
    const [held] = await ksd.holdings([{ account: sellerSide.account, isin: terms.isin }]);
    if ((held?.balance ?? 0n) >= terms.faceAmount) return ticket;
  }
  throw new Error('no ticket of the day can be settled by itself');
}

/** Those who work on a trade, as their names begin. */
export const makerOf = ({ terms }: Ticket, side: SideName): string =>
  `${terms[side].toLowerCase()}-maker`;
