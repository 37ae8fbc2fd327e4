import { isCutOffPassed, isFinal } from '@bondledger/domain';
import { rolesOf, type TradeView } from '@bondledger/sdk';
import type { TradeFilter } from '@bondledger/sdk/api';
import { stepsOf, isTimeFor, type DayFacts } from '../../src/read-model/next-steps.js';

const isWithin = (value: string, from: string | undefined, to: string | undefined): boolean =>
  (from === undefined || value >= from) && (to === undefined || value <= to);

const isBetween = (won: string, from: string | undefined, to: string | undefined): boolean =>
  (from === undefined || BigInt(won) >= BigInt(from)) &&
  (to === undefined || BigInt(won) <= BigInt(to));

/** Whether a filter finds a trade: the same question, asked of the book one trade at a time. */
export function isFound(
  view: TradeView,
  filter: TradeFilter,
  institution: string,
  day: DayFacts,
): boolean {
  const { core, seller, buyer } = view;
  const { terms } = core;
  const roles = rolesOf(view, institution);
  const sides = [seller, buyer].flatMap((side) => side ?? []);
  const funds = sides.flatMap(({ fund, lots = [] }) => [
    ...(fund === undefined ? [] : [fund.code]),
    ...lots.map(({ fundCode }) => fundCode),
  ]);
  const waiting = stepsOf(view, institution).filter(
    ({ step, mine, leadsOn }) => mine && leadsOn && isTimeFor(step, terms.settlementDate, day),
  );
  const isLate =
    !isFinal(core.state) && isCutOffPassed(terms.settlementDate, day.businessDate, day.phase);
  const parties = [terms.seller, terms.buyer].filter((party) => party !== institution);
  const { state, role, counterparty, isin, instrumentType, fund, account, chainId } = filter;
  const same = <T>(wanted: T | undefined, value: T | undefined): boolean =>
    wanted === undefined || wanted === value;
  return (
    isWithin(terms.tradeDate, filter.tradeDateFrom, filter.tradeDateTo) &&
    isWithin(terms.settlementDate, filter.settlementDateFrom, filter.settlementDateTo) &&
    isBetween(terms.faceAmount, filter.faceFrom, filter.faceTo) &&
    isBetween(terms.settlementAmount, filter.amountFrom, filter.amountTo) &&
    (state === undefined || state.includes(core.state)) &&
    (role === undefined || roles.some((each) => role.includes(each))) &&
    (counterparty === undefined || parties.includes(counterparty)) &&
    (instrumentType === undefined || instrumentType.includes(terms.instrumentType)) &&
    (fund === undefined || funds.includes(fund)) &&
    (account === undefined || sides.some((side) => side.account === account)) &&
    terms.reference.startsWith(filter.reference ?? '') &&
    same(isin, terms.isin) &&
    same(chainId, core.chainId) &&
    same(filter.settlementMethod, terms.settlementMethod) &&
    same(filter.late, isLate) &&
    same(filter.waitsForMe, waiting.length > 0) &&
    (filter.waitsForStep === undefined || waiting.some(({ step }) => step === filter.waitsForStep))
  );
}
