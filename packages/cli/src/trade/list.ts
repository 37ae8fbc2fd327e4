import { STATE_NAMES } from '@bondledger/domain';
import { rolesOf } from '@bondledger/sdk';
import type { Call } from '../command/call.js';
import { DONE, type ExitCode } from '../exit-code.js';
import { grouped } from '../output/number.js';
import { tableText, type Column } from '../output/table.js';
import { speak } from '../texts/language.js';
import { TRADE_TEXTS } from '../texts/trade.js';
import { counterparties, filterOf } from './filters.js';
import { withSeen } from './with-seen.js';
import type { ShownTrade } from './shown-trade.js';
import { tradeJson } from './trade-json.js';

/** `trade list` */
export function listTrades(call: Call): Promise<ExitCode> {
  // What is wrong in the filters is said before the ledger is opened.
  filterOf(call, '');
  return withSeen(call, async (seen) => {
    const { participant } = seen;
    const wanted = filterOf(call, participant);
    const views = (await seen.trades()).filter(wanted).sort(byTrade);
    const trades = views.map((view) => tradeJson(view, participant));
    call.answer({ trades }, () => listText(call, views, participant));
    return DONE;
  });
}

/** By trade date, then by the submitter's reference, which people can find their way in. */
const byTrade = ({ core: left }: ShownTrade, { core: right }: ShownTrade): number => {
  const [a, b] = [left.terms, right.terms];
  if (a.tradeDate !== b.tradeDate) return a.tradeDate < b.tradeDate ? -1 : 1;
  return a.reference < b.reference ? -1 : a.reference > b.reference ? 1 : 0;
};

function listText(call: Call, views: readonly ShownTrade[], participant: string): string {
  const say = speak(TRADE_TEXTS, call.language);
  const columns: readonly Column[] = [
    { title: say.tradeId },
    { title: say.state },
    { title: say.role },
    { title: say.counterparty },
    { title: say.isin },
    { title: say.faceWon, align: 'right' },
    { title: say.amountWon, align: 'right' },
    { title: say.settlementDate },
  ];
  let [face, amount] = [0n, 0n];
  const rows = views.map((view) => {
    const { core } = view;
    face += BigInt(core.terms.faceAmount);
    amount += BigInt(core.terms.settlementAmount);
    return [
      view.tradeId,
      STATE_NAMES[core.state][call.language],
      rolesOf(view, participant)
        .map((role) => say[role])
        .join(', '),
      counterparties(view, participant).join(', '),
      core.terms.isin,
      grouped(core.terms.faceAmount),
      grouped(core.terms.settlementAmount),
      core.terms.settlementDate,
    ];
  });
  const foot = [say.count(grouped(rows.length)), '', '', '', '', grouped(face), grouped(amount)];
  return tableText({ columns, rows, foot }, call.paint);
}
