import type { SideContent } from '@bondledger/contract';
import { STATE_NAMES, type SideName } from '@bondledger/domain';
import { rolesOf } from '@bondledger/sdk';
import type { Call } from '../command/call.js';
import { DONE, type ExitCode } from '../exit-code.js';
import { grouped } from '../output/number.js';
import { pairsText } from '../output/table.js';
import { speak, type Spoken } from '../texts/language.js';
import { TRADE_TEXTS } from '../texts/trade.js';
import { wantedTrade } from './find-trade.js';
import { withSeen } from './with-seen.js';
import type { ShownTrade } from './shown-trade.js';
import { tradeJson } from './trade-json.js';

/** `trade show` */
export function showTrade(call: Call): Promise<ExitCode> {
  const wanted = wantedTrade(call);
  return withSeen(call, async (seen) => {
    const view = await seen.find(wanted);
    const { participant } = seen;
    call.answer(tradeJson(view, participant), () => showText(call, view, participant));
    return DONE;
  });
}

type Pair = readonly [string, string];

function showText(call: Call, view: ShownTrade, participant: string): string {
  const say = speak(TRADE_TEXTS, call.language);
  const { core } = view;
  const { terms, payment } = core;
  const when = (name: string, value: string | undefined): Pair[] =>
    value === undefined ? [] : [[name, value]];
  const roles = rolesOf(view, participant).map((role) => say[role]);
  const pairs: Pair[] = [
    [say.tradeId, view.tradeId],
    [say.state, `${STATE_NAMES[core.state][call.language]} (${core.state})`],
    [say.role, roles.join(', ')],
    [say.reference, terms.reference],
    [say.isin, `${terms.isin} (${say[terms.instrumentType]})`],
    [say.sellerParty, terms.seller],
    [say.buyerParty, terms.buyer],
    [say.faceWon, grouped(terms.faceAmount)],
    [say.unitPrice, grouped(terms.unitPrice)],
    ...when(say.yield, terms.yield),
    [say.amountWon, grouped(terms.settlementAmount)],
    [say.tradeDate, terms.tradeDate],
    [say.settlementDate, terms.settlementDate],
    [say.method, terms.settlementMethod],
    ...when(say.fopReason, terms.fopReason),
    ...when(say.settlementNo, core.settlementNo),
    ...when(say.chain, core.chainId),
    ...when(say.payment, payment?.paymentNo),
    ...when(say.cancelRequest, core.cancel && say[core.cancel.by]),
    [say.revision, core.revision.toString()],
    ...sidePairs(say, view, 'seller'),
    ...sidePairs(say, view, 'buyer'),
  ];
  return pairsText(pairs, call.paint);
}

/** What a side shows of itself, or that it is another's. */
function sidePairs(say: Spoken<typeof TRADE_TEXTS>, view: ShownTrade, name: SideName): Pair[] {
  const side: Omit<SideContent, 'evidence'> | undefined = view[name];
  const title = name === 'seller' ? say.sellerSide : say.buyerSide;
  if (side === undefined) return [[title, say.notReadable]];
  const { fund, lots } = side;
  const pairs: Pair[] = [[title, `${side.account} (${say[side.capacity]})`]];
  if (fund !== undefined) {
    pairs.push([say.fund, say.fundOf(fund.code, fund.assetManager, fund.custodian)]);
    pairs.push([say.sideStatus, say[view.core.sides[name]]]);
  }
  for (const { fundCode, faceAmount, orderNo } of lots ?? []) {
    const order = orderNo === undefined ? '' : `  ${orderNo}`;
    pairs.push([say.lot, `${fundCode}  ${grouped(faceAmount)}${order}`]);
  }
  return pairs;
}
