import type { Step } from '@bondledger/domain';
import { holderOf, isSettlementDateReached, KSD } from '@bondledger/domain';
import type { TradeDetail } from '@bondledger/sdk/api';
import type { Desk, Desks } from '../desks/desk.js';
import { readIncoming } from '../read-model/query/accounts.js';
import { readPayment } from '../read-model/query/payments.js';
import type { ReadModel, ReadView } from '../read-model/read-model.js';
import type { MoneyFacts, ShortUnits, WaitedLeg, WhyFacts } from '../why/facts.js';

/** Steps of a trade that wait for a checker of the asker's institution. */
export type ApprovalsOf = (trade: TradeDetail) => readonly Step[];

export interface WhyParts {
  readonly readModel: ReadModel;
  readonly desks: Desks;
  /** How a payment stands at the central bank, where this server can ask it. */
  readonly isQueued: (paymentNo: string) => boolean;
  /** What waits for a checker of the institution now. */
  readonly approvalsOf: (institution: string) => Promise<ApprovalsOf>;
}

/** Legs that are named where a delivery waits for others. */
const LEGS_NAMED = 5;

/** What is known of why a trade is not settled, as far as the asker may know it. */
export async function whyFactsOf(
  parts: WhyParts,
  asker: string,
  trade: TradeDetail,
  approvalsOf: ApprovalsOf,
): Promise<WhyFacts> {
  const { readModel } = parts;
  return readModel.ask(asker, async (view) => {
    const short = await shortOf(parts, asker, trade, view);
    return {
      asker,
      trade,
      steps: trade.next,
      day: view.day,
      short,
      waited: short?.length ? await waitedOf(view, trade) : [],
      money: await moneyOf(parts, view, trade, asker),
      approvals: approvalsOf(trade),
      nameOf: (code) => view.names.participant(code),
    };
  });
}

/**
 * The deliverers whose free balance does not do. The depository's own reading is taken where this
 * server has its desk; else whoever delivers reads its own account. Nobody else can.
 */
async function shortOf(
  { desks, readModel }: WhyParts,
  asker: string,
  trade: TradeDetail,
  view: ReadView,
): Promise<readonly ShortUnits[] | undefined> {
  const isWaiting = trade.state === 'READY' || trade.state === 'CHAINED';
  if (!isWaiting || !isSettlementDateReached(trade.settlementDate, view.day.businessDate)) {
    return [];
  }
  const ksd = desks.all().find(({ code }) => code === KSD);
  const deliveries =
    ksd === undefined
      ? deliveriesOf(trade, asker)
      : await readModel.ask(KSD, (whole) => wholeDeliveries(whole, trade));
  const reader = ksd ?? desks.of(asker);
  return deliveries === undefined ? undefined : shortAmong(reader, deliveries);
}

interface Delivery {
  readonly account: string;
  readonly isin: string;
  readonly amount: bigint;
}

/** Of one's own account, where it is a trade that stands alone. */
function deliveriesOf(trade: TradeDetail, asker: string): readonly Delivery[] | undefined {
  const { sellerSide, isin, faceAmount, chainId } = trade;
  if (sellerSide === undefined || chainId !== undefined) return undefined;
  if (holderOf(sellerSide.account) !== asker) return undefined;
  return [{ account: sellerSide.account, isin, amount: BigInt(faceAmount) }];
}

/** As the depository sees it: of a chain, what each account delivers net. */
async function wholeDeliveries(
  { tables }: ReadView,
  { tradeId, chainId, isin, faceAmount }: TradeDetail,
): Promise<readonly Delivery[] | undefined> {
  if (chainId === undefined) {
    const row = await tables
      .selectFrom('trades')
      .select('seller_account')
      .where('trade_id', '=', tradeId)
      .executeTakeFirst();
    const account = row?.seller_account ?? undefined;
    return account === undefined ? undefined : [{ account, isin, amount: BigInt(faceAmount) }];
  }
  const chain = await tables
    .selectFrom('chains')
    .select('nets')
    .where('chain_id', '=', chainId)
    .executeTakeFirst();
  return chain?.nets.flatMap(([account, units]) =>
    units.startsWith('-') ? [{ account, isin, amount: -BigInt(units) }] : [],
  );
}

async function shortAmong(
  { institution }: Pick<Desk, 'institution'>,
  deliveries: readonly Delivery[],
): Promise<readonly ShortUnits[]> {
  const holdings = await institution.holdings(deliveries);
  return deliveries.flatMap(({ account, isin, amount }, at) => {
    const { balance = 0n, restricted = 0n } = holdings[at] ?? {};
    const available = balance - restricted;
    const holder = holderOf(account) ?? '';
    return available >= amount ? [] : [{ account, isin, holder, needed: amount, available }];
  });
}

/** What the account is to receive first, of the trades that the asker itself sees. */
async function waitedOf(
  { tables }: ReadView,
  { sellerSide, isin, settlementDate, tradeId }: TradeDetail,
): Promise<readonly WaitedLeg[]> {
  if (sellerSide === undefined) return [];
  const { account } = sellerSide;
  const rows = await readIncoming(tables, { account, isin }, settlementDate, LEGS_NAMED);
  return rows
    .filter((row) => row.trade_id !== tradeId)
    .map((row) => ({ tradeId: row.trade_id, state: row.state as WaitedLeg['state'] }));
}

async function moneyOf(
  { isQueued }: WhyParts,
  { tables }: ReadView,
  { payment, state }: TradeDetail,
  asker: string,
): Promise<MoneyFacts | undefined> {
  if (state !== 'PAYMENT_REQUESTED' || payment === undefined) return undefined;
  const { paymentNo } = payment;
  const known = await readPayment(tables, paymentNo);
  const payers = (known?.legs ?? []).flatMap(({ institution, amount }) =>
    amount.startsWith('-') ? [{ institution, amount: -BigInt(amount) }] : [],
  );
  const mayAsk = known !== undefined || asker === KSD;
  return { paymentNo, payers, isQueued: mayAsk && isQueued(paymentNo) };
}
