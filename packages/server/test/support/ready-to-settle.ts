import { BackOffice, tradeDateSteps } from '@bondledger/consortium';
import { KSD } from '@bondledger/domain';
import type { SmallConsortium } from './small-consortium.js';

/** Plays the trade date; answers the trades that could be restricted, one of each issue. */
export async function readyToSettle({
  consortium,
  day,
}: SmallConsortium): Promise<readonly string[]> {
  const ksd = consortium.institution(KSD);
  const office = new BackOffice(day.tickets);
  for (const { due, takes } of tradeDateSteps(() => office)) {
    for (const { code } of day.participants.filter(takes)) {
      const institution = consortium.institution(code);
      await institution.caughtUp();
      await institution.take(await due(institution), { batchSize: 20 });
    }
  }
  const { tradeDate, settlementDate } = day;
  for (const data of [
    { businessDate: tradeDate, phase: 'CUT_OFF' },
    { businessDate: tradeDate, phase: 'CLOSED' },
    { businessDate: settlementDate, phase: 'OPEN' },
  ] as const) {
    await ksd.take([{ step: 'SET_DAY', data }]);
  }
  await ksd.caughtUp();
  const covered = new Map<string, string>();
  for (const { tradeId, core, seller } of ksd.book.trades()) {
    if (core.state !== 'READY' || seller === undefined || covered.has(core.terms.isin)) continue;
    const { isin, faceAmount } = core.terms;
    const [holding] = await ksd.holdings([{ account: seller.account, isin }]);
    if ((holding?.balance ?? 0n) >= BigInt(faceAmount)) covered.set(isin, tradeId);
  }
  return [...covered.values()];
}
