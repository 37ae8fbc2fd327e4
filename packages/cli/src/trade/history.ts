import { STATE_NAMES, STEP_RULES } from '@bondledger/domain';
import type { Call } from '../command/call.js';
import { DONE, type ExitCode } from '../exit-code.js';
import { grouped } from '../output/number.js';
import { tableText } from '../output/table.js';
import { speak } from '../texts/language.js';
import { TRADE_TEXTS } from '../texts/trade.js';
import { wantedTrade } from './find-trade.js';
import { withSeen } from './with-seen.js';
import type { TradeVersion } from './versions.js';

/** `trade history` */
export function showHistory(call: Call): Promise<ExitCode> {
  const wanted = wantedTrade(call);
  return withSeen(call, async (seen) => {
    const history = await seen.history(wanted);
    call.answer({ tradeId: wanted, history }, () => historyText(call, history));
    return DONE;
  });
}

function historyText(call: Call, history: readonly TradeVersion[]): string {
  const say = speak(TRADE_TEXTS, call.language);
  const columns = [
    { title: say.revision, align: 'right' as const },
    { title: say.step },
    { title: say.by },
    { title: say.state },
    { title: say.block, align: 'right' as const },
    { title: say.time },
    { title: say.leaf },
  ];
  const rows = history.map((version) => {
    const { korean, english } = STEP_RULES[version.step];
    const name = call.language === 'ko' ? korean : english;
    return [
      version.revision.toString(),
      version.side === undefined ? name : `${name} (${say[version.side]})`,
      version.participant ?? '–',
      STATE_NAMES[version.state][call.language],
      grouped(version.height),
      version.time,
      version.leaf.slice(0, 16),
    ];
  });
  return tableText({ columns, rows }, call.paint);
}
